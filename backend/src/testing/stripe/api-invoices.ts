import { customerNamed } from './api-customers.ts'
import type { Books, Invoice } from './books.ts'
import { collect, settle } from './collect.ts'
import { finalize, subscriptionOf } from './invoice.ts'
import { pageOf } from './lists.ts'
import { flag, oneOf, pages, text } from './parameters.ts'
import { ApiError, noSuch, noSuchParam, refused } from './refusals.ts'
import { type Route, route } from './route.ts'

const filters = {
  ...pages,
  customer: text().optional(),
  status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void').optional(),
  subscription: text().optional(),
}
const payment = {
  off_session: flag().optional(),
  paid_out_of_band: flag().optional(),
  payment_method: text().optional(),
}

export const invoiceRoutes: Route[] = [
  route('GET', '/v1/invoices', filters, (books, asked) => {
    if (asked.customer) customerNamed(books, asked.customer, { deletedToo: true })
    if (asked.subscription && !books.subscriptions.has(asked.subscription))
      throw noSuchParam('subscription', asked.subscription, 'subscription')
    const all = [...books.invoices.values()].filter(
      invoice =>
        (!asked.customer || invoice.customer === asked.customer) &&
        (!asked.subscription || subscriptionOf(invoice) === asked.subscription) &&
        (!asked.status || invoice.status === asked.status),
    )
    return pageOf(all, asked, '/v1/invoices')
  }),
  route('GET', '/v1/invoices/:id', {}, (books, _asked, id) => invoiceAt(books, id)),
  route('POST', '/v1/invoices/:id/pay', payment, (books, wanted, id) => {
    const invoice = invoiceAt(books, id)
    const method = wanted.payment_method
    if (method && books.paymentMethods.get(method)?.customer !== invoice.customer)
      throw noSuchParam('PaymentMethod', method, 'payment_method')
    pay(books, invoice, method, wanted.paid_out_of_band)
    return invoice
  }),
]

/** Pays an invoice at once, or throws Stripe's error: it is settled already, or the card does not pay. */
export function pay(books: Books, invoice: Invoice, method = '', outOfBand = false) {
  if (invoice.status === 'paid') throw refused('Invoice is already paid', undefined, 'invoice_already_paid')
  if (invoice.status !== 'draft' && invoice.status !== 'open')
    throw refused('Invoice cannot be paid', undefined, 'invoice_not_payable')
  if (invoice.status === 'draft') finalize(books, invoice)
  const subscription = books.subscriptions.get(subscriptionOf(invoice) ?? '')
  if (outOfBand) return settle(books, invoice, 0, subscription)
  if (!collect(books, invoice, { method, byHand: true }))
    throw new ApiError(402, 'Your card was declined.', { type: 'card_error', code: 'card_declined' })
}

function invoiceAt(books: Books, id: string): Invoice {
  const invoice = books.invoices.get(id)
  if (!invoice) throw noSuch('invoice', id)
  return invoice
}
