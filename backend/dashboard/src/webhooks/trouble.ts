import type { Delivery } from '@atavus/contract/workspace'
import { fill, words } from '../words/words.ts'

/** What came of the last attempt: the endpoint's answer, or why there was none. */
export function troubleOf({
  state,
  status,
  problem,
}: Pick<Delivery, 'state' | 'status' | 'problem'>): string {
  const { status: answered, troubles, notYet } = words.webhooks.delivery
  if (status !== null) return fill(answered, { status })
  if (problem === null) return state === 'waiting' ? notYet : troubles.other
  return troubles[problem as keyof typeof troubles] ?? troubles.other
}

const soonMs = 60_000

/** Whether it will show in a moment how it went: nothing has come of it yet, and it was sent off just now. */
export function isUnderWay(
  { state, status, problem, at }: Pick<Delivery, 'state' | 'status' | 'problem' | 'at'>,
  now: Date,
): boolean {
  const open = state === 'waiting' && status === null && problem === null
  return open && now.getTime() - Date.parse(at) < soonMs
}
