import type { Context } from 'hono'
import type { Policy } from '../assistants/policies.ts'
import { type KeptEvent, openAnswer, openBatch, unwrapConversationKey } from '../conversations/sealed.ts'
import type { PageNames } from '../conversations/sources.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { answered } from '../lib/sse.ts'
import type { World } from '../world.ts'
import { type Bell, ring } from './bell.ts'
import type { Chat } from './chat.ts'
import { isLast, openingEvents, seqAfter } from './events.ts'
import { give, type LiveReply, type Reader } from './live.ts'
import { batchesFrom, findReply, processLives, type ReplyRow, repliesTo } from './queries.ts'
import { endOrphan } from './reap.ts'

/** Streams an answer that this process makes, from after `Last-Event-ID` to its end. */
export function followHere(c: Context<Door>, { live, streams }: Chat, reply: LiveReply): Response {
  const more = () => {
    give(reply, reader)
    if (!live.get(reply.id) && reader.next >= reply.shown.length) reader.stream.end()
  }
  const reader: Reader = {
    // Nobody has had more than has been shown; who claims it gets what comes from here on.
    next: Math.min(seqAfter(reply.id, c.req.header('last-event-id')), reply.shown.length),
    stream: streams.open(c, more, () => reply.readers.delete(reader), c.var),
  }
  reply.readers.add(reader)
  more()
  return answered
}

/** Whose answer is followed. */
interface Followed {
  policy: Policy
  visitor: string
  message: string
  /** What the pages are called that went with it, where an account follows its own. */
  namesOf?: ((conversationKey: Buffer) => Promise<PageNames>) | undefined
}

/**
 * Streams the answer to a visitor's message wherever it is made: replays what is kept after `Last-Event-ID`, then
 * follows it through the database, and ends it if its process is no more.
 */
export async function follow(
  world: World,
  chat: Chat,
  c: Context<Door>,
  followed: Followed,
): Promise<Response> {
  const { policy, visitor, message } = followed
  const row = await world.db.tenant(policy.workspace, tenant => findReply(tenant, visitor, message))
  if (!row) throw new Refusal('not_found')
  const here = chat.live.get(row.id)
  if (here) return followHere(c, chat, here)

  const bell = ring(world, row.process)
  const reader: Reader = {
    next: seqAfter(row.id, c.req.header('last-event-id')),
    stream: chat.streams.open(c, bell.wake, bell.wake, c.var),
  }
  void watch(world, followed, row, reader, bell)
    .catch(error => world.fault(error))
    .finally(() => {
      bell.stop()
      reader.stream.end()
    })
  return answered
}

async function watch(
  world: World,
  followed: Followed,
  row: ReplyRow,
  reader: Reader,
  bell: Bell,
): Promise<void> {
  const { workspace, workspaceKey } = followed.policy
  const key = unwrapConversationKey(workspaceKey, row.conversation, row.sealedKey)
  const names = await followed.namesOf?.(key)
  const reply: Followable = { id: row.id, shown: openingEvents(row), ...(names && { names }) }
  let now: Seen = row.sealed ? { row, fresh: [] } : await look(world, followed, reply)
  for (let rung = false; !reader.stream.closed(); now = await look(world, followed, reply)) {
    if (!now.row) reply.shown.push({ type: 'error', code: 'withdrawn' })
    else if (now.row.sealed) reply.shown = openAnswer(key, row.id, now.row.sealed)
    else
      for (const batch of now.fresh) reply.shown.push(...openBatch(key, row.id, batch.firstSeq, batch.sealed))
    if (isLast(reply.shown.at(-1))) return await giveAll(reply, reader, bell)
    give(reply, reader)
    // Silence may mean that its process is no more.
    if (!rung && !(await processLives(world.db.stranger, row.process)))
      await endOrphan(world, workspace, row.id)
    else rung = await bell.heard()
  }
}

type Followable = Pick<LiveReply, 'id' | 'shown' | 'names'>

interface Seen {
  /** Missing once the answer has been erased. */
  row: ReplyRow | undefined
  fresh: { firstSeq: number; sealed: Buffer }[]
}

async function look(
  world: World,
  { policy, visitor, message }: Followed,
  reply: { id: string; shown: KeptEvent[] },
): Promise<Seen> {
  const [[row], fresh] = await world.db.once(policy.workspace, tenant => [
    repliesTo(tenant, visitor, message),
    batchesFrom(tenant, reply.id, reply.shown.length + 1),
  ])
  return { row: row?.state === 'running' || row?.sealed ? row : undefined, fresh }
}

/** Gives the rest to a reader, as far as it takes it. One who says to have had more than there is gets the end. */
async function giveAll(reply: Followable, reader: Reader, bell: Bell): Promise<void> {
  if (reader.next > reply.shown.length) reader.next = reply.shown.length - 1
  for (;;) {
    give(reply, reader)
    if (reader.next >= reply.shown.length || reader.stream.closed()) return
    await bell.heard()
  }
}
