import type { LastEvent } from '@atavus/contract/events'
import { workspaceOf } from '../conversations/queries.ts'
import { answerText, openBatch, sealAnswer, unwrapConversationKey } from '../conversations/sealed.ts'
import { termsOf } from '../conversations/terms.ts'
import type { Tenant } from '../db/tenancy.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import type { World } from '../world.ts'
import { openingEvents } from './events.ts'
import type { Live } from './live.ts'
import { batchesFrom, endReply, lockOrphan, orphanedReplies, type ReplyRow } from './queries.ts'

const everyMs = 1000
/** So long an answer of this process may be in the database and not yet, or no longer, in its memory. */
const ownGraceMs = 15_000

/** Looks every second for answers whose process is no more and ends them. Returns how to stop looking. */
export function startReaper(world: World, live: Live): () => void {
  let busy = false
  let turn = 0
  const timer = setInterval(async () => {
    if (busy || world.process() === 0) return
    busy = true
    // Its own it may have lost only by a fault: to look for those now and then is enough.
    const own = ++turn % 15 === 0
    await reap(world, live, own).catch(error => world.fault(error))
    busy = false
  }, everyMs)
  return () => clearInterval(timer)
}

/**
 * Ends every answer that its process has left behind: `interrupted`, with the part that was shown; with `own` also
 * those of this process that it does not know any more. One that cannot be ended does not keep the others from it.
 */
export async function reap(world: World, live: Live, own: boolean): Promise<void> {
  const before = own ? new Date(world.now().getTime() - ownGraceMs) : new Date(0)
  for (const { workspace, reply } of await orphanedReplies(world.db.stranger, world.process(), before)) {
    // After its connection broke a process has another number, and goes on with what it makes.
    if (live.get(reply)) continue
    await endOrphan(world, workspace, reply).catch(error => world.fault(error))
  }
}

/** Ends one answer as `interrupted`, once; its reservation counts as spent. */
export async function endOrphan(world: World, workspace: string, reply: string): Promise<void> {
  await world.db.tenant(workspace, async tenant => {
    const row = await lockOrphan(tenant, reply)
    if (!row) return
    await endAsKept(world, tenant, row, { type: 'error', code: 'interrupted' })
    world.log('warn', 'reply_interrupted', { reply })
  })
}

/** Ends a running answer, whose row the caller has locked, with what is kept of it and `last`. */
export async function endAsKept(
  world: World,
  tenant: Tenant,
  row: ReplyRow,
  last: Extract<LastEvent, { type: 'error' }>,
): Promise<void> {
  const { sealedKey } = await workspaceOf(tenant)
  const workspaceKey = unwrapWorkspaceKey(world.secrets.master, tenant.workspace, sealedKey)
  const key = unwrapConversationKey(workspaceKey, row.conversation, row.sealedKey)
  const batches = await batchesFrom(tenant, row.id, 0)
  const said = batches.flatMap(({ firstSeq, sealed }) => openBatch(key, row.id, firstSeq, sealed))
  const sealed = sealAnswer(key, row.id, [...openingEvents(row), ...said, last])
  const terms = termsOf(workspaceKey, answerText(said))
  await endReply(tenant, { reply: row.id, state: 'error', sealed, terms, usage: undefined })
}
