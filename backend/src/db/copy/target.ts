import type { Writable } from 'node:stream'
import { connectAsAdmin, type DatabaseAddress, type Sql } from '../connect.ts'
import { asOwner, migrate } from '../migrate.ts'
import { eraseAgain, putKeys } from './again.ts'
import { kept, passing } from './kept.ts'
import type { Table } from './shape.ts'
import { quoted, settle } from './snapshot.ts'

/** What is in a database already: nothing of ours, what a restore has not finished, or something. */
export async function findIn(address: DatabaseAddress): Promise<'nothing' | 'half' | 'something'> {
  return asAdmin(address, async sql => {
    const [found] = await sql<{ schema: boolean; named: boolean }[]>`
      select to_regnamespace('atavus') is not null as schema, to_regclass('atavus.installation') is not null as named
    `
    if (!found?.schema) return 'nothing'
    if (!found.named) return 'something'
    const half = await asOwner(
      sql,
      owner =>
        owner`select from atavus.installation where restoring is not null and restored_from is not null`,
    )
    return half.length ? 'half' : 'something'
  })
}

/** Takes away what a restore has not finished. */
export async function clear(address: DatabaseAddress): Promise<void> {
  await asAdmin(address, sql => asOwner(sql, owner => owner`drop schema atavus cascade`))
}

/** Builds the tables as they were when a backup was made, of which nothing is served until `finish`. */
export const build = (
  address: DatabaseAddress,
  now: () => Date,
  migrations: ReadonlySet<string>,
  { installation, backup }: { installation: string; backup: string },
): Promise<string[]> =>
  migrate(address, now, {
    only: migrations,
    lastly: sql =>
      asOwner(
        sql,
        owner => owner`
          update atavus.installation set id = ${installation}, restoring = ${now()}, restored_from = ${backup}
        `,
      ),
  })

/** Lets nothing be served from a database that is older than the list of what was erased, until `finish`. */
export const close = (address: DatabaseAddress, now: () => Date): Promise<string[]> =>
  migrate(address, now, {
    lastly: sql =>
      asOwner(sql, owner => owner`update atavus.installation set restoring = ${now()}, restored_from = null`),
  })

async function asAdmin<T>(address: DatabaseAddress, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connectAsAdmin(address, { lasting: true })
  return work(sql).finally(() => sql.end({ timeout: 5 }))
}

export interface Target {
  /** Empties the tables that are to be filled, and makes the partitions of messages for these days. */
  ready(tables: Table[], days: string[]): Promise<void>
  /** Ends the filling: from then on the tables watch over themselves again. */
  filled(tables: Table[], sequences: Record<string, string>): Promise<void>
  /** Takes the rows of a table as a snapshot gave them; each table after those that it refers to. */
  fill(table: Table): Promise<Writable>
  /** Takes `kind, workspace, conversation or request, what is sealed, a request's answer`, a line each, as `Snapshot.keys` gives them. */
  fillKeys(): Promise<Writable>
  /** Takes `position, moment, kind, SHA-256 in hex` of what was erased, a line each. */
  fillErasures(): Promise<Writable>
  /** Puts the keys in their places; answers how many workspaces have none. */
  putKeys(): Promise<number>
  /**
   * Erases again what was erased, and takes the list up where the database's own ends; what is erased later gets places
   * beyond `place`. Then what nobody can open; answers how many of those conversations are neither erased nor past
   * their end.
   */
  eraseAgain(place: number): Promise<{ erased: number; unreadable: number }>
  /** Ends each consent that stands at a moment, the backup's: a later withdrawal is known to nobody any more. */
  endConsents(moment: Date): Promise<void>
  /** Takes away what no copy holds: who is signed in, or was offered a link, and what waits to be sent. */
  leavePassing(): Promise<void>
  /** From here on it may be served. */
  finish(backup: string | null): Promise<void>
}

/** Works on the tables as their owner. */
export const inTarget = <T>(
  address: DatabaseAddress,
  now: () => Date,
  work: (target: Target) => Promise<T>,
): Promise<T> =>
  asAdmin(address, async sql => {
    await settle(sql)
    await sql`select set_config('atavus.now', ${now().toISOString()}, false)`
    return await work(targetOf(sql, now))
  })

const targetOf = (sql: Sql, now: () => Date): Target => ({
  ready: (tables, days) => ready(sql, tables, days),
  filled: (tables, sequences) => filled(sql, tables, sequences),
  fill: ({ name, columns }) =>
    sql.unsafe(`copy atavus.${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`).writable(),
  fillKeys: async () => {
    await sql`drop table if exists atavus.restored_keys`
    await sql`
      create unlogged table atavus.restored_keys (kind text, workspace uuid, id uuid, key text, answer text)
    `
    return sql`copy atavus.restored_keys from stdin`.writable()
  },
  fillErasures: async () => {
    await sql`drop table if exists atavus.restored_erasures`
    await sql`
      create unlogged table atavus.restored_erasures (position bigint, at timestamptz, kind text, subject text)
    `
    return sql`copy atavus.restored_erasures from stdin`.writable()
  },
  putKeys: () => putKeys(sql),
  eraseAgain: place => eraseAgain(sql, now(), place),
  endConsents: async moment => {
    await sql`
      update atavus.consents set valid_until = greatest(given_at, ${moment})
      where withdrawn_at is null and valid_until > ${moment}
    `
  },
  leavePassing: async () => {
    for (const table of passing) await sql.unsafe(`delete from atavus.${quoted(table)}`)
    for (const [table, stays] of Object.entries(kept))
      await sql.unsafe(`delete from atavus.${quoted(table)} where not (${stays})`)
  },
  finish: async backup => {
    await sql`drop table if exists atavus.restored_keys, atavus.restored_erasures, atavus.unknown_erasures`
    await sql`analyze`
    await sql`
      update atavus.installation set restoring = null, restored_at = ${now()}, restored_from = ${backup}
    `
  },
})

/** Empties the tables that a backup fills, makes the partitions, and lets no trigger take a copied row for a new one. */
async function ready(sql: Sql, tables: Table[], days: string[]): Promise<void> {
  await sql.unsafe(`truncate ${tables.map(({ name }) => `atavus.${quoted(name)}`).join(', ')} cascade`)
  for (const day of days) await sql`select atavus.ensure_messages_partition(${`${day}T12:00:00Z`})`
  for (const { name } of tables) await sql.unsafe(`alter table atavus.${quoted(name)} disable trigger user`)
}

/** The triggers again, and the sequences as they stood. */
async function filled(sql: Sql, tables: Table[], sequences: Record<string, string>): Promise<void> {
  for (const { name } of tables) await sql.unsafe(`alter table atavus.${quoted(name)} enable trigger user`)
  for (const [name, value] of Object.entries(sequences))
    await sql`select setval(${`atavus.${quoted(name)}`}::regclass, ${value}::bigint)`
}
