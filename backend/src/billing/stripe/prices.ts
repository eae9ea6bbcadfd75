import { type Interval, intervals } from '@atavus/contract/billing'
import type { Stripe } from 'stripe'
import type { PlanEntry } from '../../plans/file.ts'
import type { PriceList, SoldPrice } from '../payments.ts'

/** What a plan is called at Stripe, where other things may be sold too. */
export const productOf = (plan: string): string => `atavus_${plan}`
export const lookupKeyOf = (plan: string, interval: Interval): string => `atavus_${plan}_${interval}`

/** Of a plan that is sold: by month, by year, or both. */
export interface Offer {
  plan: PlanEntry
  interval: Interval
  amount: number
}

export function offersOf(plans: PlanEntry[]): Offer[] {
  return plans
    .filter(({ retired }) => !retired)
    .flatMap(plan =>
      intervals.flatMap(interval => {
        const amount = plan.prices?.[interval]
        return amount === undefined ? [] : { plan, interval, amount }
      }),
    )
}

// As many as Stripe takes at once.
const keysAtOnce = 10

/**
 * What the plans cost at Stripe. A price that does not name its plan as ours do is none: who paid it would get nothing.
 */
export async function listPrices(client: Stripe, plans: PlanEntry[]): Promise<PriceList> {
  const offers = offersOf(plans)
  const keys = offers.map(({ plan, interval }) => lookupKeyOf(plan.id, interval))
  const found: Stripe.Price[] = []
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const lookup_keys = keys.slice(from, from + keysAtOnce)
    found.push(...(await client.prices.list({ lookup_keys, active: true, limit: 100 })).data)
  }
  const list = new Map<string, Partial<Record<Interval, SoldPrice>>>()
  for (const { plan, interval } of offers) {
    const price = found.find(price => isPriceOf(price, plan.id, interval))
    if (price) list.set(plan.id, { ...list.get(plan.id), [interval]: sold(price) })
  }
  return list
}

/** Whether it is a price as we publish them. */
export function isPriceOf(price: Stripe.Price, plan: string, interval: Interval): boolean {
  const { lookup_key, metadata, recurring, unit_amount } = price
  return (
    lookup_key === lookupKeyOf(plan, interval) &&
    metadata.plan === plan &&
    metadata.interval === interval &&
    recurring?.interval === interval &&
    recurring.interval_count === 1 &&
    unit_amount !== null
  )
}

export const sold = ({ id, unit_amount, currency }: Stripe.Price): SoldPrice => ({
  id,
  amount: unit_amount ?? 0,
  currency,
})

/** By which of our two intervals a price counts; another one's plan is not ours, so that nobody reads it. */
export const intervalOf = ({ recurring }: Stripe.Price): Interval =>
  recurring?.interval === 'year' ? 'year' : 'month'

/** Whose plan a price names; null: none of ours. */
export const planOf = ({ metadata }: Stripe.Price): string | null => metadata.plan ?? null
