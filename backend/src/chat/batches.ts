import { type KeptEvent, sealBatch } from '../conversations/sealed.ts'
import type { World } from '../world.ts'
import { type LiveReply, show } from './live.ts'
import { keepBatches } from './queries.ts'

/**
 * Keeps what answers say before anybody sees it: all running answers of this process in one statement, the
 * first words at once, the rest every few hundredths of a second. One write is under way at a time.
 */
export interface Batches {
  /** The reply has something pending. */
  changed(reply: LiveReply): void
  /** Takes the reply out, when its end is about to be kept with what is pending; waits for a write of it. */
  leave(reply: LiveReply): Promise<void>
}

const everyMs = 60
const retryMs = 500
const giveUpMs = 10_000

export function createBatches(world: World): Batches {
  const dirty = new Set<LiveReply>()
  let writing: Promise<void> | undefined
  let underWay = new Set<LiveReply>()
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined
  let failingSince: number | undefined

  const soon = (ms: number) => {
    if (writing || immediate || dirty.size === 0) return
    if (ms === 0) {
      clearTimeout(timer)
      timer = undefined
      immediate = setImmediate(begin)
    } else timer ??= setTimeout(begin, ms)
  }

  const begin = () => {
    timer = undefined
    immediate = undefined
    underWay = new Set(dirty)
    dirty.clear()
    writing = write([...underWay]).then(ok => {
      writing = undefined
      underWay = new Set()
      soon(ok ? everyMs : retryMs)
    })
  }

  const write = async (replies: LiveReply[]): Promise<boolean> => {
    const taken = replies.map(reply => ({ reply, events: reply.pending.splice(0) }))
    try {
      const kept = await keepBatches(world.db.stranger, taken.map(row))
      for (const { reply, events } of taken)
        if (kept.has(reply.id)) show(reply, events)
        else reply.cut.abort('lost')
      failingSince = undefined
      return true
    } catch (error) {
      failingSince ??= performance.now()
      for (const { reply, events } of taken) {
        reply.pending.unshift(...events)
        dirty.add(reply)
        if (performance.now() - failingSince > giveUpMs) reply.cut.abort('interrupted')
      }
      world.fault(error)
      return false
    }
  }

  return {
    changed: reply => {
      dirty.add(reply)
      soon(reply.shown.length <= 2 ? 0 : everyMs)
    },
    leave: async reply => {
      while (underWay.has(reply)) await writing
      dirty.delete(reply)
    },
  }
}

function row({ reply, events }: { reply: LiveReply; events: KeptEvent[] }) {
  const firstSeq = reply.shown.length + 1
  return {
    process: reply.process,
    workspace: reply.workspace,
    reply: reply.id,
    firstSeq,
    sealed: sealBatch(reply.key, reply.id, firstSeq, events),
  }
}
