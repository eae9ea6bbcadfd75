import type { Books, Phase, Price, Schedule, Subscription } from './books.ts'
import { change, emit } from './events.ts'
import { newId } from './ids.ts'
import { periodEnd } from './months.ts'
import { itemOf, updateSubscription } from './subscription.ts'

/** Lets a subscription run to the end of its period as it is, and with another price from then on. */
export function scheduleChange(books: Books, subscription: Subscription, price: Price, quantity: number) {
  const item = itemOf(subscription)
  const { interval, interval_count } = price.recurring
  const turn = item.current_period_end
  const last = periodEnd(turn, turn, interval, interval_count)
  const schedule = blank(books, subscription, [
    phase(item.price, item.quantity, item.current_period_start, turn),
    phase(price, quantity, turn, last),
  ])
  books.schedules.set(schedule.id, schedule)
  emit(books, 'subscription_schedule.created', schedule)
  updateSubscription(books, subscription, { schedule: schedule.id })
}

/** The schedule that still steers a subscription. */
export const scheduleOf = (books: Books, subscription: Subscription): Schedule | undefined =>
  books.schedules.get(subscription.schedule ?? '')

/** At a period's end: the schedule moves to its next phase and gives that phase's price, or lets go of it all. */
export function nextPhase(books: Books, subscription: Subscription): Phase | null {
  const schedule = scheduleOf(books, subscription)
  const turn = itemOf(subscription).current_period_end
  if (!schedule || (schedule.current_phase?.end_date ?? 0) > turn) return null
  const next = schedule.phases.find(({ start_date }) => start_date === turn)
  if (!next) {
    release(books, schedule)
    return null
  }
  const current_phase = { start_date: next.start_date, end_date: next.end_date }
  change(books, schedule, { current_phase }, 'subscription_schedule.updated')
  return next
}

/** Takes a schedule off its subscription, which goes on as it is. */
export function release(books: Books, schedule: Schedule) {
  const subscription = books.subscriptions.get(schedule.subscription ?? '')
  Object.assign(schedule, {
    status: 'released',
    released_at: books.now,
    released_subscription: schedule.subscription,
    subscription: null,
    current_phase: null,
  } satisfies Partial<Schedule>)
  emit(books, 'subscription_schedule.released', schedule)
  if (subscription) updateSubscription(books, subscription, { schedule: null })
}

/** After a change of the subscription itself, its running phase says the same. */
export function keepPhase(books: Books, subscription: Subscription) {
  const schedule = scheduleOf(books, subscription)
  if (!schedule) return
  const { price, quantity } = itemOf(subscription)
  const phases = schedule.phases.map(each =>
    each.start_date === schedule.current_phase?.start_date
      ? phase(price, quantity, each.start_date, each.end_date)
      : each,
  )
  change(books, schedule, { phases }, 'subscription_schedule.updated')
}

function phase(price: Price, quantity: number, start: number, end: number): Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: price.currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    end_date: end,
    invoice_settings: null,
    items: [
      {
        billing_thresholds: null,
        discounts: [],
        metadata: {},
        plan: price.id,
        price: price.id,
        quantity,
        tax_rates: [],
      },
    ],
    metadata: {},
    on_behalf_of: null,
    proration_behavior: 'none',
    start_date: start,
    transfer_data: null,
    trial_end: null,
  }
}

function blank(books: Books, subscription: Subscription, phases: [Phase, Phase]): Schedule {
  const [current] = phases
  return {
    id: newId('sub_sched_1'),
    object: 'subscription_schedule',
    application: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    canceled_at: null,
    completed_at: null,
    created: books.now,
    current_phase: { start_date: current.start_date, end_date: current.end_date },
    customer: subscription.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      billing_cycle_anchor: 'automatic',
      billing_thresholds: null,
      collection_method: 'charge_automatically',
      default_payment_method: subscription.default_payment_method,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: 'self' },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: 'release',
    livemode: books.live,
    metadata: {},
    pause_schedules: [],
    phases,
    released_at: null,
    released_subscription: null,
    status: 'active',
    subscription: subscription.id,
    test_clock: null,
  }
}
