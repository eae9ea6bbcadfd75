import type { Stripe } from 'stripe'
import type { HeldSubscription, StripeStatus } from '../payments.ts'
import { intervalOf, planOf, sold } from './prices.ts'

/** What Stripe is asked to put into each subscription of a list; never a payment method. */
export const expand = ['data.schedule', 'data.latest_invoice']

/** A subscription as far as it matters here, with what had to be asked for besides; undefined where it sells nothing. */
export function held(
  subscription: Stripe.Subscription,
  unpaid: HeldSubscription['unpaid'],
  nextPrice: Stripe.Price | null,
): HeldSubscription | undefined {
  const item = itemOf(subscription)
  if (!item) return undefined
  const plan = nextPrice && planOf(nextPrice)
  const next = nextOf(subscription)
  return {
    id: subscription.id,
    item: item.id,
    // The package speaks one version of the API, whose words these are.
    status: subscription.status as StripeStatus,
    plan: planOf(item.price),
    price: sold(item.price),
    interval: intervalOf(item.price),
    createdAt: moment(subscription.created),
    periodEndsAt: moment(item.current_period_end),
    endsAt: endOf(subscription, item),
    unpaid,
    card: cardOf(subscription.default_payment_method),
    next: plan && next ? { plan, interval: intervalOf(nextPrice), at: next.at } : null,
  }
}

export const moment = (seconds: number): Date => new Date(seconds * 1000)

/** The item that is a plan of ours; of others the first. */
function itemOf({ items }: Stripe.Subscription): Stripe.SubscriptionItem | undefined {
  return items.data.find(({ price }) => planOf(price)) ?? items.data[0]
}

function endOf(subscription: Stripe.Subscription, item: Stripe.SubscriptionItem): Date | null {
  const { cancel_at, cancel_at_period_end } = subscription
  if (cancel_at !== null) return moment(cancel_at)
  return cancel_at_period_end ? moment(item.current_period_end) : null
}

/** Which price its schedule changes it to, and when. */
export function nextOf(subscription: Stripe.Subscription): { price: string; at: Date } | null {
  const { schedule } = subscription
  const now = itemOf(subscription)?.price.id
  if (!schedule || typeof schedule === 'string' || schedule.status !== 'active') return null
  const from = schedule.current_phase?.end_date ?? 0
  for (const { start_date, items } of schedule.phases) {
    const price = items[0] && idOf(items[0].price)
    if (start_date >= from && price && price !== now) return { price, at: moment(start_date) }
  }
  return null
}

/** The newest invoice while it is not paid. */
export function unpaidOf({ latest_invoice: invoice }: Stripe.Subscription): HeldSubscription['unpaid'] {
  return invoice && typeof invoice !== 'string' && isOwed(invoice) ? dueSince(invoice) : null
}

/**
 * The oldest of a subscription's invoices, the newest first, that is not paid: whoever leaves several is late since the
 * first of them, and a new one gives no new time. Of those that were given up only what came after the last paid one.
 */
export function oldestOf(invoices: Stripe.Invoice[]): HeldSubscription['unpaid'] {
  const paid = invoices.findIndex(({ status }) => status === 'paid')
  const oldest = invoices.findLast(
    (invoice, place) => isOwed(invoice) && (invoice.status === 'open' || paid < 0 || place < paid),
  )
  return oldest ? dueSince(oldest) : null
}

/** One that was given up (`uncollectible`) is not paid either. */
const isOwed = ({ status, amount_remaining }: Stripe.Invoice): boolean =>
  amount_remaining > 0 && (status === 'open' || status === 'uncollectible')

const dueSince = (invoice: Stripe.Invoice): { invoice: string; since: Date } => ({
  invoice: invoice.id,
  since: moment(invoice.status_transitions.finalized_at ?? invoice.created),
})

/** Of a payment method nothing but its id. */
export const cardOf = (method: string | Stripe.PaymentMethod | null): string | null => method && idOf(method)

export const isOverdue = ({ status }: Stripe.Subscription): boolean =>
  status === 'past_due' || status === 'unpaid'

const idOf = (named: string | { id: string }): string => (typeof named === 'string' ? named : named.id)
