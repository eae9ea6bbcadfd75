import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { connectAsAdmin, type DatabaseAddress, type Sql } from '../connect.ts'
import { databaseUrl } from '../url.ts'
import { quoted } from './snapshot.ts'
import { clearClusters, inCluster } from './trial-cluster.ts'

/**
 * An empty database for a while, beside the one of an address; where we may make none there, in a cluster of its own
 * that is gone afterwards. What one that was killed has left is removed first: the caller holds that there is one of an
 * installation at a time.
 */
export async function inScratch<T>(
  address: DatabaseAddress,
  work: (address: DatabaseAddress) => Promise<T>,
): Promise<T> {
  const admin = connectAsAdmin(address, { lasting: true })
  try {
    const prefix = await clearLeft(admin, address)
    const name = `${prefix}${randomBytes(6).toString('hex')}`
    const made = await admin.unsafe(`create database ${quoted(name)}`).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code === '42501') return false
        throw error
      },
    )
    if (!made) return await inCluster(markOf(address), work)
    return await work(named(address, name)).finally(() => drop(admin, name))
  } finally {
    await admin.end({ timeout: 5 })
  }
}

/** Removes what work in a scratch left that was killed. The caller holds that there is none just now. */
export async function clearScratch(address: DatabaseAddress): Promise<void> {
  const admin = connectAsAdmin(address, { lasting: true })
  await clearLeft(admin, address).finally(() => admin.end({ timeout: 5 }))
}

/** Several installations may share a server or a machine: each clears up after itself alone, by names of its own. */
async function clearLeft(admin: Sql, address: DatabaseAddress): Promise<string> {
  const [own] = await admin<{ prefix: string }[]>`
    select 'atavus_trial_' || left(md5(current_database()), 8) || '_' as prefix
  `
  const prefix = own?.prefix ?? ''
  const old = await admin<{ name: string }[]>`
    select d.datname as name from pg_database d
    where starts_with(d.datname, ${prefix}) and pg_has_role(d.datdba, 'usage')
      and not exists (select from pg_stat_activity a where a.datid = d.oid)
  `
  for (const { name } of old) await drop(admin, name)
  await clearClusters(markOf(address))
  return prefix
}

/** Which database it is, for names in the temporary folder. */
function markOf(address: DatabaseAddress): string {
  const url = address.kind === 'server' ? databaseUrl(address.url) : undefined
  const place = address.kind === 'server' ? `${url?.host}${url?.pathname}${url?.search}` : address.socket
  return createHash('sha256').update(place).digest('hex').slice(0, 16)
}

const tries = 10

/**
 * Waits for whoever still closes a connection. Not by force: that would need a right over the server's own workers,
 * which PostgreSQL ends by itself.
 */
async function drop(admin: Sql, database: string): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      await admin.unsafe(`drop database if exists ${quoted(database)}`)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt === tries) throw error
      await pause(500)
    }
}

function named(address: DatabaseAddress, database: string): DatabaseAddress {
  if (address.kind === 'embedded') return { ...address, database }
  const url = databaseUrl(address.url)
  if (!url) throw new Error('DATABASE_URL is no address of a PostgreSQL')
  url.pathname = `/${database}`
  return { kind: 'server', url: url.href }
}
