import type { Books, Invoice, Item, Line, Price, Subscription } from './books.ts'
import { collect, payingMethod, pays } from './collect.ts'
import { draft, due, finalize } from './invoice.ts'
import { lineFor } from './line.ts'
import { periodEnd } from './months.ts'
import { share } from './proration.ts'
import { keepPhase } from './schedule.ts'
import { amountOf, itemOf, updateSubscription, withItem } from './subscription.ts'

export type Proration = 'always_invoice' | 'create_prorations' | 'none'

export interface Wish {
  price: Price
  quantity: number
}

/** The lines that a change at this moment makes: a credit for the unused time, a debit for the rest or the new period. */
function changeLines(books: Books, subscription: Subscription, wish: Wish, proration: Proration): Line[] {
  const item = itemOf(subscription)
  const wanted: Item = { ...item, ...wish }
  const rest = { start: books.now, end: item.current_period_end }
  const whole = item.current_period_end - item.current_period_start
  const part = (amount: number) => share(amount, rest.end - rest.start, whole)
  const credit = lineFor(books, item, item.price, part(-amountOf(item)), rest, true)
  if (restarts(item, wish.price)) {
    const full = lineFor(books, wanted, wish.price, amountOf(wanted), newPeriod(books, wish.price), false)
    return proration === 'none' ? [full] : [credit, full]
  }
  if (proration === 'none' || amountOf(wanted) === amountOf(item)) return []
  return [credit, lineFor(books, wanted, wish.price, part(amountOf(wanted)), rest, true)]
}

/** What the card would be charged at once for a change, in cents. */
export function dueNow(books: Books, subscription: Subscription, wish: Wish, proration: Proration): number {
  if (proration !== 'always_invoice' && !restarts(itemOf(subscription), wish.price)) return 0
  const lines = changeLines(books, subscription, wish, proration)
  const waiting = books.pending.filter(pending => pending.subscription === subscription.id)
  const all = lines.length > 0 ? [...waiting.map(({ line }) => line), ...lines] : []
  const total = all.reduce((sum, line) => sum + line.amount, 0)
  return all.length > 0 ? due(books, subscription.customer, total).amount : 0
}

/**
 * Changes price or quantity at this moment. A new interval starts a new period and is invoiced at once whatever
 * `proration` says; the rest is invoiced at once, with the next invoice, or not at all. Before anything is done,
 * `onDeclined` may throw where the card would not pay; otherwise the subscription falls behind with its payment.
 */
export function changePrice(
  books: Books,
  subscription: Subscription,
  wish: Wish,
  proration: Proration,
  more: Partial<Subscription> = {},
  onDeclined: () => void = () => {},
) {
  const item = itemOf(subscription)
  const card = books.cards.get(payingMethod(books, subscription.customer, subscription) ?? '')
  if (dueNow(books, subscription, wish, proration) > 0 && !pays(card)) onDeclined()
  const lines = changeLines(books, subscription, wish, proration)
  const fresh = restarts(item, wish.price)
  const items = withItem(subscription, { ...copied(wish), ...(fresh && started(books, wish.price)) })
  const anchor = fresh ? { billing_cycle_anchor: books.now } : {}
  const atOnce = lines.length > 0 && (fresh || proration === 'always_invoice')
  if (!atOnce) books.pending.push(...lines.map(line => ({ subscription: subscription.id, line })))
  const span = { start: books.now, end: books.now }
  const invoice = atOnce ? draft(books, subscription, 'subscription_update', lines, span) : null
  const latest = invoice ? { latest_invoice: invoice.id } : {}
  updateSubscription(books, subscription, { items, ...anchor, ...latest, ...more })
  keepPhase(books, subscription)
  if (invoice) finish(books, invoice)
}

function finish(books: Books, invoice: Invoice) {
  finalize(books, invoice)
  collect(books, invoice)
}

const copied = ({ price, quantity }: Wish) => ({ price: structuredClone(price), quantity })

const restarts = ({ price }: Item, { recurring }: Price) =>
  price.recurring.interval !== recurring.interval ||
  price.recurring.interval_count !== recurring.interval_count

function newPeriod(books: Books, { recurring }: Price) {
  const end = periodEnd(books.now, books.now, recurring.interval, recurring.interval_count)
  return { start: books.now, end }
}

function started(books: Books, price: Price) {
  const { start, end } = newPeriod(books, price)
  return { current_period_start: start, current_period_end: end }
}
