import type { ChatEvent } from '@atavus/contract/events'
import { chatEvent } from './checked.ts'
import { backoff, type Patience } from './patience.ts'
import { Problem } from './problem.ts'
import { numberedEvents } from './sse.ts'

/** What happens while an answer comes: its events, each once and in order, and how the line is. */
export type Heard = ChatEvent | { type: 'line'; line: 'live' | 'waiting' | 'offline' }

/** The two ways to the events of an answer; both throw a Problem when the server says no. */
export interface Line {
  ask(signal: AbortSignal): Promise<Response>
  /** `after`: the id of the last event that was heard, or '' for all of them. */
  follow(after: string, signal: AbortSignal): Promise<Response>
}

/** So many failures in a row, while online, before we say so. */
const mostFailures = 8
/** With these the server may answer if asked again a little later. */
const passing = new Set([0, 500, 502, 503, 504])

/**
 * Hears an answer to its end over as many connections as it takes: asks once (`asked: false`), and after a break
 * follows from the last event on. A question that never arrived is asked again under its own id, which counts once.
 * Throws a Problem when the server refuses or stays out of reach. Leaving the loop or `signal` ends it.
 */
export async function* hear(
  line: Line,
  asked: boolean,
  patience: Patience,
  signal: AbortSignal,
): AsyncGenerator<Heard> {
  let after = ''
  let failures = 0
  let following = asked
  for (;;) {
    let wait: number | null = null
    try {
      const response = await (following ? line.follow(after, signal) : line.ask(signal))
      following = true
      yield { type: 'line', line: 'live' }
      for await (const { id, data } of numberedEvents(response, signal)) {
        const order = compare(after, id)
        if (order === 'again') continue
        if (order === 'gap') break
        const event = chatEvent(data)
        after = id
        failures = 0
        if (!event) continue
        yield event
        if (event.type === 'done' || event.type === 'stopped' || event.type === 'error') return
      }
    } catch (error) {
      if (signal.aborted) throw error
      const problem = error instanceof Problem ? error : new Problem('unreachable')
      const lost = problem.status === 404 && following && after === '' && !asked
      const patient = following && problem.status === 429
      if (!lost && !patient && !passing.has(problem.status)) throw problem
      // Turned away before it was asked: the visitor decides, the question has not arrived.
      if (!following && (problem.status === 503 || problem.status === 500)) throw problem
      following = !lost
      wait = problem.retryAfter === null ? null : problem.retryAfter * 1000
    }
    const online = patience.online()
    if (online && ++failures > mostFailures) throw new Problem('unreachable')
    yield { type: 'line', line: online ? 'waiting' : 'offline' }
    await patience.pause(online ? (wait ?? backoff(failures - 1, patience.random())) : 30_000, signal)
    if (signal.aborted) throw new Problem('unreachable')
  }
}

/** Whether an event comes next, came before, or leaves some out. A new reply begins anew. */
function compare(after: string, id: string): 'next' | 'again' | 'gap' {
  const [reply = '', number = ''] = split(id)
  const [heard = '', last = ''] = split(after)
  const expected = reply === heard ? Number(last) + 1 : 1
  const at = Number(number)
  return at === expected ? 'next' : at < expected ? 'again' : 'gap'
}

function split(id: string): [string, string] {
  const at = id.lastIndexOf(':')
  return [id.slice(0, at), id.slice(at + 1)]
}
