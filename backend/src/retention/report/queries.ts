import type { Keeper, Tenant } from '../../db/tenancy.ts'

export interface TermRow {
  id: string
  name: string
  days: number
  questions: number
  oldest: Date | null
  day: number
  week: number
  month: number
}

/**
 * How long each assistant of a workspace keeps what is said, how much there is, and how much goes in the next days: what
 * is held, once the last of its holds is over, too.
 */
export const termsOfAssistants = (tenant: Tenant) => tenant<TermRow[]>`
  with standing as materialized (
    select assistant_id, conversation_id, until from holds
    where workspace_id = ${tenant.workspace} and ended_at is null and until > ${tenant.now}
  )
  select a.id, a.name, a.retention_days as days, count(r.id)::int as questions, min(r.created_at) as oldest,
    count(r.id) filter (where l.until <= ${tenant.now}::timestamptz + interval '1 day')::int as day,
    count(r.id) filter (where l.until <= ${tenant.now}::timestamptz + interval '7 days')::int as week,
    count(r.id) filter (where l.until <= ${tenant.now}::timestamptz + interval '30 days')::int as month
  from assistants a
  left join replies r on r.workspace_id = a.workspace_id and r.assistant_id = a.id and not exists (
    select from conversations c
    where c.workspace_id = r.workspace_id and c.id = r.conversation_id and c.account_id is not null
  )
  left join lateral (
    select greatest(r.expires_at, max(s.until)) as until from standing s
    where coalesce(s.conversation_id = r.conversation_id, s.assistant_id = r.assistant_id, true)
  ) l on true
  where a.workspace_id = ${tenant.workspace}
  group by a.workspace_id, a.id
  order by a.created_at, a.id
`

/** When the latest sweep ended that took every step. */
export async function lastSweep(keeper: Keeper): Promise<Date | null> {
  const [row] = await keeper<
    { at: Date | null }[]
  >`select max(ended_at) as at from sweeps where failed = '{}'`
  return row?.at ?? null
}

export interface SweepRow {
  id: string
  startedAt: Date
  endedAt: Date | null
  removed: Record<string, number>
  failed: string[]
}

/** A sweep that has taken no step for so long has died. */
const silentMinutes = 10

/** Begins a sweep unless another one is at it; `always`: whether or not. Says whether it began. */
export async function beginSweep(keeper: Keeper, id: string, always: boolean): Promise<boolean> {
  await keeper`select pg_advisory_xact_lock(hashtext('atavus.sweep'))`
  const { count } = await keeper`
    insert into sweeps (id, started_at, beat_at)
    select ${id}, ${keeper.now}, ${keeper.now}
    where ${always} or not exists (
      select from sweeps where ended_at is null
        and beat_at > ${keeper.now}::timestamptz - make_interval(mins => ${silentMinutes})
    )
  `
  return count > 0
}

/** What a sweep has done by now; `ended` that it is over. */
export async function reportSweep(
  keeper: Keeper,
  id: string,
  { removed, failed }: Pick<SweepRow, 'removed' | 'failed'>,
  ended: boolean,
): Promise<void> {
  await keeper`
    update sweeps set beat_at = ${keeper.now}, ended_at = ${ended ? keeper.now : null},
      removed = ${JSON.stringify(removed)}::text::jsonb, failed = ${failed}
    where id = ${id}
  `
}

/** The latest sweeps, newest first. */
export const listSweeps = (keeper: Keeper, most: number) => keeper<SweepRow[]>`
  select id, started_at as "startedAt", ended_at as "endedAt", removed, failed
  from sweeps order by started_at desc, id desc limit ${most}
`
