import { access, constants, mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { readNote, stopPostmaster } from '../db/cluster/postmaster.ts'
import { runsNow } from '../db/cluster/process.ts'
import { type Cluster, startCluster } from '../db/cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the socket of the cluster that all tests share; the user is `atavus`. */
    socket: string
  }
}

const prefix = 'atavus-test-'
const enough = 2e9

let running: { cluster: Cluster; folder: string } | undefined

/** Before all tests: starts one cluster that need not survive, in memory where there is room. */
export async function setup(project: TestProject): Promise<void> {
  const parent = (await roomy('/dev/shm')) ? '/dev/shm' : tmpdir()
  await removeLeftovers(parent)
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`))
  const cluster = await startCluster(folder, { durable: false, say: tell })
  running = { cluster, folder }
  project.provide('socket', cluster.socket)
}

/** After all tests: nothing of it remains. */
export async function teardown(): Promise<void> {
  await running?.cluster.stop()
  if (running) await rm(running.folder, { recursive: true, force: true })
}

function tell(line: string) {
  process.stderr.write(`${line}\n`)
}

async function roomy(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK)
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize > enough
  } catch {
    return false
  }
}

/** A run that was killed left its cluster behind, running. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix) || runsNow(Number.parseInt(name.slice(prefix.length), 10))) continue
    const folder = join(parent, name)
    try {
      const data = join(folder, 'postgres')
      const note = await readNote(data)
      if (note) await stopPostmaster(note.pid, data)
      await rm(folder, { recursive: true, force: true })
    } catch {
      tell(`${folder} is left of an earlier run and cannot be removed.`)
    }
  }
}
