import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { runsNow } from '../cluster/process.ts'
import { endCluster, startCluster } from '../cluster.ts'
import { connectAsAdmin, type DatabaseAddress } from '../connect.ts'

/*
 * A cluster for a while in the temporary folder. What lies there is a copy of everything, keys included: it must not
 * outlive whoever made it. The name of its folder says for which installation (`mark`) and by which process.
 */

/** The names of those that this process works in just now. */
const own = new Set<string>()

/** Does something in a database of a cluster that is gone afterwards. */
export async function inCluster<T>(mark: string, work: (address: DatabaseAddress) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `atavus-trial-${mark}-${process.pid}-`))
  own.add(basename(folder))
  try {
    const cluster = await startCluster(folder, { durable: false })
    const { socket, user } = cluster
    const admin = connectAsAdmin({ kind: 'embedded', socket, user, database: 'postgres' })
    await admin`create database atavus`.finally(() => admin.end())
    return await work({ kind: 'embedded', socket, user, database: 'atavus' }).finally(cluster.stop)
  } finally {
    await rm(folder, { recursive: true, force: true })
    own.delete(basename(folder))
  }
}

/**
 * Ends and removes what processes left there for an installation that live no more. A process that got the number of
 * one of these keeps its folder until it ends, too; our own number is no such case.
 */
export async function clearClusters(mark: string): Promise<void> {
  const dead = (await readdir(tmpdir())).filter(name => {
    const [, maker] = name.startsWith(`atavus-trial-${mark}-`) ? (/-(\d+)-[^-]+$/.exec(name) ?? []) : []
    if (!maker || own.has(name)) return false
    return Number(maker) === process.pid || !runsNow(Number(maker))
  })
  for (const name of dead) {
    const folder = join(tmpdir(), name)
    await endCluster(folder)
    await rm(folder, { recursive: true, force: true })
  }
}
