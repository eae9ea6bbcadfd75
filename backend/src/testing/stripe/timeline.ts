import type { Books, Invoice, Price, Subscription } from './books.ts'
import { expire } from './checkout.ts'
import { collect } from './collect.ts'
import { draft, finalize } from './invoice.ts'
import { lineFor } from './line.ts'
import { nextPhase } from './schedule.ts'
import { amountOf, end, isLive, itemOf, nextPeriod, updateSubscription } from './subscription.ts'

const hour = 3600

/** Something that the account does by itself at a moment (seconds of its clock). */
interface Due {
  at: number
  run: () => void
}

/** Gives what comes next, whenever that is. */
export function nextDue(books: Books): Due | null {
  const all = [...expiries(books), ...renewals(books), ...finalizations(books), ...retries(books)]
  return all.reduce<Due | null>((first, due) => (first && first.at <= due.at ? first : due), null)
}

const expiries = (books: Books): Due[] =>
  [...books.sessions.values()]
    .filter(({ status }) => status === 'open')
    .map(session => ({ at: session.expires_at, run: () => expire(books, session) }))

const renewals = (books: Books): Due[] =>
  [...books.subscriptions.values()].filter(isLive).map(subscription => ({
    at: itemOf(subscription).current_period_end,
    run: () => renew(books, subscription),
  }))

const finalizations = (books: Books): Due[] =>
  [...books.invoices.values()]
    .filter(({ status, automatically_finalizes_at }) => status === 'draft' && automatically_finalizes_at)
    .map(invoice => ({
      at: invoice.automatically_finalizes_at!,
      run: () => {
        finalize(books, invoice)
        collect(books, invoice)
      },
    }))

const retries = (books: Books): Due[] =>
  [...books.invoices.values()]
    .filter(({ status, next_payment_attempt }) => status === 'open' && next_payment_attempt)
    .map(invoice => ({ at: invoice.next_payment_attempt!, run: () => void collect(books, invoice) }))

/** A period is over: the subscription ends or goes on with a new period, whose invoice is open for an hour. */
function renew(books: Books, subscription: Subscription) {
  if (subscription.cancel_at_period_end) return end(books, subscription)
  const past = itemOf(subscription)
  const price = priceOfNextPeriod(books, subscription)
  const next = { ...nextPeriodOf(subscription, price), latest_invoice: null as string | null }
  const line = lineOfPeriod(books, subscription, next.items.data[0]!)
  const span = { start: past.current_period_start, end: past.current_period_end }
  const invoice = draft(books, subscription, 'subscription_cycle', [line], span)
  waitAnHour(books, invoice, subscription)
  updateSubscription(books, subscription, { ...next, latest_invoice: invoice.id })
}

function priceOfNextPeriod(books: Books, subscription: Subscription): { price: Price; quantity: number } {
  const item = itemOf(subscription)
  const phased = nextPhase(books, subscription)?.items[0]
  const quantity = phased?.quantity ?? item.quantity
  return { price: structuredClone(books.prices.get(phased?.price ?? item.price.id)!), quantity }
}

// A phase with another interval starts a cycle of its own.
function nextPeriodOf(subscription: Subscription, { price, quantity }: { price: Price; quantity: number }) {
  const { current_period_end, price: old } = itemOf(subscription)
  const same = old.recurring.interval === price.recurring.interval
  const billing_cycle_anchor = same ? subscription.billing_cycle_anchor : current_period_end
  const items = nextPeriod({ ...subscription, billing_cycle_anchor }, price)
  items.data[0]!.quantity = quantity
  return { items, billing_cycle_anchor }
}

function lineOfPeriod(books: Books, subscription: Subscription, item: ReturnType<typeof itemOf>) {
  const period = { start: item.current_period_start, end: item.current_period_end }
  return lineFor(books, { ...item, subscription: subscription.id }, item.price, amountOf(item), period, false)
}

// What an unpaid subscription owes stays a draft, until somebody decides.
function waitAnHour(books: Books, invoice: Invoice, subscription: Subscription) {
  const collects = subscription.status !== 'unpaid'
  invoice.auto_advance = collects
  invoice.automatically_finalizes_at = collects ? books.now + hour : null
}
