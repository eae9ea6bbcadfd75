import type { Stripe } from 'stripe'
import type { Books, Invoice, Line, Subscription } from './books.ts'
import { change, emit } from './events.ts'
import { newId } from './ids.ts'
import { listOf } from './lists.ts'

// The least that a card can be charged, in cents; less is carried to the customer's balance.
const leastCharge = 50

/** Writes a draft with the lines given and those that wait for this subscription, and makes it the latest invoice. */
export function draft(
  books: Books,
  subscription: Subscription,
  reason: Stripe.Invoice.BillingReason,
  lines: Line[],
  period: { start: number; end: number },
): Invoice {
  const id = newId('in_1')
  const all = [...takePending(books, subscription.id), ...lines]
  for (const line of all) line.invoice = id
  const invoice = blank(books, id, subscription, reason, all, period)
  books.invoices.set(id, invoice)
  emit(books, 'invoice.created', invoice)
  return invoice
}

function takePending(books: Books, subscription: string): Line[] {
  const taken = books.pending.filter(pending => pending.subscription === subscription)
  books.pending = books.pending.filter(pending => pending.subscription !== subscription)
  return taken.map(({ line }) => line)
}

/** What an invoice of this total would take from the card, and the customer's balance before and after it. */
export function due(books: Books, customer: string, total: number) {
  const before = books.customers.get(customer)?.balance ?? 0
  const owed = total + before
  const amount = owed >= leastCharge ? owed : 0
  return { amount, before, after: amount > 0 ? 0 : owed }
}

/** A draft becomes an open invoice: it gets its number and its page, and the customer's balance is settled. */
export function finalize(books: Books, invoice: Invoice) {
  const customer = books.customers.get(invoice.customer)!
  const { amount, before, after } = due(books, invoice.customer, invoice.total)
  const sequence = customer.next_invoice_sequence ?? 1
  customer.next_invoice_sequence = sequence + 1
  if (after !== before) {
    const credit = { balance: after, invoice_credit_balance: { [invoice.currency]: after } }
    change(books, customer, credit, 'customer.updated')
  }
  Object.assign(invoice, {
    status: 'open',
    number: `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`,
    amount_due: amount,
    amount_remaining: amount,
    starting_balance: before,
    ending_balance: after,
    automatically_finalizes_at: null,
    effective_at: books.now,
    hosted_invoice_url: `${books.url}/i/${invoice.id}`,
    invoice_pdf: `${books.url}/i/${invoice.id}/pdf`,
    status_transitions: { ...invoice.status_transitions, finalized_at: books.now },
  } satisfies Partial<Invoice>)
  emit(books, 'invoice.finalized', invoice)
}

/** The subscription's invoices that are not settled yet get no further tries by themselves. */
export function stopCollecting(books: Books, subscription: string) {
  for (const invoice of invoicesOf(books, subscription)) {
    if (invoice.status !== 'draft' && invoice.status !== 'open') continue
    const still = { auto_advance: false, next_payment_attempt: null, automatically_finalizes_at: null }
    change(books, invoice, still, 'invoice.updated')
  }
}

export const subscriptionOf = (invoice: Invoice): string | null => {
  const subscription = invoice.parent?.subscription_details?.subscription ?? null
  return subscription === null || typeof subscription === 'string' ? subscription : subscription.id
}

/** The invoices of a subscription, oldest first. */
export const invoicesOf = (books: Books, subscription: string): Invoice[] =>
  [...books.invoices.values()].filter(invoice => subscriptionOf(invoice) === subscription)

function blank(
  books: Books,
  id: string,
  subscription: Subscription,
  reason: Stripe.Invoice.BillingReason,
  lines: Line[],
  period: { start: number; end: number },
): Invoice {
  const customer = books.customers.get(subscription.customer)!
  const total = lines.reduce((sum, line) => sum + line.amount, 0)
  const { amount } = due(books, customer.id, total)
  return {
    id,
    object: 'invoice',
    account_country: 'DE',
    account_name: 'Double',
    account_tax_ids: null,
    amount_due: amount,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: amount,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: reason,
    collection_method: 'charge_automatically',
    created: books.now,
    currency: subscription.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: listOf(lines, `/v1/invoices/${id}/lines`),
    livemode: books.live,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: period.end,
    period_start: period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  }
}
