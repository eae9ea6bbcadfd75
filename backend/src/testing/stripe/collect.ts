import type { Books, Card, Invoice, Subscription } from './books.ts'
import { change, emit } from './events.ts'
import { newId } from './ids.ts'
import { subscriptionOf } from './invoice.ts'
import { end } from './subscription.ts'

const day = 86_400

/** The id of the payment method that pays: the subscription's own before the customer's. */
export function payingMethod(books: Books, customer: string, subscription?: Subscription): string | null {
  const standard = books.customers.get(customer)?.invoice_settings.default_payment_method ?? null
  const id = typeof standard === 'string' || standard === null ? standard : standard.id
  return subscription?.default_payment_method ?? id
}

/** Would this card pay now? One that fails later pays at Checkout alone. */
export function pays(card: Card | undefined, atCheckout = false): boolean {
  return card === 'good' || (card === 'fails-later' && atCheckout)
}

/**
 * Tries to collect an open invoice and tells the rest of the account what came of it. `atCheckout`: the first payment,
 * made by the customer on the page; `byHand`: outside the tries of its own. Gives whether it is paid.
 */
export function collect(
  books: Books,
  invoice: Invoice,
  { atCheckout = false, method = '', byHand = false } = {},
): boolean {
  const subscription = books.subscriptions.get(subscriptionOf(invoice) ?? '')
  const paying = method || payingMethod(books, invoice.customer, subscription)
  if (invoice.amount_due > 0 && !pays(books.cards.get(paying ?? ''), atCheckout)) {
    failed(books, invoice, subscription, byHand)
    return false
  }
  if (invoice.amount_due > 0) charge(books, invoice)
  settle(books, invoice, invoice.amount_due, subscription)
  return true
}

function charge(books: Books, invoice: Invoice) {
  books.charges.push({
    id: newId('ch_3'),
    customer: invoice.customer,
    invoice: invoice.id,
    amount: invoice.amount_due,
    currency: invoice.currency,
    at: new Date(books.now * 1000),
  })
}

/** The invoice is paid with `amount` cents (0 where nothing was due, or it was paid elsewhere). */
export function settle(books: Books, invoice: Invoice, amount: number, subscription?: Subscription) {
  const paid: Partial<Invoice> = {
    status: 'paid',
    amount_paid: amount,
    amount_remaining: 0,
    attempted: true,
    attempt_count: invoice.attempt_count + (amount > 0 ? 1 : 0),
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: books.now },
  }
  change(books, invoice, paid, 'invoice.updated')
  emit(books, 'invoice.paid', invoice)
  emit(books, 'invoice.payment_succeeded', invoice)
  markDelinquent(books, invoice.customer)
  if (subscription) recovered(books, subscription, invoice)
}

function recovered(books: Books, subscription: Subscription, invoice: Invoice) {
  const waits = ['past_due', 'unpaid'].includes(subscription.status)
  if (waits && subscription.latest_invoice === invoice.id)
    change(books, subscription, { status: 'active' }, 'customer.subscription.updated')
}

function failed(books: Books, invoice: Invoice, subscription: Subscription | undefined, byHand: boolean) {
  const { attempt_count, attempted, next_payment_attempt, auto_advance } = invoice
  const next = (byHand && next_payment_attempt) || nextTry(books, invoice)
  Object.assign(invoice, {
    attempt_count: attempt_count + 1,
    attempted: true,
    next_payment_attempt: next,
    auto_advance: next !== null,
  })
  emit(books, 'invoice.payment_failed', invoice)
  markDelinquent(books, invoice.customer)
  emit(books, 'invoice.updated', invoice, { attempt_count, attempted, next_payment_attempt, auto_advance })
  const wasLast = auto_advance === true && next === null
  if (subscription && !subscription.ended_at) fallBehind(books, subscription, invoice, wasLast)
}

/** Is there an invoice whose payment failed and which is still open? */
function markDelinquent(books: Books, id: string) {
  const delinquent = [...books.invoices.values()].some(
    ({ customer, status, attempted }) => customer === id && status === 'open' && attempted,
  )
  change(books, books.customers.get(id)!, { delinquent }, 'customer.updated')
}

function nextTry({ now, policy, tries }: Books, invoice: Invoice): number | null {
  if (!invoice.auto_advance) return null
  const done = tries.get(invoice.id) ?? 0
  tries.set(invoice.id, done + 1)
  const wait = policy.retryDays[done]
  return wait === undefined ? null : now + wait * day
}

function fallBehind(books: Books, subscription: Subscription, invoice: Invoice, wasLast: boolean) {
  if (wasLast && books.policy.afterRetries === 'cancel') return end(books, subscription, 'payment_failed')
  if (subscription.latest_invoice !== invoice.id) return
  const status = wasLast && books.policy.afterRetries === 'unpaid' ? 'unpaid' : 'past_due'
  // An unpaid subscription does not become past due again by a failed try to pay its invoice.
  if (subscription.status === 'unpaid') return
  change(books, subscription, { status }, 'customer.subscription.updated')
}
