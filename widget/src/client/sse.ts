import { createParser } from 'eventsource-parser'
import { Problem } from './problem.ts'

/** The server writes a comment every 15 seconds; a stream that is silent for longer than this is dead. */
export const silence = 40_000

/** One numbered event: `id` is `<reply>:<seq>`. */
export interface Numbered {
  id: string
  data: string
}

/** Reads server-sent events from an answer until it ends. Throws when it breaks, stays silent too long, or is left. */
export async function* numberedEvents(response: Response, signal: AbortSignal): AsyncGenerator<Numbered> {
  if (!response.body) throw new Problem('unreachable')
  const waiting: Numbered[] = []
  const parser = createParser({
    maxBufferSize: 1_000_000,
    onEvent: ({ id = '', data }) => waiting.push({ id, data }),
  })
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader.read(), signal)
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      yield* waiting.splice(0)
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}

function withinSilence<T>(read: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(new Problem('unreachable'))
    const timer = setTimeout(give, silence)
    signal.addEventListener('abort', give, { once: true })
    if (signal.aborted) give()
    read.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', give)
    })
  })
}
