import type { Keeper } from '../db/tenancy.ts'
import type { World } from '../world.ts'
import {
  deleteConsents,
  deleteConversations,
  deleteLimits,
  deleteMessages,
  deleteReplies,
  deleteSessions,
  deleteSignInLinks,
  dropOldMessages,
  ensurePartitionsAhead,
} from './queries.ts'

const batch = 1000
const everyMs = 60 * 60 * 1000

/** What goes when its moment has come. No read returns it from then on; this takes it from the disk. */
const batched: { name: string; remove: (keeper: Keeper, most: number) => Promise<number> }[] = [
  { name: 'messages', remove: deleteMessages },
  { name: 'conversations', remove: deleteConversations },
  { name: 'replies', remove: deleteReplies },
  { name: 'consents', remove: deleteConsents },
  { name: 'sessions', remove: deleteSessions },
]

/** Sweeps at once and then every hour. Returns how to stop. Several processes may sweep: each row goes once. */
export function startSweeping(world: World): () => void {
  const run = () => void sweep(world).catch(error => world.fault(error))
  run()
  const timer = setInterval(run, everyMs)
  return () => clearInterval(timer)
}

/** Removes everything past its moment, in batches of one transaction each; answers how many rows by name. */
export async function sweep(world: World): Promise<Record<string, number>> {
  const { db } = world
  await db.keeper(ensurePartitionsAhead)
  const removed: Record<string, number> = { partitions: await db.keeper(dropOldMessages) }
  for (const { name, remove } of batched) {
    let gone = batch
    removed[name] = 0
    while (gone === batch) {
      gone = await db.keeper(keeper => remove(keeper, batch))
      removed[name] += gone
    }
  }
  removed.signInLinks = await db.keeper(deleteSignInLinks)
  await db.keeper(deleteLimits)
  world.log('info', 'swept', removed)
  return removed
}
