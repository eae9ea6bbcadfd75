import { type KeptEvent, sealBatch } from '../conversations/sealed.ts'
import type { World } from '../world.ts'
import { type LiveReply, show } from './live.ts'
import { type BatchRow, keepBatches } from './queries.ts'

/**
 * Keeps what answers say before anybody sees it: all running answers of this process in one statement, the
 * first words at once, the rest every few hundredths of a second. One write is under way at a time.
 */
export interface Batches {
  /** The reply has something pending. */
  changed(reply: LiveReply): void
  /** Takes the reply out, when its end is about to be kept with what is pending; waits for a write of it. */
  leave(reply: LiveReply): Promise<void>
  /** The reply's end is kept: who follows it in another process hears of it with the next write. */
  ended(reply: LiveReply): void
  /** Writes what is left to tell, and no more after that. */
  close(): Promise<void>
}

interface Batch {
  reply: LiveReply
  events: KeptEvent[]
  row: BatchRow
}

const everyMs = 60
const retryMs = 500
const giveUpMs = 10_000

export function createBatches(world: World): Batches {
  const dirty = new Set<LiveReply>()
  /** Processes of whose answers some have ended. */
  let news = new Set<number>()
  /** What could not be written, or was and nobody told us: it is written again as it was, not twice. */
  const held = new Map<LiveReply, Batch>()
  let underWay = new Set<LiveReply>()
  let writing: Promise<void> | undefined
  let urgent = false
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined
  let failingSince: number | undefined
  let closed = false

  const soon = (ms: number) => {
    if (closed || writing || immediate || (dirty.size === 0 && news.size === 0)) return
    if (ms > 0) {
      timer ??= setTimeout(begin, ms)
      return
    }
    clearTimeout(timer)
    timer = undefined
    immediate = setImmediate(begin)
  }

  const begin = () => {
    timer = undefined
    immediate = undefined
    urgent = false
    underWay = new Set(dirty)
    dirty.clear()
    writing = write([...underWay].map(reply => held.get(reply) ?? batchOf(reply))).then(ok => {
      writing = undefined
      underWay = new Set()
      soon(!ok ? retryMs : urgent ? 0 : everyMs)
    })
  }

  const write = async (batches: Batch[]): Promise<boolean> => {
    const ended = news
    news = new Set()
    try {
      const rows = batches.map(({ row }) => row)
      const kept = await keepBatches(world.db.stranger, rows, ended)
      for (const { reply, events } of batches) {
        held.delete(reply)
        if (kept.has(reply.id)) show(reply, events)
        else {
          reply.pending.unshift(...events)
          reply.cut.abort('lost')
        }
        if (reply.pending.length > 0) dirty.add(reply)
      }
      failingSince = undefined
      return true
    } catch (error) {
      world.fault(error)
      failingSince ??= performance.now()
      const giveUp = performance.now() - failingSince > giveUpMs
      for (const batch of batches) {
        held.set(batch.reply, batch)
        dirty.add(batch.reply)
        if (giveUp) batch.reply.cut.abort('interrupted')
      }
      return false
    }
  }

  return {
    changed: reply => {
      dirty.add(reply)
      if (reply.shown.length > 2) return soon(everyMs)
      urgent = true
      soon(0)
    },
    leave: async reply => {
      while (underWay.has(reply)) await writing
      dirty.delete(reply)
      reply.pending.unshift(...(held.get(reply)?.events ?? []))
      held.delete(reply)
    },
    ended: reply => {
      news.add(reply.process)
      soon(everyMs)
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      clearImmediate(immediate)
      await writing
      if (news.size > 0) await write([])
    },
  }
}

function batchOf(reply: LiveReply): Batch {
  const events = reply.pending.splice(0)
  const firstSeq = reply.shown.length + 1
  const row = {
    process: reply.process,
    workspace: reply.workspace,
    reply: reply.id,
    firstSeq,
    sealed: sealBatch(reply.key, reply.id, firstSeq, events),
  }
  return { reply, events, row }
}
