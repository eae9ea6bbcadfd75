import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PlanFile } from '../../plans/file.ts'
import { moment, openTill, type Till } from './testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.close())

test('the prices on offer are those that were published, and are asked for once in ten minutes', async () => {
  const { payments, double, clock } = till
  const asked = () =>
    double.requests.filter(({ method, path }) => method === 'GET' && path === '/v1/prices').length
  const before = asked()
  const prices = await payments.prices()

  expect(Object.fromEntries(prices)).toEqual({
    starter: {
      month: { id: expect.stringMatching(/^price_/), amount: 1900, currency: 'eur' },
      year: { id: expect.stringMatching(/^price_/), amount: 19000, currency: 'eur' },
    },
    business: {
      month: expect.objectContaining({ amount: 7900 }),
      year: expect.objectContaining({ amount: 79000 }),
    },
  })
  await Promise.all([payments.prices(), payments.prices()])
  expect(asked() - before).toBe(1)
  clock.now = new Date(moment.getTime() + 11 * 60_000)
  await payments.prices()
  expect(asked() - before).toBe(2)
})

test('while Stripe is down the last known prices go on, and it is asked once a minute', async () => {
  const { payments, double, clock } = till
  const known = await payments.prices()
  const down = double.fault('GET /v1/prices', 'status-500', { times: 5 })
  const before = double.requests.length
  const after = (seconds: number) => {
    clock.now = new Date(moment.getTime() + 11 * 60_000 + seconds * 1000)
    return payments.prices()
  }

  expect(await after(0)).toEqual(known)
  expect(await after(59)).toEqual(known)
  expect(double.requests.length - before).toBe(1)
  down.lift()
  expect(await after(60)).toEqual(known)
  expect(await after(600)).toEqual(known)
  expect(double.requests.length - before).toBe(2)
})

test('more plans than fit into one question are all found', async () => {
  const limits = { messages: 1, tokens: 1, assistants: 1, seats: 1, passages: 1, remote: false }
  const plans = Array.from({ length: 9 }, (_, place) => ({
    id: `plan-${place}`,
    name: `Plan ${place}`,
    limits,
    retired: false,
    ...(place > 0 && { prices: { month: place * 100, year: place * 1000 } }),
  }))
  const file: PlanFile = { graceDays: 1, currency: 'usd', plans }
  const other = await openTill({ file })
  try {
    expect([...(await other.payments.prices()).keys()]).toEqual(plans.slice(1).map(({ id }) => id))
  } finally {
    await other.close()
  }
})
