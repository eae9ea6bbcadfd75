import type { HeldCustomer, HeldSubscription } from '../payments.ts'

export const day = (days: number): Date => new Date(Date.parse('2026-11-20T12:00:00Z') + days * 86_400_000)

/** A subscription as Stripe may hold it: paid by month, begun ten days ago. */
export const held = (more: Partial<HeldSubscription> = {}): HeldSubscription => ({
  id: 'sub_1',
  item: 'si_1',
  status: 'active',
  plan: 'starter',
  price: { id: 'price_starter_month', amount: 1900, currency: 'eur' },
  interval: 'month',
  createdAt: day(-10),
  periodEndsAt: day(20),
  endsAt: null,
  unpaid: null,
  card: 'pm_own',
  next: null,
  ...more,
})

export const customerOf = (...subscriptions: HeldSubscription[]): HeldCustomer => ({
  deleted: false,
  card: null,
  subscriptions,
})

/** A payment that failed so many days ago. */
export const unpaidSince = (days: number, invoice = 'in_1'): Partial<HeldSubscription> => ({
  status: 'past_due',
  unpaid: { invoice, since: day(-days) },
})
