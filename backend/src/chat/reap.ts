import type { LastEvent } from '@atavus/contract/events'
import { workspaceOf } from '../conversations/queries.ts'
import { openBatch, sealAnswer, unwrapConversationKey } from '../conversations/sealed.ts'
import { unwrapWorkspaceKey } from '../workspaces/keys.ts'
import type { World } from '../world.ts'
import { openingEvents } from './events.ts'
import type { Live } from './live.ts'
import { batchesFrom, endReply, lockOrphan, orphanedReplies } from './queries.ts'

const everyMs = 1000
/** So long an answer of this process may be in the database and not yet, or no longer, in its memory. */
const ownGraceMs = 15_000

/** Looks every second for answers whose process is no more and ends them. Returns how to stop looking. */
export function startReaper(world: World, live: Live): () => void {
  let busy = false
  const timer = setInterval(async () => {
    if (busy || world.process() === 0) return
    busy = true
    await reap(world, live).catch(error => world.fault(error))
    busy = false
  }, everyMs)
  return () => clearInterval(timer)
}

/** Ends every answer that its process has left behind: `interrupted`, with the part that was shown. */
export async function reap(world: World, live: Live): Promise<void> {
  const mine = world.process()
  for (const { workspace, reply, process, since } of await orphanedReplies(world.db.stranger, mine)) {
    const own = process === mine
    if (own && (live.get(reply) || world.now().getTime() - since.getTime() < ownGraceMs)) continue
    await endOrphan(world, workspace, reply)
  }
}

/** Ends one answer as `interrupted`, once; its reservation counts as spent. */
export async function endOrphan(world: World, workspace: string, reply: string): Promise<void> {
  const last: LastEvent = { type: 'error', code: 'interrupted' }
  await world.db.tenant(workspace, async tenant => {
    const row = await lockOrphan(tenant, reply)
    if (!row) return
    const { sealedKey } = await workspaceOf(tenant)
    const workspaceKey = unwrapWorkspaceKey(world.secrets.master, workspace, sealedKey)
    const key = unwrapConversationKey(workspaceKey, row.conversation, row.sealedKey)
    const batches = await batchesFrom(tenant, reply, 0)
    const said = batches.flatMap(({ firstSeq, sealed }) => openBatch(key, reply, firstSeq, sealed))
    const sealed = sealAnswer(key, reply, [...openingEvents(row), ...said, last])
    await endReply(tenant, { reply, state: 'error', sealed, usage: undefined })
  })
  world.log('warn', 'reply_interrupted', { reply })
}
