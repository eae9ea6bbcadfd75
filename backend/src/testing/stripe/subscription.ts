import type { Stripe } from 'stripe'
import type { Books, Item, Price, Schedule, Subscription } from './books.ts'
import { change, emit } from './events.ts'
import { newId } from './ids.ts'
import { stopCollecting } from './invoice.ts'
import { decimal } from './line.ts'
import { listOf } from './lists.ts'
import { periodEnd } from './months.ts'

const liveStates = ['active', 'past_due', 'unpaid', 'trialing', 'incomplete']

export const isLive = ({ status }: Subscription) => liveStates.includes(status)

/** The one item of a subscription; the double keeps no others. */
export const itemOf = (subscription: Subscription): Item => subscription.items.data[0]!

export const livesOf = (books: Books, customer: string): Subscription[] =>
  [...books.subscriptions.values()].filter(each => each.customer === customer && isLive(each))

/** Writes a new subscription down, `incomplete` until its first invoice is paid; the event is the caller's. */
export function open(
  books: Books,
  customer: string,
  price: Price,
  quantity: number,
  metadata: Record<string, string>,
): Subscription {
  const id = newId('sub_1')
  const subscription = blank(books, id, customer, price, quantity, metadata)
  books.subscriptions.set(id, subscription)
  return subscription
}

/** Ends a subscription at this moment, its schedule with it. */
export function end(
  books: Books,
  subscription: Subscription,
  reason?: Stripe.Subscription.CancellationDetails.Reason,
) {
  stopCollecting(books, subscription.id)
  const schedule = books.schedules.get(subscription.schedule ?? '')
  if (schedule) cancelSchedule(books, schedule)
  Object.assign(subscription, {
    status: 'canceled',
    canceled_at: subscription.canceled_at ?? books.now,
    ended_at: books.now,
    cancellation_details: {
      ...subscription.cancellation_details!,
      reason: reason ?? subscription.cancellation_details?.reason ?? 'cancellation_requested',
    },
  } satisfies Partial<Subscription>)
  emit(books, 'customer.subscription.deleted', subscription)
}

function cancelSchedule(books: Books, schedule: Schedule) {
  Object.assign(schedule, { status: 'canceled', canceled_at: books.now, current_phase: null })
  emit(books, 'subscription_schedule.canceled', schedule)
}

/** Sets or takes back the end at the close of the period; what changes, for `change`. */
export function endAtPeriodEnd(
  books: Books,
  subscription: Subscription,
  wanted: boolean,
): Partial<Subscription> {
  const details = subscription.cancellation_details!
  return {
    cancel_at_period_end: wanted,
    cancel_at: wanted ? itemOf(subscription).current_period_end : null,
    canceled_at: wanted ? books.now : null,
    cancellation_details: { ...details, reason: wanted ? 'cancellation_requested' : null },
  }
}

/** The items of a subscription with one other price or period, as a new list. */
export function withItem(subscription: Subscription, changes: Partial<Item>): Subscription['items'] {
  const item = { ...itemOf(subscription), ...changes }
  return { ...subscription.items, data: [{ ...item, plan: planOf(item.price) }] }
}

/** Moves a subscription into the period that starts at `start`, with the price given. */
export function nextPeriod(subscription: Subscription, price: Price): Subscription['items'] {
  const start = itemOf(subscription).current_period_end
  const { interval, interval_count } = price.recurring
  const stop = periodEnd(subscription.billing_cycle_anchor, start, interval, interval_count)
  return withItem(subscription, { price, current_period_start: start, current_period_end: stop })
}

export const amountOf = (item: Item, price: Price = item.price) => price.unit_amount * item.quantity

export const updateSubscription = (
  books: Books,
  subscription: Subscription,
  changes: Partial<Subscription>,
) => change(books, subscription, changes, 'customer.subscription.updated')

function planOf(price: Price): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: decimal(price.unit_amount),
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring.interval,
    interval_count: price.recurring.interval_count,
    livemode: price.livemode,
    metadata: { ...price.metadata },
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}

function blankItem(books: Books, subscription: string, price: Price, quantity: number): Item {
  const { interval, interval_count } = price.recurring
  return {
    id: newId('si_', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: books.now,
    current_period_end: periodEnd(books.now, books.now, interval, interval_count),
    current_period_start: books.now,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price: structuredClone(price),
    quantity,
    subscription,
    tax_rates: [],
  }
}

function blank(
  books: Books,
  id: string,
  customer: string,
  price: Price,
  quantity: number,
  metadata: Record<string, string>,
): Subscription {
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: books.now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: books.now,
    currency: price.currency,
    customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: listOf([blankItem(books, id, price, quantity)], `/v1/subscription_items?subscription=${id}`),
    latest_invoice: null,
    livemode: books.live,
    managed_payments: null,
    metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: books.now,
    status: 'incomplete',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: null,
    trial_start: null,
  }
}
