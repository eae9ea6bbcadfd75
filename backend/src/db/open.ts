import { listen, type News } from './channel.ts'
import { type ClusterOptions, startCluster } from './cluster.ts'
import { connect, connectAsAdmin, type DatabaseAddress } from './connect.ts'
import { DatabaseError } from './error.ts'
import { migrate } from './migrate.ts'
import { createPool } from './pool.ts'
import { announce, type Presence } from './presence.ts'
import { type Database, tenancy } from './tenancy.ts'

export interface OpenDatabase {
  db: Database
  presence: Presence
  hear(heard: (news: News) => void): () => void
  close(): Promise<void>
}

/** For single statements, for transactions, and for the keeper's. */
const connections = { stranger: 4, app: 10, keeper: 2 }

/** Connects to a database that stands, brings it up to date, and enters this process into it. */
export async function openDatabase(address: DatabaseAddress, now: () => Date): Promise<OpenDatabase> {
  await migrate(address, now)
  const stranger = connect(address, 'atavus_app', { max: connections.stranger })
  const trusted = connect(address, 'atavus_keeper', { max: 1 })
  const app = createPool(stranger, connections.app)
  const keeper = createPool(trusted, connections.keeper)
  const hearers = new Set<(news: News) => void>()
  const tell = (news: News) => {
    for (const heard of hearers) heard(news)
  }
  await listen(stranger, tell, () => tell({ type: 'missed' }))
  const presence = await announce(address)
  return {
    db: tenancy(stranger, app, keeper, now),
    presence,
    hear: heard => {
      hearers.add(heard)
      return () => hearers.delete(heard)
    },
    close: async () => {
      await presence.close()
      await Promise.all([app.end(), keeper.end()])
      await Promise.all([stranger.end({ timeout: 5 }), trusted.end({ timeout: 5 })])
    },
  }
}

/** The keeper alone, of a database that serves nobody: while it is restored, or to try a restore. */
export function openKeeper(
  address: DatabaseAddress,
  now: () => Date,
): Pick<Database, 'keeper'> & Pick<OpenDatabase, 'close'> {
  const sql = connect(address, 'atavus_keeper', { max: 1 })
  const pool = createPool(sql, 1)
  const { keeper } = tenancy(sql, pool, pool, now)
  return {
    keeper,
    close: async () => {
      await pool.end()
      await sql.end({ timeout: 5 })
    },
  }
}

export interface OpenCluster {
  address: DatabaseAddress
  where: string
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL of a data folder for this process alone. A second backend on the same folder is
 * refused: the first holds an advisory lock for as long as it lives, and a killed one holds nothing.
 */
export async function openCluster(folder: string, options: ClusterOptions): Promise<OpenCluster> {
  const cluster = await startCluster(folder, options)
  const place = { kind: 'embedded', socket: cluster.socket, user: cluster.user } as const
  const guard = connectAsAdmin({ ...place, database: 'postgres' }, { lasting: true })
  const [lock] = await guard<
    { mine: boolean }[]
  >`select pg_try_advisory_lock(hashtext('atavus.folder')) as mine`
  if (!lock?.mine) {
    await guard.end()
    throw new DatabaseError(
      `Another Atavus runs on ${folder}. Stop it, or give this one a folder of its own: ATAVUS_DATA=<folder>.`,
    )
  }
  const [found] = await guard`select from pg_database where datname = 'atavus'`
  if (!found) await guard`create database atavus`
  return {
    address: { ...place, database: 'atavus' },
    where: cluster.where,
    stop: async () => {
      await guard.end({ timeout: 1 })
      await cluster.stop()
    },
  }
}
