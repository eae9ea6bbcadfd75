import type { MiddlewareHandler } from 'hono'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { Live } from './live.ts'

export interface Capacity {
  /** Answers being made at once. */
  answers: number
  /** Turns being opened at once: what waits longer in line than it takes to say no is refused. */
  openings: number
  /** Milliseconds that the first of them may take before the line counts as slow; without it none does. */
  patienceMs?: number
  /** Answers being made at once for one network, and for one API key; without a number there is no end. */
  network?: number
  apiKey?: number
}

export const usualCapacity: Capacity = { answers: 2500, openings: 48 }

/** Where people wait: a line that moves slowly is refused more of, so that a no comes within a quarter of a second. */
export const servingCapacity: Capacity = { ...usualCapacity, patienceMs: 60, network: 20, apiKey: 100 }

/** A line of up to so many is never called slow: a handful of people who come together all get in. */
const shortLine = 20

export interface Admission {
  /** Refuses new questions from now on: the process is about to end. */
  close(): void
  closed(): boolean
  /** How many turns are being opened. */
  opening(): number
  gate: MiddlewareHandler<Door>
}

/** The gate of capacity: beyond it the process says so at once, with a time to come back. */
export function createAdmission(live: Live, capacity: Capacity): Admission {
  // When each opening began, the oldest first.
  const openings = new Set<{ since: number }>()
  let closed = false
  return {
    close: () => {
      closed = true
    },
    closed: () => closed,
    opening: () => openings.size,
    gate: async (_, next) => {
      if (closed || live.count() >= capacity.answers || isFull(openings, capacity))
        throw new Refusal('busy', { retryAfter: 2 })
      const opening = { since: performance.now() }
      openings.add(opening)
      try {
        await next()
      } finally {
        openings.delete(opening)
      }
    },
  }
}

/** A line that moves slowly is full before it is long: who came last would wait longer than the first does. */
function isFull(openings: Set<{ since: number }>, capacity: Capacity): boolean {
  const [first] = openings
  const isSlow = performance.now() - (first?.since ?? 0) > (capacity.patienceMs ?? Number.POSITIVE_INFINITY)
  return openings.size >= capacity.openings || (openings.size >= shortLine && isSlow)
}
