import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'

const longestMs = 366 * 24 * 60 * 60 * 1000

/** The last moment of a hold: ahead of now, and within a year; refuses any other with `invalid_request`. */
export function dayAhead(world: World, iso: string): Date {
  const until = new Date(iso)
  const ahead = until.getTime() - world.now().getTime()
  if (ahead <= 0 || ahead > longestMs)
    throw new Refusal('invalid_request', {
      errors: [{ path: 'until', problem: 'not within a year from now' }],
    })
  return until
}
