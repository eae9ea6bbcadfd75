import type { Delivery } from '@atavus/contract/workspace'
import { fill, words } from '../words/words.ts'

/** What came of the last attempt: the endpoint's answer, or why there was none. */
export function troubleOf({
  status,
  problem,
  attempts,
}: Pick<Delivery, 'status' | 'problem' | 'attempts'>): string {
  const { status: answered, troubles, notYet } = words.webhooks.delivery
  if (status !== null) return fill(answered, { status })
  if (problem === null) return attempts === 0 ? notYet : troubles.other
  return troubles[problem as keyof typeof troubles] ?? troubles.other
}
