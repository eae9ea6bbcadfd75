import type { Billing, Interval, Plans, Price } from '@atavus/contract/billing'

export type Offer = Plans['items'][number]

/**
 * What leads from the present plan to another: nothing (it is the one, or not sold so), paying for it, a change of
 * what is paid for (`later`: with the next period), or ending what is paid for.
 */
export type Step = { to: 'none' | 'unsold' | 'buy' | 'end' } | { to: 'change'; later: boolean }

/** The step to an offer that is paid for by the month or by the year. */
export function stepTo({ id, base, prices }: Offer, interval: Interval, { subscription }: Billing): Step {
  if (base) return { to: subscription ? 'end' : 'none' }
  const price = prices[interval]
  if (subscription?.plan.id === id && subscription.interval === interval) return { to: 'none' }
  if (!price) return { to: 'unsold' }
  if (!subscription) return { to: 'buy' }
  return { to: 'change', later: isLess(price, interval, subscription) }
}

/** What an offer costs this workspace: what it has it goes on with, whatever others pay by now; null: not sold so. */
export function priceOf({ id, prices }: Offer, interval: Interval, { subscription }: Billing): Price | null {
  const same = subscription?.plan.id === id && subscription.interval === interval
  return same ? subscription.price : prices[interval]
}

/** What must be settled before anything else can be chosen; null: nothing. */
export function inTheWay({
  suspended,
  subscription,
}: Billing): 'suspended' | 'unpaid' | 'ending' | 'waiting' | null {
  if (suspended) return 'suspended'
  if (!subscription) return null
  if (subscription.state !== 'active') return 'unpaid'
  if (subscription.endsAt) return 'ending'
  return subscription.next ? 'waiting' : null
}

/** What a price of a year is by the month, to the nearest. */
export const byMonth = ({ amount, currency }: Price): Price => ({
  amount: Math.round(amount / 12),
  currency,
})

/** Stripe keeps for the next period what costs less or is paid for a shorter time. */
function isLess(price: Price, interval: Interval, now: { price: Price; interval: Interval }) {
  return (now.interval === 'year' && interval === 'month') || price.amount < now.price.amount
}
