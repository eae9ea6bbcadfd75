import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Capacity } from '../src/chat/admission.ts'
import { connectAsAdmin, type DatabaseAddress } from '../src/db/connect.ts'
import { type OpenCluster, openCluster } from '../src/db/open.ts'
import { type Child, start } from './child.ts'
import { openHouse } from './house.ts'
import { databaseCpu } from './postgres-cpu.ts'
import { prepare } from './prepare.ts'
import type { Pace } from './upstream.ts'

/** Everything that a bench of the server needs, up and running: each part a process of its own. */
export interface Stage {
  upstream: Child
  pass: Child
  /** Started anew by `fresh`. */
  ours: Child
  load: Child
  pace(pace: Pace): Promise<void>
  /**
   * Puts a new process in the place of our server, so that what was measured before leaves no traces. It takes
   * all that comes, unless told otherwise.
   */
  fresh(capacity?: Capacity): Promise<void>
  /** Microseconds of CPU that the database has used, undefined where the system does not tell. */
  databaseCpu(): Promise<number | undefined>
  close(): Promise<void>
}

// BENCH_FLAGS: more flags of Node for our server, e.g. `--cpu-prof`. BENCH_KEEP: leaves the folder where it is.
const boundless: Capacity = { answers: 100_000, openings: 100_000 }
const assistants = 8
const visitors = 2600

/** Sets the stage on a real PostgreSQL, whose commits wait for the disk of the temporary folder. */
export async function openStage(say: (line: string) => void): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'atavus-bench-'))
  const cluster = await openCluster(folder, {})
  const close = async (children: Child[]) => {
    for (const child of children) await child.stop()
    await cluster.stop()
    if (!process.env.BENCH_KEEP) await rm(folder, { recursive: true, force: true })
  }
  try {
    return await setStage(folder, cluster, close, say)
  } catch (error) {
    await close([])
    throw error
  }
}

async function setStage(
  folder: string,
  { address, where }: OpenCluster,
  close: (children: Child[]) => Promise<void>,
  say: (line: string) => void,
): Promise<Stage> {
  const upstream = await start('upstream', { folder })
  const house = await openHouse({ folder, address, upstream: upstream.port })
  const prepared = await prepare(house, assistants, visitors)
  await writeFile(join(folder, 'prepared.json'), JSON.stringify(prepared))
  await house.close()
  await settle(address)
  say(`${where}; ${assistants} assistants, ${prepared.passages} passages each, ${visitors} visitors`)

  const environment = { BENCH_UPSTREAM: String(upstream.port), BENCH_DATABASE: JSON.stringify(address) }
  // As the platform is started: see scripts/lib/children.mjs.
  const shipped = ['--max-semi-space-size=8']
  const flags = ['--expose-gc', ...shipped, ...(process.env.BENCH_FLAGS ?? '').split(' ').filter(Boolean)]
  const ours = (capacity = boundless) =>
    start('server', {
      folder,
      environment: { ...environment, BENCH_CAPACITY: JSON.stringify(capacity) },
      flags,
    })
  const stage: Stage = {
    upstream,
    pass: await start('pass', { folder, environment, flags: ['--expose-gc'] }),
    ours: await ours(),
    load: await start('load', { folder }),
    pace: pace => upstream.ask('pace', pace),
    fresh: async capacity => {
      await stage.ours.stop()
      stage.ours = await ours(capacity)
    },
    databaseCpu: () => databaseCpu(join(folder, 'postgres')),
    close: () => close([stage.load, stage.ours, stage.pass, upstream]),
  }
  return stage
}

/** What PostgreSQL does by itself within minutes: without it the planner knows nothing of what was just written. */
async function settle(address: DatabaseAddress): Promise<void> {
  const sql = connectAsAdmin(address)
  await sql`vacuum analyze`
  await sql.end()
}
