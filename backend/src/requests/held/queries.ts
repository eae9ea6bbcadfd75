import type { Keeper } from '../../db/tenancy.ts'
import { endings } from '../../retention/queries.ts'

/** A row as text. */
export type HeldRow = Record<string, string | null>

/** Every table with a column that says about which account a row is, and which columns do. */
export const accountTables = (keeper: Keeper) => keeper<{ name: string; columns: string[] }[]>`
  select c.relname as name, array_agg(a.attname::text order by a.attname) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    and a.attname in ('account_id', 'created_by', 'invited_by', 'by_id', 'published_by', 'recorded_by')
  where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and has_table_privilege('atavus_keeper', c.oid, 'select')
  group by c.relname order by c.relname
`

export interface HeldColumn {
  name: string
  bytes: boolean
  /** Whether it is of the primary key. */
  key: boolean
}

/** The columns of a table. */
export const columnsOf = (keeper: Keeper, table: string) => keeper<HeldColumn[]>`
  select a.attname as name, a.atttypid = 'bytea'::regtype as bytes, coalesce(a.attnum = any(i.indkey), false) as key
  from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
  where a.attrelid = ${`atavus.${table}`}::regclass and a.attnum > 0 and not a.attisdropped
  order by a.attnum
`

interface Wanted {
  table: string
  /** The columns that may name the account. */
  by: readonly string[]
  columns: readonly string[]
  key: readonly string[]
}

/**
 * The rows of a table about an account as text, the newest first where keys tell time. What is past its term is no
 * longer held, even where the sweep has not come by yet.
 */
export function rowsAbout(keeper: Keeper, { table, by, columns, key }: Wanted, account: string) {
  const ending = endings.filter(one => one.table === table)
  const isOver = ending.filter(({ forgets }) => !forgets).map(one => one.over(keeper, keeper.now))
  const shown = columns.map(name => {
    const forgotten = ending.find(({ forgets }) => forgets === name)?.over(keeper, keeper.now)
    const text = keeper`${keeper(name)}::text`
    return forgotten
      ? keeper`case when ${forgotten} then null else ${text} end as ${keeper(name)}`
      : keeper`${text} as ${keeper(name)}`
  })
  const order = key.map(name => keeper`${keeper(name)} desc`)
  const named = by.map(name => keeper`${keeper(name)} = ${account}`)
  type Part = (typeof named)[number]
  const joined = (parts: Part[], sign: Part) => parts.reduce((whole, one) => keeper`${whole} ${sign} ${one}`)
  return keeper<HeldRow[]>`
    select ${joined(shown, keeper`,`)} from ${keeper(table)}
    where (${joined(named, keeper`or`)}) and (${joined([keeper`false`, ...isOver], keeper`or`)}) is not true
    order by ${joined(order, keeper`,`)}
  `
}

/** An account's picture, as it is sent to browsers. */
export async function pictureOf(keeper: Keeper, account: string): Promise<Buffer | undefined> {
  const [row] = await keeper<
    { content: Buffer }[]
  >`select content from pictures where account_id = ${account}`
  return row?.content
}
