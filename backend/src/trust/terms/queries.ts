import type postgres from 'postgres'
import type { Keeper } from '../../db/tenancy.ts'
import { standingHolds } from '../../holds/queries.ts'
import type { Ending } from '../../retention/queries.ts'

/** A part of a statement. */
type Words = postgres.PendingQuery<postgres.Row[]>

const hourMs = 60 * 60 * 1000
/** So many of a kind are enough to know: a look is for every few minutes. */
const most = 1000

/** How old the oldest address in full is, in seconds. */
export async function oldestAddress(keeper: Keeper): Promise<number | null> {
  const [row] = await keeper<{ age: number | null }[]>`
    select extract(epoch from ${keeper.now}::timestamptz - min(at))::float8 as age
    from security_log where address is not null
  `
  return row?.age ?? null
}

/** How old the oldest row of a table is by one of its columns, in seconds. */
export async function oldestOf(keeper: Keeper, table: string, column: string): Promise<number | null> {
  const [row] = await keeper<{ age: number | null }[]>`
    select extract(epoch from ${keeper.now}::timestamptz - min(${keeper(column)}))::float8 as age from ${keeper(table)}
  `
  return row?.age ?? null
}

/** How many rows of each kind are past their term by so many hours and held by nothing, up to a thousand each. */
export async function overdueOf(
  keeper: Keeper,
  kinds: readonly Ending[],
  hours: number,
): Promise<{ name: string; count: number }[]> {
  const held = await standingHolds(keeper)
  const moment = new Date(keeper.now.getTime() - hours * hourMs)
  const counts = kinds.map(
    ({ name, table, over }) => keeper`
      select ${name}::text as name, (
        select count(*)::int from (select from ${keeper(table)} where ${over(keeper, moment, held)} limit ${most}) overdue
      ) as count
    `,
  )
  return keeper<{ name: string; count: number }[]>`${allOf(keeper, counts)}`
}

/** Whether a sweep is at it: it has taken a step within ten minutes. */
export async function isSweeping(keeper: Keeper): Promise<boolean> {
  const rows = await keeper`
    select from sweeps where ended_at is null and beat_at > ${keeper.now}::timestamptz - interval '10 minutes'
  `
  return rows.length > 0
}

/** Rows about an account or of a workspace that is no more, up to a thousand of each table. */
export async function orphans(keeper: Keeper): Promise<number> {
  const tables = await keeper<{ name: string; column: string }[]>`
    select c.relname as name, a.attname as column from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname in ('account_id', 'workspace_id') and not a.attisdropped
    where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and has_table_privilege('atavus_keeper', c.oid, 'select')
  `
  const counts = tables.map(
    ({ name, column }) => keeper`
      select count(*)::int as count from (
        select from ${keeper(name)} t
        where t.${keeper(column)} is not null and t.${keeper(column)} <> '00000000-0000-0000-0000-000000000000'
          and not exists (
            select from ${keeper(column === 'account_id' ? 'accounts' : 'workspaces')} p where p.id = t.${keeper(column)}
          )
        limit ${most}
      ) orphaned
    `,
  )
  const rows = await keeper<{ count: number }[]>`${allOf(keeper, counts)}`
  return rows.reduce((sum, { count }) => sum + count, 0)
}

/** Many questions as one statement, so that one limit of time holds for all. */
const allOf = (keeper: Keeper, questions: Words[]): Words =>
  questions.reduce((all, one) => keeper`${all} union all ${one}`)

/**
 * What was deleted within the last 30 days, by kind of act, and how long it took; and of all that ever was, what stands
 * in files for longer than a day, with the age of the oldest that stands there at all, in seconds.
 */
export async function deletionsOf(keeper: Keeper, kinds: string[]) {
  const [row] = await keeper<
    { count: number; slowest: number | null; waiting: number; oldest: number | null }[]
  >`
    select count(*) filter (where lately)::int as count, max(ms) filter (where lately)::int as slowest,
      count(*) filter (where rewritten_at is null and age > 24 * 60 * 60)::int as waiting,
      max(age) filter (where rewritten_at is null)::float8 as oldest
    from (
      select ms, rewritten_at, done_at > ${keeper.now}::timestamptz - interval '30 days' as lately,
        extract(epoch from ${keeper.now}::timestamptz - done_at) as age
      from deletions where kind = any(${kinds})
    ) d
  `
  return row ?? { count: 0, slowest: null, waiting: 0, oldest: null }
}

const manyTries = 10

/**
 * Erasures of which a legal hold kept something: how many wait for its end, and of how many something is left although
 * they are due for an hour, or were tried in vain again and again.
 */
export async function releasesOf(keeper: Keeper): Promise<{ waiting: number; late: number }> {
  const [row] = await keeper<{ waiting: number; late: number }[]>`
    select count(*) filter (where not late)::int as waiting, count(*) filter (where late)::int as late
    from (
      select run_at <= ${keeper.now}::timestamptz - interval '1 hour' or attempts >= ${manyTries} as late
      from jobs where kind = 'released'
    ) j
  `
  return row ?? { waiting: 0, late: 0 }
}
