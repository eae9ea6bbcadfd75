import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Door } from './door.ts'

/** One reader of server-sent events. Written straight to Node's response: nothing stands between. */
export interface EventStream {
  /** Whether it takes more just now; a slow reader is waited for, and cut after a while. */
  ready(): boolean
  write(frames: string): void
  end(): void
  /** Whether it has ended, or its reader is gone. */
  closed(): boolean
}

/** All milliseconds. */
export interface Pulse {
  /** How often every stream is looked at. */
  beat: number
  /** After so long without an event a comment says that the line is alive. */
  comment: number
  /** A reader that takes nothing for so long is cut; it may come back and resume. */
  stall: number
}

export const usualPulse: Pulse = { beat: 5000, comment: 15_000, stall: 30_000 }

/** By what a reader was let in. */
export interface Admitted {
  /** The ids of all that their credential hangs on. */
  subjects: readonly string[]
  /** When they came to the door, by `performance.now()`. */
  since: number
}

export interface Streams {
  /**
   * Opens the answer to a request as an event stream. `more` is called whenever a reader that was slow can take
   * more, `left` once when it is gone, also when it was gone before. Answer the request with `answered`. A reader whose
   * credential was lost since they were let in gets an empty one.
   */
  open(c: Context<Door>, more: () => void, left: () => void, admitted: Admitted): EventStream
  /**
   * Ends the streams of everybody whose credential hangs on the subject and who was let in before it was `lost` (by
   * `performance.now()`), also of those who still wait for theirs. Who is let in again afterwards keeps theirs.
   */
  cut(subject: string, lost: number): void
  count(): number
}

/** What a handler returns once the stream has the response. */
export const answered: Response = RESPONSE_ALREADY_SENT

interface Open extends EventStream {
  admitted: Admitted
  beat(now: number): void
}

/** Whoever was let in has their stream by then. */
const rememberMs = 30_000

export function createStreams(pulse: Pulse = usualPulse): Streams {
  const streams = new Set<Open>()
  const lately = createLately()
  let beats: NodeJS.Timeout | undefined

  const beat = () => {
    const now = performance.now()
    for (const stream of streams) stream.beat(now)
  }
  const forget = (stream: Open) => {
    streams.delete(stream)
    if (streams.size > 0) return
    clearInterval(beats)
    beats = undefined
  }

  return {
    count: () => streams.size,
    cut: (subject, lost) => {
      lately.note(subject, lost)
      for (const stream of streams) if (lately.lost(stream.admitted)) stream.end()
    },
    open(c, more, left, admitted) {
      const response = c.env.outgoing as ServerResponse | undefined
      if (!response) throw new Error('a stream needs a socket')
      const stream = streamTo(response, pulse, more, admitted)
      // Its reader may have left while the answer was prepared: then nothing tells it any more.
      if (stream.closed()) {
        queueMicrotask(left)
        return stream
      }
      // The adapter's own listener would hold the request with all it has read for as long as the stream lasts.
      response.removeAllListeners('close')
      response.once('close', () => {
        forget(stream)
        left()
      })
      streams.add(stream)
      beats ??= setInterval(beat, pulse.beat).unref()
      response.writeHead(200, {
        ...Object.fromEntries(c.res.headers),
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      })
      stream.write('retry: 1000\n\n')
      if (lately.lost(admitted)) stream.end()
      return stream
    },
  }
}

/** What was lost in the last half minute. */
function createLately() {
  const losses = new Map<string, number>()
  return {
    note(subject: string, moment: number) {
      const now = performance.now()
      for (const [id, before] of losses) if (now - before > rememberMs) losses.delete(id)
      losses.set(subject, moment)
    },
    lost: ({ subjects, since }: Admitted) =>
      subjects.some(subject => (losses.get(subject) ?? Number.NEGATIVE_INFINITY) >= since),
  }
}

function streamTo(response: ServerResponse, pulse: Pulse, more: () => void, admitted: Admitted): Open {
  let wroteAt = performance.now()
  /** Since when something waits that the reader does not take; 0 while nothing does. */
  let stuckSince = 0
  const closed = () => response.destroyed || response.closed || response.writableEnded
  const write = (frames: string) => {
    if (closed()) return
    wroteAt = performance.now()
    response.write(frames)
  }
  response.on('drain', () => {
    stuckSince = 0
    more()
  })
  return {
    admitted,
    ready: () => !response.writableNeedDrain,
    closed,
    write,
    end: () => {
      if (!closed()) response.end()
    },
    beat(now) {
      if (response.writableLength === 0) stuckSince = 0
      else if (stuckSince === 0) stuckSince = now
      if (stuckSince > 0 && now - stuckSince >= pulse.stall) response.destroy()
      else if (stuckSince === 0 && now - wroteAt >= pulse.comment - pulse.beat / 2) write(':\n\n')
    },
  }
}
