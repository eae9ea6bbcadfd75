import type { KeptEvent } from '../conversations/sealed.ts'
import type { PageNames } from '../conversations/sources.ts'
import type { EventStream } from '../lib/sse.ts'
import type { Earlier } from '../remote/earlier.ts'
import { frames, type ReplyFacts } from './events.ts'

/** Why an answer is cut before its end. */
export type CutReason = 'stopped' | 'withdrawn' | 'erased' | 'revoked' | 'interrupted' | 'lost'

export interface Reader {
  stream: EventStream
  /** How many events it has been given. */
  next: number
}

/** An answer that this process makes. */
export interface LiveReply extends ReplyFacts {
  workspace: string
  visitor: string
  consent: string
  /** Ids of all whose loss ends it: its workspace and assistant, and the key, account or session that it came by. */
  subjects: readonly string[]
  /** When its visitor was let in, by `performance.now()`: what was revoked before was known by then. */
  since: number
  /** Whether its visitor lets the words leave our server. */
  remote: boolean
  /** What has left in the conversation before, and until when what is taken of it may be kept: there with the prompt. */
  earlier: Earlier
  historyUntil: Date | undefined
  /** The conversation's key. */
  key: Buffer
  /** Of the pages that go with its question: told to whom it is made for, and kept with the pages alone. */
  names?: PageNames
  /** The number under which this process began it. */
  process: number
  /** Kept, and so shown: nothing is shown that a crash could take back. */
  shown: KeptEvent[]
  /** Made, not kept yet. */
  pending: KeptEvent[]
  readers: Set<Reader>
  cut: AbortController
}

export interface Live {
  count(): number
  get(reply: string): LiveReply | undefined
  add(reply: LiveReply): void
  remove(reply: LiveReply): void
  all(): Iterable<LiveReply>
  /**
   * Cuts what is named, also when its turn is only about to begin here. With a subject goes what was let in before: one
   * that is let in again afterwards may be answered.
   */
  cut(by: 'id' | 'consent' | 'conversation' | 'subject', id: string, reason: CutReason): void
}

const rememberFor = 30_000

export function createLive(now: () => Date): Live {
  const replies = new Map<string, LiveReply>()
  // News may overtake the turn that they are about.
  const cuts = new Map<string, { by: string; reason: CutReason; until: number; at: number }>()
  const cutBefore = (reply: LiveReply): CutReason | undefined => {
    const moment = now().getTime()
    for (const id of [reply.id, reply.consent, reply.conversation, ...reply.subjects]) {
      const known = cuts.get(id)
      if (known && known.until > moment && (known.by !== 'subject' || known.at >= reply.since))
        return known.reason
    }
    return undefined
  }
  return {
    count: () => replies.size,
    get: id => replies.get(id),
    all: () => replies.values(),
    remove: reply => replies.delete(reply.id),
    add: reply => {
      replies.set(reply.id, reply)
      const reason = cutBefore(reply)
      if (reason) reply.cut.abort(reason)
    },
    cut: (by, id, reason) => {
      const moment = now().getTime()
      for (const [key, { until }] of cuts) if (until <= moment) cuts.delete(key)
      cuts.set(id, { by, reason, until: moment + rememberFor, at: performance.now() })
      for (const reply of replies.values()) if (isOf(reply, by, id)) reply.cut.abort(reason)
    },
  }
}

const isOf = (reply: LiveReply, by: 'id' | 'consent' | 'conversation' | 'subject', id: string): boolean =>
  by === 'subject' ? reply.subjects.includes(id) : reply[by] === id

/** Gives a reader what has been shown and it has not had, as far as it takes it. */
export function give(reply: Pick<LiveReply, 'id' | 'shown' | 'names'>, reader: Reader): void {
  if (reader.next >= reply.shown.length || !reader.stream.ready() || reader.stream.closed()) return
  const text = frames(reply.id, reply.shown, reader.next, reply.names)
  reader.next = reply.shown.length
  reader.stream.write(text)
}

/** Shows what has been kept to everybody who follows. */
export function show(reply: LiveReply, events: KeptEvent[]): void {
  for (const event of events) reply.shown.push(event)
  for (const reader of reply.readers) give(reply, reader)
}

/** Lets go of an answer that has ended. A reader who is slow gets the rest as far as it takes it, then its end. */
export function release(live: Live, reply: LiveReply): void {
  live.remove(reply)
  for (const { stream, next } of reply.readers) if (next >= reply.shown.length) stream.end()
}
