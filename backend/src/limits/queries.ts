import { bytesArray } from '../db/bytes.ts'
import type { Database } from '../db/tenancy.ts'
import type { LimitRule } from './rules.ts'

/** One thing that is limited: whose it is (a keyed hash) and how often. */
export interface Limited {
  subject: Buffer
  rule: LimitRule
}

/**
 * Takes one request from each subject at `moment`; answers how many more each of them has.
 * Refuses with `too_many_requests` and the seconds to wait, and then takes from none.
 */
export async function takeLimits(
  stranger: Database['stranger'],
  limited: Limited[],
  moment: Date,
): Promise<number[]> {
  const [row] = await stranger<{ room: number[] }[]>`
    select take_limits(
      ${bytesArray(limited.map(one => one.subject))}::text[]::bytea[],
      ${limited.map(one => `${one.rule.every} seconds`)}::interval[],
      ${limited.map(one => one.rule.burst)}::int[],
      ${moment}
    ) as room
  `
  return row?.room ?? []
}
