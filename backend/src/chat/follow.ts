import type { Context } from 'hono'
import type { Policy } from '../assistants/policies.ts'
import { type KeptEvent, openAnswer, openBatch, unwrapConversationKey } from '../conversations/sealed.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { answered, openStream } from '../lib/sse.ts'
import type { World } from '../world.ts'
import { isLast, openingEvents, seqAfter } from './events.ts'
import { give, type Live, type LiveReply, type Reader } from './live.ts'
import { batchesFrom, findReply, processLives, type ReplyRow } from './queries.ts'
import { endOrphan } from './reap.ts'

/** Streams an answer that this process makes, from after `lastEventId` to its end. */
export function followHere(c: Context<Door>, live: Live, reply: LiveReply): Response {
  const reader: Reader = {
    next: seqAfter(reply.id, c.req.header('last-event-id')),
    stream: undefined as never,
  }
  const more = () => {
    give(reply, reader)
    if (!live.get(reply.id) && reader.next >= reply.shown.length) reader.stream.end()
  }
  reader.stream = openStream(c, more, () => reply.readers.delete(reader))
  reply.readers.add(reader)
  more()
  return answered
}

/**
 * Streams the answer to a visitor's message wherever it is made: replays what is kept after `lastEventId`, then
 * follows it through the database, and ends it if its process is no more.
 */
export async function follow(
  world: World,
  live: Live,
  c: Context<Door>,
  policy: Policy,
  visitor: string,
  message: string,
): Promise<Response> {
  const find = () => world.db.tenant(policy.workspace, tenant => findReply(tenant, visitor, message))
  const row = await find()
  if (!row) throw new Refusal('not_found')
  const here = live.get(row.id)
  if (here) return followHere(c, live, here)

  const from = seqAfter(row.id, c.req.header('last-event-id'))
  const shown = { id: row.id, shown: [...openingEvents(row)] }
  const bell = ring(world, row.process)
  const reader: Reader = { next: from, stream: undefined as never }
  reader.stream = openStream(c, bell.wake, bell.wake)
  void watch(world, policy, row, find, shown, reader, bell)
    .catch(error => world.fault(error))
    .finally(() => {
      bell.stop()
      reader.stream.end()
    })
  return answered
}

interface Bell {
  wake(): void
  /** Until it rings, or a second has passed. */
  heard(): Promise<void>
  stop(): void
}

/** Rings when the process that makes the answer has kept something, or the reader has moved. */
function ring(world: World, process: number): Bell {
  let rung = false
  let wake = () => {
    rung = true
  }
  const stop = world.hear(news => {
    if (news.type === 'kept' && news.process === process) wake()
  })
  return {
    wake: () => wake(),
    stop,
    heard: () =>
      new Promise(resolve => {
        const done = () => {
          clearTimeout(timer)
          wake = () => {
            rung = true
          }
          resolve()
        }
        const timer = setTimeout(done, 1000)
        wake = done
        if (rung) done()
        rung = false
      }),
  }
}

async function watch(
  world: World,
  policy: Policy,
  row: ReplyRow,
  find: () => Promise<ReplyRow | undefined>,
  reply: { id: string; shown: KeptEvent[] },
  reader: Reader,
  bell: Bell,
): Promise<void> {
  const key = unwrapConversationKey(policy.workspaceKey, row.conversation, row.sealedKey)
  let now: ReplyRow | undefined = row
  while (!reader.stream.closed()) {
    if (now?.sealed) {
      reply.shown = openAnswer(key, row.id, now.sealed)
    } else if (now) {
      for (const event of await kept(world, policy, row, key, reply.shown.length + 1)) reply.shown.push(event)
    }
    give(reply, reader)
    if (!now || isLast(reply.shown.at(-1))) {
      if (!now || reader.next >= reply.shown.length) return
    } else if (!(await processLives(world.db.stranger, now.process))) {
      await endOrphan(world, policy.workspace, row.id)
      now = await find()
      continue
    }
    await bell.heard()
    now = await find()
  }
}

async function kept(
  world: World,
  policy: Policy,
  row: ReplyRow,
  key: Buffer,
  seq: number,
): Promise<KeptEvent[]> {
  const batches = await world.db.tenant(policy.workspace, tenant => batchesFrom(tenant, row.id, seq))
  return batches.flatMap(({ firstSeq, sealed }) => openBatch(key, row.id, firstSeq, sealed))
}
