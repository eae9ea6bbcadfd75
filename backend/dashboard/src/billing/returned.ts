import type { Billing } from '@atavus/contract/billing'
import { fill, words } from '../words/words.ts'
import { dayOf } from './days.ts'

const errands = ['checkout', 'change', 'payment', 'cancel', 'portal'] as const
/** What somebody went to Stripe for. */
export type Errand = (typeof errands)[number]

/** The errand that an address names; null: none. */
export const errandOf = (done: string | null): Errand | null => errands.find(one => one === done) ?? null

/** What there is to say to somebody who comes back from Stripe; null while Stripe has not told yet. */
export function heard(errand: Errand, billing: Billing): string | null {
  const { subscription } = billing
  const said = words.billing.returned
  switch (errand) {
    case 'checkout':
      return subscription?.state === 'active' ? fill(said.holds, { plan: subscription.plan.name }) : null
    case 'payment':
      return !subscription || subscription.state === 'active' ? said.paid : null
    case 'cancel':
      return ended(billing)
    default:
      return said.changed
  }
}

function ended(billing: Billing) {
  const { subscription } = billing
  const said = words.billing.returned
  if (!subscription) return said.endedNow
  const plan = subscription.plan.name
  return subscription.endsAt
    ? fill(said.ended, { plan, date: dayOf(subscription.endsAt, billing) })
    : fill(said.kept, { plan })
}
