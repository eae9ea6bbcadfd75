import type { IncomingHttpHeaders } from 'node:http'
import type { Form } from './form.ts'

/** A request to the API as it arrived; `status` once it is answered. */
export interface Recorded {
  method: string
  path: string
  parameters: Form
  key?: string
  headers: IncomingHttpHeaders
  status?: number
}

/**
 * What goes wrong: the connection breaks before anything is done or after it was done; an error is answered and
 * nothing done (a 500 is kept under its key, a 429 is not); the answer takes its time; the request waits for `release`.
 */
type FaultKind = 'cut-before' | 'cut-after' | 'status-500' | 'status-429' | 'slow' | 'hold'

/** `POST /v1/customers`, a pattern over the same text, or a question to the request. */
type Match = string | RegExp | ((request: Recorded) => boolean)

interface Fault {
  /** Fulfilled when it has met its first request. */
  seen: Promise<void>
  /** Lets held requests go on. */
  release(): void
  /** It meets no more requests. */
  lift(): void
}

interface Armed extends Fault {
  match: Match
  kind: FaultKind
  left: number
  ms: number
  meet(): void
  released: Promise<void>
}

/** The faults that a test has laid out, in the order in which they meet requests. */
export function faultList() {
  const armed: Armed[] = []
  return {
    add(match: Match, kind: FaultKind, { times = 1, ms = 0 } = {}): Fault {
      const seen = Promise.withResolvers<void>()
      const held = Promise.withResolvers<void>()
      const fault: Armed = {
        match,
        kind,
        left: times,
        ms,
        meet: seen.resolve,
        seen: seen.promise,
        released: held.promise,
        release: held.resolve,
        lift: () => {
          fault.left = 0
        },
      }
      armed.push(fault)
      return fault
    },
    /** Takes the fault that meets this request, if there is one. */
    take(request: Recorded): { kind: FaultKind; ms: number; released: Promise<void> } | null {
      const fault = armed.find(each => each.left > 0 && fits(each.match, request))
      if (!fault) return null
      fault.left--
      fault.meet()
      return fault
    },
    releaseAll() {
      for (const fault of armed) fault.release()
    },
  }
}

function fits(match: Match, request: Recorded): boolean {
  if (typeof match === 'function') return match(request)
  const line = `${request.method} ${request.path}`
  return typeof match === 'string' ? line === match : match.test(line)
}
