import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type postgres from 'postgres'
import { connectAsAdmin, type DatabaseAddress, type Sql, type Types } from './connect.ts'
import { DatabaseError } from './error.ts'

type Ask = postgres.ISql<Types>

const folder = new URL('../../migrations/', import.meta.url)

export interface Restoring {
  /** Runs these alone: the state in which a backup was made. */
  only?: ReadonlySet<string>
  /** Done while nobody else can open the database. */
  lastly?: (sql: Sql) => Promise<unknown>
}

/**
 * Brings the database up to date: roles, schema, then each migration that has not run, in the order of its
 * name, in a transaction of its own. Several processes may start at once: an advisory lock lets one do it.
 * Throws when a migration that has run reads otherwise now, and when the database is being restored, unless it is by
 * who asks.
 */
export async function migrate(
  address: DatabaseAddress,
  now: () => Date,
  restoring?: Restoring,
): Promise<string[]> {
  const sql = connectAsAdmin(address)
  try {
    await sql`select pg_advisory_lock(hashtext('atavus.migrate'))`
    await prepare(sql, address.kind === 'embedded')
    if (!restoring) await refuseRestoring(sql)
    const fresh = await run(sql, now, restoring?.only)
    await restoring?.lastly?.(sql)
    return fresh
  } finally {
    await sql.end()
  }
}

/** What a restore has not finished may hold what was erased: nothing is served from it. */
async function refuseRestoring(sql: Sql): Promise<void> {
  const [known] = await sql<{ known: boolean }[]>`
    select to_regclass('atavus.installation') is not null as known
  `
  if (!known?.known) return
  const found = await asOwner(
    sql,
    owner => owner`select from atavus.installation where restoring is not null`,
  )
  if (found.length)
    throw new DatabaseError(
      'This database is being restored, or a restore of it was broken off. Run the restore again; it starts over.',
    )
}

/** Does something as the owner of the tables. */
export async function asOwner<T>(sql: Sql, work: (owner: Ask) => Promise<T>): Promise<T> {
  return (await sql.begin(async owner => {
    await owner`set local role atavus_owner`
    return await work(owner)
  })) as T
}

/** The migrations of this version, with their checksums, in the order in which they run. */
export async function knownMigrations(): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter(file => file.endsWith('.sql')).sort()
  return new Map(await Promise.all(names.map(async name => [name, checksumOf(await textOf(name))] as const)))
}

const textOf = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8')
const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex')

async function prepare(sql: Sql, login: boolean) {
  for (const role of ['atavus_owner', 'atavus_app', 'atavus_keeper']) await ensureRole(sql, role, login)
  await sql`create schema if not exists atavus authorization atavus_owner`
  await sql`do $$ begin execute format('grant create on database %I to atavus_owner', current_database()); end $$`
  await sql`
    create table if not exists atavus.migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null
    )
  `
  await sql`alter table atavus.migrations enable row level security`
}

/** Roles belong to the whole server, so another database of it may be making the same one just now. */
async function ensureRole(sql: Sql, role: string, login: boolean) {
  const [found] = await sql`select from pg_roles where rolname = ${role}`
  if (!found)
    await sql`create role ${sql(role)} ${login ? sql`login` : sql`nologin`}`.catch(error => {
      if (!['42710', '23505'].includes(error.code)) throw error
    })
  await sql`grant ${sql(role)} to current_user`.catch(error => {
    if (!['XX000', '23505'].includes(error.code)) throw error
  })
}

async function run(sql: Sql, now: () => Date, only?: ReadonlySet<string>): Promise<string[]> {
  const applied = new Map(
    (await sql<{ name: string; checksum: string }[]>`select name, checksum from atavus.migrations`).map(
      row => [row.name, row.checksum],
    ),
  )
  const fresh: string[] = []
  for (const [name, checksum] of await knownMigrations()) {
    if (only && !only.has(name)) continue
    const known = applied.get(name)
    if (known === checksum) continue
    if (known)
      throw new DatabaseError(
        `The migration ${name} has run and was changed since. Migrations only go forward.`,
      )
    await sql.begin(async transaction => {
      await transaction`set local role atavus_owner`
      await transaction`set local search_path = atavus`
      await transaction.unsafe(await textOf(name)).simple()
      await transaction`reset role`
      await transaction`insert into atavus.migrations values (${name}, ${checksum}, ${now()})`
    })
    fresh.push(name)
  }
  return fresh
}
