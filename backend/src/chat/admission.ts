import type { MiddlewareHandler } from 'hono'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { Live } from './live.ts'

export interface Capacity {
  /** Answers being made at once. */
  answers: number
  /** Turns being opened at once: what waits longer in line than it takes to say no is refused. */
  openings: number
}

export const usualCapacity: Capacity = { answers: 2500, openings: 48 }

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
  let opening = 0
  let closed = false
  return {
    close: () => {
      closed = true
    },
    closed: () => closed,
    opening: () => opening,
    gate: async (_, next) => {
      if (closed || live.count() >= capacity.answers || opening >= capacity.openings)
        throw new Refusal('busy', { retryAfter: 2 })
      opening++
      try {
        await next()
      } finally {
        opening--
      }
    },
  }
}
