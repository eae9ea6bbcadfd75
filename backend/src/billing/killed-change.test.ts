import { afterAll, beforeAll, expect, test } from 'vitest'
import { subscribe } from '../testing/billed.ts'
import { onPage, openOrdeal, type Story } from './testing/ordeal.ts'

// In a change of plan a process dies after each transaction, statement and request to Stripe in turn. Another one goes
// on, and what was paid for before never holds less meanwhile.

let ordeal: Awaited<ReturnType<typeof openOrdeal>>

beforeAll(async () => {
  ordeal = await openOrdeal()
}, 60_000)
afterAll(() => ordeal.close())

const changing = (from: string, to: string): Story => ({
  before: (till, one) => subscribe(till, one, from),
  act: async ({ stripe }, one) => {
    const { url } = await one.portal({ to: 'change', plan: to, interval: 'month' })
    if (url) onPage(() => stripe.confirmChange(url))
  },
})

test.each(['clicks', 'waits'] as const)(
  'wherever the process dies in a change to a higher plan (%s), it is charged once and holds, or neither',
  async sequel => {
    await ordeal.everywhere(changing('starter', 'business'), sequel, (outcome, whole) => {
      expect(whole).toMatchObject({ plan: 'business', charges: [1900, 6000] })
      expect(['starter', 'business']).toContain(outcome.meanwhile)
      const changed = sequel === 'clicks' || outcome.charges.length > 1
      expect(outcome).toMatchObject(
        changed
          ? { plan: 'business', charges: [1900, 6000], running: 1 }
          : { plan: 'starter', charges: [1900], running: 1 },
      )
    })
  },
  180_000,
)

test.each(['clicks', 'waits'] as const)(
  'wherever the process dies in a change to a lower plan (%s), the higher one holds until its month ends',
  async sequel => {
    const outcomes = await ordeal.everywhere(changing('business', 'starter'), sequel, (outcome, whole) => {
      expect(whole).toMatchObject({ plan: 'business', next: 'starter', charges: [7900] })
      expect(outcome).toMatchObject({ meanwhile: 'business', plan: 'business', charges: [7900], running: 1 })
      if (sequel === 'clicks') expect(outcome.next).toBe('starter')
    })
    expect(await ordeal.aMonthLater(outcomes)).toEqual(
      outcomes.map(({ next }) =>
        next ? { plan: 'starter', charges: [7900, 1900] } : { plan: 'business', charges: [7900, 7900] },
      ),
    )
  },
  180_000,
)
