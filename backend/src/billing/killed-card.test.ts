import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionOf } from '../testing/billed.ts'
import type { Buyer } from './testing/buyer.ts'
import { onPage, openOrdeal, type Story } from './testing/ordeal.ts'

// As a new card takes over a process dies after each transaction, statement and request to Stripe in turn. Another one
// goes on.

let ordeal: Awaited<ReturnType<typeof openOrdeal>>

beforeAll(async () => {
  ordeal = await openOrdeal()
}, 60_000)
afterAll(() => ordeal.close())

const givingCard: Story = {
  before: async ({ atavus, stripe, work }, one, later) => {
    // Of those who came before nobody is left to be charged in the months that pass here.
    for (const { id } of stripe.objects.customers) await atavus.world.payments?.deleteCustomer(id)
    const { url = '' } = await one.checkout('starter')
    stripe.pay(sessionOf(url), 'fails-later')
    await work()
    for (const days of [16, 16]) {
      await later(days * 24 * 60)
      await one.billing()
    }
  },
  act: async ({ stripe }, one) => {
    const { url } = await one.portal({ to: 'payment' })
    if (url) onPage(() => stripe.setCard(url, 'good'))
    // They come back, and our page asks how it stands.
    await one.call('POST', '/v1/billing/refresh')
  },
}
/** What they handed in at the portal. */
const cardOf = ({ workspace }: Buyer) =>
  ordeal.till.stripe.objects.customers.find(({ metadata }) => metadata.workspace === workspace)
    ?.invoice_settings.default_payment_method ?? null
const paid = { plan: 'starter', charges: [1900, 1900], running: 1 }

test.each(['clicks', 'waits', 'unheard'] as const)(
  'wherever the process dies as a new card takes over (%s), what is open is charged once, or not yet',
  async sequel => {
    const outcomes = await ordeal.everywhere(givingCard, sequel, (outcome, whole) => {
      expect(whole).toMatchObject(paid)
      expect(whole.done).toContain('takeCard')
      expect(outcome.meanwhile).toBe('starter')
      // Who died before the page was there has given no card.
      const given = cardOf(outcome.one) !== null
      expect(given || sequel !== 'clicks').toBe(true)
      expect(outcome).toMatchObject(given ? paid : { plan: 'starter', charges: [1900], running: 1 })
    })
    expect(outcomes.length).toBeGreaterThan(4)
  },
  240_000,
)
