import type { Billing, Subscription } from '@atavus/contract/billing'
import type { Offer } from '../offers.ts'

const noon = (day: string) => `${day}T12:00:00.000Z`

/** Plans as they may be sold. */
export const [free, starter, business] = [
  offer('free', null, 300),
  offer('starter', 1900, 3000),
  offer('business', 7900, 20_000),
] as const

/** A workspace on the free plan that has used nothing, save for what is said. */
export const billing = (said: Partial<Billing> = {}): Billing => ({
  plan: free,
  timeZone: 'Europe/Berlin',
  suspended: false,
  month: '2026-11',
  renewsAt: noon('2026-12-01'),
  used: { messages: 0, tokens: 0, beyond: 0, assistants: 0, seats: 1, passages: 0 },
  atLimit: 'stop',
  subscription: null,
  customer: false,
  live: true,
  ...said,
})

/** Starter by the month, paid, save for what is said. */
export const subscription = (said: Partial<Subscription> = {}): Subscription => ({
  plan: { id: 'starter', name: 'Starter' },
  interval: 'month',
  price: { amount: 1900, currency: 'eur' },
  state: 'active',
  periodEndsAt: noon('2026-12-03'),
  endsAt: null,
  graceUntil: null,
  next: null,
  ...said,
})

/** A workspace that pays for Starter. */
export const paying = (said: Partial<Subscription> = {}): Billing =>
  billing({ plan: starter, subscription: subscription(said), customer: true })

function offer(id: string, amount: number | null, messages: number): Offer {
  const price = (times: number) => (amount === null ? null : { amount: amount * times, currency: 'eur' })
  const name = id[0]?.toUpperCase() + id.slice(1)
  const limits = { messages, tokens: messages * 2000, assistants: 1, seats: 2, passages: 500, remote: false }
  return { id, name, base: amount === null, limits, prices: { month: price(1), year: price(10) } }
}
