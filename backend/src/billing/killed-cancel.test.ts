import { afterAll, beforeAll, expect, test } from 'vitest'
import { subscribe } from '../testing/billed.ts'
import { onPage, openOrdeal, type Story } from './testing/ordeal.ts'

// In a cancellation a process dies after each transaction, statement and request to Stripe in turn. Another one goes on.

let ordeal: Awaited<ReturnType<typeof openOrdeal>>

beforeAll(async () => {
  ordeal = await openOrdeal()
}, 60_000)
afterAll(() => ordeal.close())

const cancelling: Story = {
  before: (till, one) => subscribe(till, one, 'starter'),
  act: async ({ stripe }, one) => {
    const { url } = await one.portal({ to: 'cancel' })
    if (url) onPage(() => stripe.cancel(url))
  },
}

test.each(['clicks', 'waits'] as const)(
  'wherever the process dies in a cancellation (%s), the plan holds until its month ends and costs nothing then',
  async sequel => {
    const outcomes = await ordeal.everywhere(cancelling, sequel, outcome => {
      expect(outcome).toMatchObject({ meanwhile: 'starter', plan: 'starter', charges: [1900], running: 1 })
      if (sequel === 'clicks') expect(outcome.ends).toBe(true)
    })
    expect(await ordeal.aMonthLater(outcomes)).toEqual(
      outcomes.map(({ ends }) =>
        ends ? { plan: 'free', charges: [1900] } : { plan: 'starter', charges: [1900, 1900] },
      ),
    )
  },
  180_000,
)
