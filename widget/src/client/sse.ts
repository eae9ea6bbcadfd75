import { Problem } from './problem.ts'

/** The server writes a comment every 15 seconds; a stream that is silent for longer than this is dead. */
export const silence = 40_000
/** In characters: no event of ours comes near it. */
const most = 1_000_000

/** One numbered event: `id` is `<reply>:<seq>`. */
export interface Numbered {
  id: string
  data: string
}

/** Reads server-sent events from an answer until it ends. Throws when it breaks, stays silent too long, or is left. */
export async function* numberedEvents(response: Response, signal: AbortSignal): AsyncGenerator<Numbered> {
  if (!response.body) throw new Problem('unreachable')
  const read = eventReader()
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader.read(), signal)
      if (done) return
      yield* read(decoder.decode(value, { stream: true }))
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}

/**
 * Takes a stream's text piece by piece and gives the events that end in it, each with its own id (HTML Standard,
 * 9.2.6: lines end with LF, CR or both; what is left without an empty line at the end is no event). Throws when one
 * grows out of all measure.
 */
export function eventReader(): (piece: string) => Numbered[] {
  let rest = ''
  let id = ''
  let data = ''
  /** A CR at the very end may be half of a line's end. */
  let half = false

  return piece => {
    const events: Numbered[] = []
    let lines: string[] = []
    rest += piece
    // Looked at only when a line ends, so that a long one is not read again with each piece of it.
    if (half || /[\r\n]/.test(piece)) {
      lines = rest.split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      half = rest.endsWith('\r')
    }
    for (const line of lines) {
      const [, field, value = ''] = /^([^:]*):? ?(.*)/s.exec(line) ?? []
      if (field === 'data') data += `${value}\n`
      if (field === 'id' && !value.includes('\0')) id = value
      if (line) continue
      if (data) events.push({ id, data: data.slice(0, -1) })
      id = data = ''
    }
    if (rest.length + data.length > most) throw new Problem('unreachable')
    return events
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
