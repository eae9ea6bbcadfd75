import type { Limits } from '@atavus/contract/billing'
import { count, words } from '../words/words.ts'

const counted = ['messages', 'tokens', 'assistants', 'seats', 'passages'] as const

/** What a plan allows, in the same words and order for each. */
export function allowed(limits: Limits): string[] {
  const said = words.billing.plans
  return [
    ...counted.map(of => {
      const limit = limits[of]
      return limit === null ? said[`${of}Open`] : count(said[of], limit)
    }),
    limits.remote ? said.remote : said.local,
  ]
}
