import type postgres from 'postgres'
import type { Types } from '../connect.ts'
import { left } from './kept.ts'

type Ask = postgres.ISql<Types>

export interface Table {
  name: string
  /** Without those that the database computes. */
  columns: string[]
}

/** What a database is made of, as far as a copy must know it. */
export interface Shape {
  /** The database's own name. */
  installation: string
  /** The migrations that have run, with their checksums. */
  migrations: Record<string, string>
  /** Each after those that it refers to. */
  tables: Table[]
  /** The days (UTC) on which the partitions of messages end, as dates. */
  days: string[]
  sequences: Record<string, string>
}

export async function readShape(sql: Ask): Promise<Shape> {
  const [own] = await sql<{ id: string }[]>`select id from atavus.installation`
  if (!own) throw new Error('a database without a name')
  const sequences = await sql<{ name: string; value: string }[]>`
    select sequencename as name, last_value::text as value from pg_sequences
    where schemaname = 'atavus' and last_value is not null
  `
  const days = await sql<{ day: string }[]>`
    select to_char(to_date(right(c.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'atavus.messages'::regclass order by 1
  `
  return {
    installation: own.id,
    migrations: await readMigrations(sql),
    tables: await readTables(sql),
    days: days.map(({ day }) => day),
    sequences: Object.fromEntries(sequences.map(({ name, value }) => [name, value])),
  }
}

/** The table of migrations belongs to whoever connects, not to the owner of the others. */
async function readMigrations(sql: Ask): Promise<Record<string, string>> {
  await sql`reset role`
  const rows = await sql<{ name: string; checksum: string }[]>`
    select name, checksum from atavus.migrations order by name
  `
  await sql`set role atavus_owner`
  return Object.fromEntries(rows.map(({ name, checksum }) => [name, checksum]))
}

async function readTables(sql: Ask): Promise<Table[]> {
  const found = await sql<Table[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname
  `
  const references = await sql<{ from: string; to: string }[]>`
    select distinct f.relname as from, t.relname as to
    from pg_constraint x join pg_class f on f.oid = x.conrelid join pg_class t on t.oid = x.confrelid
    where x.contype = 'f' and f.relnamespace = 'atavus'::regnamespace and not f.relispartition and f.oid <> t.oid
  `
  return ordered(
    found.filter(({ name }) => !(name in left)),
    references,
  )
}

/** Each after those that it refers to, in the order of their names otherwise. */
function ordered(tables: Table[], references: { from: string; to: string }[]): Table[] {
  const placed: Table[] = []
  const waiting = new Map(tables.map(table => [table.name, table]))
  while (waiting.size) {
    const ready = [...waiting.values()].filter(
      ({ name }) => !references.some(({ from, to }) => from === name && waiting.has(to)),
    )
    if (!ready.length) throw new Error('tables refer to each other in a circle')
    placed.push(...ready)
    for (const { name } of ready) waiting.delete(name)
  }
  return placed
}
