import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import type { DatabaseAddress } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'

const user = 'atavus'
/** One template a cluster: migrated once, then copied for each test file that asks. */
const template = 'atavus_template'

/** A fresh, migrated database of the tests' cluster, and how to drop it. */
export async function freshDatabase(): Promise<{ address: DatabaseAddress; drop(): Promise<void> }> {
  const socket = inject('socket')
  const admin = postgres({ host: socket, port: 5432, user, database: 'postgres', max: 1, onnotice: () => {} })
  await admin`select pg_advisory_lock(hashtext('atavus.template'))`
  const [found] = await admin`select from pg_database where datname = ${template}`
  if (!found) {
    await admin`create database ${admin(template)}`
    await migrate({ kind: 'embedded', socket, user, database: template }, () => new Date(0))
  }
  const database = `test_${randomBytes(8).toString('hex')}`
  await admin`create database ${admin(database)} template ${admin(template)}`
  await admin`select pg_advisory_unlock(hashtext('atavus.template'))`
  await admin.end()
  return {
    address: { kind: 'embedded', socket, user, database },
    drop: async () => {
      const again = postgres({ host: socket, port: 5432, user, database: 'postgres', max: 1 })
      await again`drop database ${again(database)} with (force)`
      await again.end()
    },
  }
}

/** A database of the tests' cluster in which there is nothing, and how to drop it. */
export async function emptyDatabase(): Promise<{ address: DatabaseAddress; drop(): Promise<void> }> {
  const socket = inject('socket')
  const database = `test_${randomBytes(8).toString('hex')}`
  const within = async (statement: string) => {
    const admin = postgres({ host: socket, port: 5432, user, database: 'postgres', max: 1 })
    await admin.unsafe(statement).finally(() => admin.end())
  }
  await within(`create database ${database}`)
  return {
    address: { kind: 'embedded', socket, user, database },
    drop: () => within(`drop database ${database} with (force)`),
  }
}

/** A connection with every right, to look at rows as nobody in the product can. */
export function lookInto(address: DatabaseAddress) {
  if (address.kind !== 'embedded') throw new Error('tests run on the embedded cluster')
  const { socket, database } = address
  return postgres({ host: socket, port: 5432, user, database, max: 1, connection: { search_path: 'atavus' } })
}
