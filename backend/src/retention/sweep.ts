import { newId } from '../lib/ids.ts'
import type { World } from '../world.ts'
import {
  dropOldMessages,
  ensurePartition,
  momentsAhead,
  partitionsOver,
  removeMessages,
} from './messages/queries.ts'
import { countHeld, type Ending, endings, removeOver } from './queries.ts'
import { beginSweep, reportSweep } from './report/queries.ts'

const batch = 1000
const everyMs = 60 * 60 * 1000

type Removed = Record<string, number>

interface Step {
  name: string
  take(world: World, removed: Removed): Promise<void>
}

/**
 * No read returns what is past its moment; this takes it from the disk. Partitions are dropped before rows are deleted:
 * what a reader keeps us from dropping goes row by row.
 */
const steps: Step[] = [
  { name: 'partitionsAhead', take: makePartitions },
  { name: 'partitions', take: dropPartitions },
  ...endings.map(ending => ({
    name: ending.name,
    take: (world: World, removed: Removed) =>
      ending.name === 'messages' ? removeSaid(world, removed) : removeAll(world, removed, ending),
  })),
  {
    name: 'held',
    take: async ({ db }, removed) => {
      removed.held = await db.keeper(countHeld)
    },
  },
]

/**
 * Sweeps at once and then every hour, unless another process is at it just then. Returns how to stop. Should several
 * sweep all the same, each row goes once.
 */
export function startSweeping(world: World): () => void {
  const run = () => void sweep(world, false).catch(error => world.fault(error))
  run()
  const timer = setInterval(run, everyMs)
  return () => clearInterval(timer)
}

/**
 * Removes everything past its moment, in batches of one transaction each, so that one that was killed is gone on with
 * by the next. Answers how many rows by name, and how many partitions had to be left for the next time; the same is
 * kept for whoever wants to see it. A step that fails is logged as a fault and keeps no other from being taken.
 * `always`: also while another process is at it; otherwise it may do nothing.
 */
export async function sweep(world: World, always = true): Promise<Removed> {
  const { db } = world
  const id = newId(world.now())
  const removed: Removed = {}
  const failed: string[] = []
  if (!(await db.keeper(keeper => beginSweep(keeper, id, always)))) return removed
  const report = (ended: boolean) => db.keeper(keeper => reportSweep(keeper, id, { removed, failed }, ended))
  for (const { name, take } of steps) {
    await take(world, removed).catch(error => {
      failed.push(name)
      world.fault(error)
    })
    if (removed[name]) await report(false)
  }
  await report(true)
  world.log('info', 'swept', removed)
  return removed
}

/** One transaction each: no question that needs one waits for all of them. */
async function makePartitions({ db }: World): Promise<void> {
  for (const moment of await db.keeper(momentsAhead))
    await db.keeper(keeper => ensurePartition(keeper, moment))
}

/** A few in one transaction: readers of messages wait for no more than those. */
async function dropPartitions({ db }: World, removed: Removed): Promise<void> {
  removed.partitions = 0
  for (;;) {
    const { dropped, remaining } = await db.keeper(dropOldMessages)
    removed.partitions += dropped
    removed.partitionsLeft = remaining
    if (!dropped || remaining === 0) return
  }
}

/** Messages go block by block of their partitions: what is held there is passed once, and not by each batch anew. */
async function removeSaid({ db }: World, removed: Removed): Promise<void> {
  removed.messages = 0
  for (const partition of await db.keeper(partitionsOver))
    for (let at: number | null = 0; at !== null; ) {
      const first: number = at
      const done = await db.keeper(keeper => removeMessages(keeper, partition, first))
      removed.messages += done.removed
      at = done.next
    }
}

async function removeAll({ db }: World, removed: Removed, ending: Ending): Promise<void> {
  removed[ending.name] = 0
  for (let gone = batch; gone === batch; removed[ending.name] = (removed[ending.name] ?? 0) + gone)
    gone = await db.keeper(keeper => removeOver(keeper, ending, batch))
}
