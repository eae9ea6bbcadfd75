import type { Message } from '@atavus/contract/chat'
import type { ServerAnswer } from '@atavus/contract/server'
import type { Policy } from '../assistants/policies.ts'
import { ring } from '../chat/bell.ts'
import type { Chat } from '../chat/chat.ts'
import { openingEvents } from '../chat/events.ts'
import type { LiveReply, Reader } from '../chat/live.ts'
import { batchesFrom, findReply, processLives, type ReplyRow } from '../chat/queries.ts'
import { endOrphan } from '../chat/reap.ts'
import { openAnswer, openBatch, unwrapConversationKey } from '../conversations/sealed.ts'
import { told } from '../conversations/transcript.ts'
import type { Tenant } from '../db/tenancy.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import { keptAnswer } from './queries.ts'

/** Milliseconds that somebody waits for a whole answer; then it is told as far as it is, and goes on. */
export const patienceMs = 180_000

/** Whose answer is waited for, and until when: `gone` when whoever waits has left. */
export interface Awaited {
  policy: Policy
  visitor: string
  message: string
  gone: AbortSignal
}

/** The answer to a message once it has ended, wherever it is made. Refuses with `not_found` when it is erased. */
export async function wholeAnswer(
  world: World,
  chat: Chat,
  awaited: Awaited,
  patience = patienceMs,
): Promise<ServerAnswer> {
  const { policy, visitor, message } = awaited
  const over = AbortSignal.any([awaited.gone, AbortSignal.timeout(patience)])
  const find = (tenant: Tenant) => findReply(tenant, visitor, message)
  const row = await world.db.tenant(policy.workspace, find)
  if (!row) throw new Refusal('not_found')
  const here = chat.live.get(row.id)
  if (here) await endedHere(here, over)
  else await endedElsewhere(world, awaited, row, over)
  return world.db.tenant(policy.workspace, async tenant => {
    const now = await find(tenant)
    if (!now) throw new Refusal('not_found')
    return { conversation: now.conversation, message: await messageOf(tenant, policy, now) }
  })
}

/** Until an answer of this process has ended: a reader that has had everything is let go with it. */
async function endedHere(reply: LiveReply, over: AbortSignal): Promise<void> {
  await new Promise<void>(resolve => {
    const stream = { ready: () => true, write() {}, end: resolve, closed: () => false }
    const reader: Reader = { next: Number.POSITIVE_INFINITY, stream }
    reply.readers.add(reader)
    const leave = () => {
      reply.readers.delete(reader)
      resolve()
    }
    over.addEventListener('abort', leave, { once: true })
    if (over.aborted) leave()
  })
}

/** Until the answer of another process has ended, or that process has. */
async function endedElsewhere(
  world: World,
  { policy, visitor, message }: Awaited,
  row: ReplyRow,
  over: AbortSignal,
): Promise<void> {
  const bell = ring(world, row.process)
  over.addEventListener('abort', bell.wake, { once: true })
  try {
    for (let rung = true; !over.aborted; rung = await bell.heard()) {
      const now = await world.db.tenant(policy.workspace, tenant => findReply(tenant, visitor, message))
      if (now?.state !== 'running') return
      if (!rung && !(await processLives(world.db.stranger, row.process)))
        await endOrphan(world, policy.workspace, row.id)
    }
  } finally {
    over.removeEventListener('abort', bell.wake)
    bell.stop()
  }
}

/** An answer as it is kept; of one that goes on, what has been shown of it. */
async function messageOf(tenant: Tenant, policy: Policy, row: ReplyRow): Promise<Message> {
  const key = unwrapConversationKey(policy.workspaceKey, row.conversation, row.sealedKey)
  const kept = await keptAnswer(tenant, row)
  const events = kept
    ? openAnswer(key, row.id, kept.sealed)
    : [
        ...openingEvents(row),
        ...(await batchesFrom(tenant, row.id, 0)).flatMap(({ firstSeq, sealed }) =>
          openBatch(key, row.id, firstSeq, sealed),
        ),
      ]
  return {
    id: row.id,
    role: 'assistant',
    answers: row.message,
    at: (kept?.createdAt ?? row.createdAt).toISOString(),
    deletedAt: row.expiresAt.toISOString(),
    thumb: kept?.thumb ?? null,
    ...told(events),
  }
}
