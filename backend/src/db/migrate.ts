import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { connectAsAdmin, type DatabaseAddress, type Sql } from './connect.ts'
import { DatabaseError } from './error.ts'

const folder = new URL('../../migrations/', import.meta.url)

/**
 * Brings the database up to date: roles, schema, then each migration that has not run, in the order of its
 * name, in a transaction of its own. Several processes may start at once: an advisory lock lets one do it.
 * Throws when a migration that has run reads otherwise now.
 */
export async function migrate(address: DatabaseAddress, now: () => Date): Promise<string[]> {
  const sql = connectAsAdmin(address)
  try {
    await sql`select pg_advisory_lock(hashtext('atavus.migrate'))`
    await prepare(sql, address.kind === 'embedded')
    return await run(sql, now)
  } finally {
    await sql.end()
  }
}

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

async function run(sql: Sql, now: () => Date): Promise<string[]> {
  const applied = new Map(
    (await sql<{ name: string; checksum: string }[]>`select name, checksum from atavus.migrations`).map(
      row => [row.name, row.checksum],
    ),
  )
  const fresh: string[] = []
  for (const name of (await readdir(folder)).filter(file => file.endsWith('.sql')).sort()) {
    const text = await readFile(new URL(name, folder), 'utf8')
    const checksum = createHash('sha256').update(text).digest('hex')
    const known = applied.get(name)
    if (known === checksum) continue
    if (known)
      throw new DatabaseError(
        `The migration ${name} has run and was changed since. Migrations only go forward.`,
      )
    await sql.begin(async transaction => {
      await transaction`set local role atavus_owner`
      await transaction`set local search_path = atavus`
      await transaction.unsafe(text).simple()
      await transaction`reset role`
      await transaction`insert into atavus.migrations values (${name}, ${checksum}, ${now()})`
    })
    fresh.push(name)
  }
  return fresh
}
