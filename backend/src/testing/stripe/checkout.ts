import type { Books, Card, Customer, PaymentMethod, Session, Subscription } from './books.ts'
import { collect, pays } from './collect.ts'
import { newCustomer } from './customer.ts'
import { change, emit } from './events.ts'
import { newId } from './ids.ts'
import { draft, finalize } from './invoice.ts'
import { lineFor } from './line.ts'
import { amountOf, itemOf, open, updateSubscription } from './subscription.ts'

/** What a hosted page says instead of doing what was asked. */
export class PageRefusal extends Error {}

/** Throws what the page says where nobody can pay here any more. */
export function ensureOpen(books: Books, session: Session) {
  if (session.status === 'complete') throw new PageRefusal('You have already completed this payment.')
  if (session.status === 'expired') throw new PageRefusal('This checkout session has expired.')
  if (session.customer && books.deleted.has(session.customer))
    throw new PageRefusal('Something went wrong. The page you were looking for could not be found.')
}

/** The customer subscribes on the page of Checkout. Gives the address the browser goes to. */
export function subscribe(books: Books, session: Session, card: Card): string {
  ensureOpen(books, session)
  if (!pays(card, true)) throw new PageRefusal('Your card was declined.')
  const order = books.orders.get(session.id)!
  const price = books.prices.get(order.price)!
  const customer = customerOf(books, session)
  const method = newMethod(books, customer, card)
  const subscription = open(books, customer.id, price, order.quantity, order.metadata)
  firstInvoice(books, subscription, method.id)
  updateSubscription(books, subscription, { status: 'active', default_payment_method: method.id })
  complete(books, session, customer, subscription)
  return (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}

function customerOf(books: Books, session: Session): Customer {
  if (session.customer) return books.customers.get(session.customer)!
  return newCustomer(books, { ...(session.customer_email && { email: session.customer_email }) })
}

function firstInvoice(books: Books, subscription: Subscription, method: string) {
  const customer = books.customers.get(subscription.customer)!
  if (!customer.currency) change(books, customer, { currency: subscription.currency }, 'customer.updated')
  const item = itemOf(subscription)
  const period = { start: item.current_period_start, end: item.current_period_end }
  const line = lineFor(books, item, item.price, amountOf(item), period, false)
  const now = { start: books.now, end: books.now }
  const invoice = draft(books, subscription, 'subscription_create', [line], now)
  subscription.latest_invoice = invoice.id
  emit(books, 'customer.subscription.created', subscription)
  finalize(books, invoice)
  collect(books, invoice, { atCheckout: true, method })
}

function complete(books: Books, session: Session, customer: Customer, subscription: Subscription) {
  Object.assign(session, {
    status: 'complete',
    payment_status: 'paid',
    url: null,
    customer: customer.id,
    subscription: subscription.id,
    invoice: subscription.latest_invoice,
    customer_details: {
      address: customer.address ?? null,
      business_name: null,
      email: customer.email,
      individual_name: null,
      name: customer.name ?? null,
      phone: customer.phone ?? null,
      tax_exempt: customer.tax_exempt ?? 'none',
      tax_ids: [],
    },
  } satisfies Partial<Session>)
  emit(books, 'checkout.session.completed', session)
}

/** The session will take nobody's payment any more. */
export function expire(books: Books, session: Session) {
  Object.assign(session, { status: 'expired', url: null } satisfies Partial<Session>)
  emit(books, 'checkout.session.expired', session)
}

/** A new card of a customer. What is on a card is nobody's business here: it only behaves. */
export function newMethod(books: Books, customer: Customer, card: Card): PaymentMethod {
  const method: PaymentMethod = {
    id: newId('pm_1'),
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: {
      address: customer.address ?? null,
      email: customer.email,
      name: customer.name ?? null,
      phone: customer.phone ?? null,
      tax_id: null,
    },
    created: books.now,
    customer: customer.id,
    customer_account: null,
    livemode: books.live,
    metadata: {},
    type: 'card',
  }
  books.paymentMethods.set(method.id, method)
  books.cards.set(method.id, card)
  emit(books, 'payment_method.attached', method)
  return method
}
