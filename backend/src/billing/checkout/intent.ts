import type { Tenant } from '../../db/tenancy.ts'
import { pseudonym } from '../../lib/ids.ts'
import { Refusal } from '../../lib/refusal.ts'
import { lockSubscription, type SubscriptionRow } from '../queries.ts'
import { type Intent, keepIntent } from './queries.ts'

export interface OpenCheckout extends Intent {
  customer: string
  /** Null: nobody knows whether Stripe made it. */
  session: string | null
  /** Its page; null although there is a session: it is about to be ended. */
  url: string | null
}

/** What somebody wants to pay for, at which price. */
export type Wish = Pick<Intent, 'plan' | 'interval' | 'price'>

/** What is to be done so that there is one page to pay on, and no second one. */
export type Step =
  | { to: 'page'; url: string }
  | { to: 'open'; checkout: OpenCheckout }
  | { to: 'end'; checkout: OpenCheckout }

const minuteMs = 60_000
const openMs = 60 * minuteMs
const enoughMs = 5 * minuteMs
/** Stripe opens no session for less than half an hour. */
const openableMs = 35 * minuteMs
/** So much later than ours Stripe's clock may be: what is over here could still be paid there. */
const skewMs = 5 * minuteMs

/**
 * The next step towards paying for a wish, with the workspace's row locked: where no checkout stands in the way, the
 * wish is kept as the one that is open. Refuses with `already_subscribed`.
 */
export async function nextStep(tenant: Tenant, wish: Wish): Promise<Step> {
  const row = await lockSubscription(tenant)
  if (!row?.customer) throw new Refusal('busy', { retryAfter: 2 })
  const open = openCheckout(row, tenant.now)
  // By whatever way it came, with a page still open it could be paid for twice.
  if (open && (row.subscription || !isFor(open, wish))) return { to: 'end', checkout: open }
  if (row.subscription) throw new Refusal('already_subscribed')
  if (open) return again(open, tenant.now)
  const intent = { id: pseudonym(), ...wish, until: inAnHour(tenant.now) }
  await keepIntent(tenant, intent)
  return { to: 'open', checkout: { ...intent, customer: row.customer, session: null, url: null } }
}

/** The checkout that somebody may be paying just now. */
export function openCheckout(row: SubscriptionRow, now: Date): OpenCheckout | undefined {
  const { customer, checkout: id, checkoutPlan: plan, checkoutInterval: interval } = row
  const { checkoutPrice: price, checkoutSession: session, checkoutUrl: url, checkoutUntil: until } = row
  if (!customer || !id || !plan || !interval || !price || !until) return undefined
  if (until.getTime() + skewMs <= now.getTime()) return undefined
  return { id, customer, plan, interval, price, until, session, url }
}

function again(checkout: OpenCheckout, now: Date): Step {
  const { session, url, until } = checkout
  const left = until.getTime() - now.getTime()
  if (url && left > enoughMs) return { to: 'page', url }
  return { to: !session && left > openableMs ? 'open' : 'end', checkout }
}

const isFor = (open: Intent, { plan, interval, price }: Wish): boolean =>
  open.plan === plan && open.interval === interval && open.price === price

/** In whole seconds, as Stripe counts: the same key is sent with the same moment. */
const inAnHour = (now: Date): Date => new Date(Math.floor((now.getTime() + openMs) / 1000) * 1000)
