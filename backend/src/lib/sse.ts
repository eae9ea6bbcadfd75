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
  closed(): boolean
}

const beatEvery = 5000
const commentEvery = 15_000
const stallLimit = 30_000

interface Open extends EventStream {
  beat(now: number): void
}

const streams = new Set<Open>()
let beats: NodeJS.Timeout | undefined

/**
 * Opens the answer to a request as an event stream. `more` is called whenever a reader that was slow can take
 * more, `left` once when it is gone. Answer the request with `answered`.
 */
export function openStream(c: Context<Door>, more: () => void, left: () => void): EventStream {
  const response = c.env.outgoing
  if (!response) throw new Error('a stream needs a socket')
  response.writeHead(200, {
    ...Object.fromEntries(c.res.headers),
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  const stream = streamTo(response as ServerResponse, more)
  response.once('close', () => {
    streams.delete(stream)
    left()
  })
  streams.add(stream)
  beats ??= setInterval(() => {
    const now = performance.now()
    for (const one of streams) one.beat(now)
  }, beatEvery).unref()
  stream.write('retry: 1000\n\n')
  return stream
}

/** What a handler returns once the stream has the response. */
export const answered: Response = RESPONSE_ALREADY_SENT

function streamTo(response: ServerResponse, more: () => void): Open {
  let stalledSince = 0
  let wroteAt = performance.now()
  response.on('drain', () => {
    stalledSince = 0
    more()
  })
  return {
    ready: () => stalledSince === 0,
    closed: () => response.destroyed || response.writableEnded,
    write: frames => {
      wroteAt = performance.now()
      if (!response.write(frames) && stalledSince === 0) stalledSince = wroteAt
    },
    end: () => response.end(),
    beat(now) {
      if (stalledSince > 0 && now - stalledSince > stallLimit) response.destroy()
      else if (stalledSince === 0 && now - wroteAt > commentEvery - beatEvery / 2) this.write(':\n\n')
    },
  }
}
