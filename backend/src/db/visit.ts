import { startCluster } from './cluster.ts'
import { connectAsAdmin } from './connect.ts'
import type { OpenCluster } from './open.ts'

/**
 * The embedded PostgreSQL of a data folder for a moment, whether the platform runs on it or not. Where it does, its
 * cluster is used as it stands. Where it does not, the cluster is started, kept from a platform that would start
 * meanwhile, and stopped again if it was we who started it.
 */
export async function visitCluster(folder: string): Promise<OpenCluster> {
  const cluster = await startCluster(folder)
  const place = { kind: 'embedded', socket: cluster.socket, user: cluster.user } as const
  const guard = connectAsAdmin({ ...place, database: 'postgres' }, { lasting: true })
  // Held by a platform for as long as it runs, and by us while there is none.
  const [lock] = await guard<
    { mine: boolean }[]
  >`select pg_try_advisory_lock(hashtext('atavus.folder')) as mine`
  const [found] = await guard`select from pg_database where datname = 'atavus'`
  if (!found && lock?.mine) await guard`create database atavus`
  return {
    address: { ...place, database: 'atavus' },
    where: cluster.where,
    stop: async () => {
      await guard.end({ timeout: 1 })
      if (lock?.mine && !cluster.adopted) await cluster.stop()
    },
  }
}
