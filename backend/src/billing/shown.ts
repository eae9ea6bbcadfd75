import type { Billing, Plans, Subscription } from '@atavus/contract/billing'
import type { Tenant } from '../db/tenancy.ts'
import { dayIn, monthOf } from '../lib/day.ts'
import { planInForce, usedOfPlan } from '../plans/queries.ts'
import type { World } from '../world.ts'
import { listOffered, loadChoice } from './figures/queries.ts'
import type { Payments, PriceList, SoldPrice } from './payments.ts'
import { listPlans, loadSubscription, type SubscriptionRow } from './queries.ts'

/** How a workspace stands, from our own database alone: also while Stripe cannot be reached. */
export async function billingShown(payments: Payments, tenant: Tenant): Promise<Billing> {
  const { timeZone, atLimit, suspended } = await loadChoice(tenant)
  const { month, monthEnds } = monthOf(timeZone, dayIn(timeZone, tenant.now))
  const plan = await planInForce(tenant)
  const row = await loadSubscription(tenant)
  const names = new Map((await listPlans(tenant)).map(({ id, name }) => [id, name]))
  return {
    plan,
    timeZone,
    suspended,
    month: month.slice(0, 7),
    renewsAt: monthEnds.toISOString(),
    used: await usedOfPlan(tenant, month),
    atLimit,
    subscription: row ? subscriptionShown(row, names, tenant.now) : null,
    customer: row !== undefined && row.customer !== null && row.live === payments.live,
    live: payments.live,
  }
}

/** The subscription that runs, paid or not; null: there is none, or it is to nothing that we ever sold. */
export function subscriptionShown(
  row: SubscriptionRow,
  names: ReadonlyMap<string, string>,
  now: Date,
): Subscription | null {
  const { plan, interval, amount, currency, periodEndsAt, endsAt, graceUntil } = row
  if (!row.subscription || !plan || !interval || amount === null || !currency || !periodEndsAt) return null
  const named = (id: string) => ({ id, name: names.get(id) ?? id })
  const { nextPlan, nextInterval, nextAt } = row
  return {
    plan: named(plan),
    interval,
    price: { amount, currency },
    state: stateOf(row, now),
    periodEndsAt: periodEndsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    graceUntil: graceUntil?.toISOString() ?? null,
    next:
      nextPlan && nextInterval && nextAt
        ? { plan: named(nextPlan), interval: nextInterval, at: nextAt.toISOString() }
        : null,
  }
}

function stateOf({ status, graceUntil }: SubscriptionRow, now: Date): Subscription['state'] {
  if (status === 'active' || status === 'trialing') return 'active'
  return status === 'past_due' && graceUntil && graceUntil > now ? 'past_due' : 'lapsed'
}

/** The plans on offer, and the one that the workspace has; what is sold no more has no prices. */
export async function plansShown({ db }: World, payments: Payments, workspace: string): Promise<Plans> {
  const prices = await payments.prices()
  const rows = await db.tenant(workspace, async tenant => {
    const [inForce, row] = [await planInForce(tenant), await loadSubscription(tenant)]
    return listOffered(tenant, [inForce.id, ...(row?.plan ? [row.plan] : [])])
  })
  return { items: rows.map(plan => ({ ...plan, prices: pricesOf(prices, plan.id) })) }
}

function pricesOf(prices: PriceList, plan: string): Plans['items'][number]['prices'] {
  const { month, year } = prices.get(plan) ?? {}
  return { month: priceShown(month), year: priceShown(year) }
}

const priceShown = (price: SoldPrice | undefined) =>
  price ? { amount: price.amount, currency: price.currency } : null
