import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionOf } from '../testing/billed.ts'
import { onPage, openOrdeal, type Story } from './testing/ordeal.ts'

// In an upgrade a process dies after each transaction, statement and request to Stripe in turn. Another one goes on.

let ordeal: Awaited<ReturnType<typeof openOrdeal>>

beforeAll(async () => {
  ordeal = await openOrdeal()
}, 60_000)
afterAll(() => ordeal.close())

/** Asks for a page and pays on it; who is told to have paid does not pay again. */
const upgrade: Story = {
  act: async ({ stripe }, one) => {
    const { url } = await one.checkout('starter')
    if (url) onPage(() => stripe.pay(sessionOf(url)))
  },
}
const paid = { plan: 'starter', charges: [1900], running: 1 }
const unpaid = { plan: 'free', charges: [], running: 0 }

test('wherever the process dies in an upgrade, who clicks again pays once, has the plan and is told', async () => {
  await ordeal.everywhere(upgrade, 'clicks', (outcome, whole) => {
    expect(whole).toMatchObject({ ...paid, died: false, meanwhile: 'starter' })
    expect(outcome).toMatchObject(paid)
    expect(outcome.told).toBeGreaterThan(0)
  })
}, 180_000)

test.each(['waits', 'unheard'] as const)(
  'wherever the process dies in an upgrade, who has paid and only waits (%s) has the plan',
  async sequel => {
    const outcomes = await ordeal.everywhere(upgrade, sequel, outcome => {
      expect(outcome).toMatchObject(outcome.charges.length ? paid : unpaid)
      expect(outcome.told > 0).toBe(outcome.plan === 'starter')
    })
    expect(new Set(outcomes.map(({ plan }) => plan))).toEqual(new Set(['free', 'starter']))
  },
  180_000,
)
