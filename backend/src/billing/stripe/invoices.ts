import type { Invoice } from '@atavus/contract/billing'
import type { Stripe } from 'stripe'
import { moment } from './held.ts'

/** Invoices as their customer sees them; drafts, which may change still, are left out. */
export function shownInvoices(invoices: Stripe.Invoice[]): Invoice[] {
  return invoices.flatMap(invoice => {
    const { status, hosted_invoice_url, invoice_pdf } = invoice
    if (!isState(status) || status === 'draft') return []
    return {
      id: invoice.id,
      number: invoice.number,
      createdAt: iso(invoice.created),
      ...daysOf(invoice),
      total: { amount: invoice.total, currency: invoice.currency },
      state: status,
      url: hosted_invoice_url ?? null,
      pdf: invoice_pdf ?? null,
    }
  })
}

/** What its lines are for: an invoice's own period is the one before (https://docs.stripe.com/api/invoices/object). */
function daysOf({ lines, period_start, period_end }: Stripe.Invoice): { from: string; until: string } {
  if (!lines.data.length) return { from: iso(period_start), until: iso(period_end) }
  return {
    from: iso(Math.min(...lines.data.map(({ period }) => period.start))),
    until: iso(Math.max(...lines.data.map(({ period }) => period.end))),
  }
}

const states: readonly string[] = [
  'open',
  'paid',
  'void',
  'uncollectible',
  'draft',
] satisfies Invoice['state'][]
const isState = (status: string | null): status is Invoice['state'] =>
  status !== null && states.includes(status)

const iso = (seconds: number): string => moment(seconds).toISOString()
