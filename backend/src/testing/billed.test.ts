import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BilledWorld, billedWorld, planHeldBy, planOf, subscribe } from './billed.ts'
import { signUp } from './shop.ts'

let shop: BilledWorld
beforeAll(async () => {
  shop = await billedWorld()
})
afterAll(() => shop.close())

test('an owner takes a plan, pays for it month by month, and holds it until a payment fails for too long', async () => {
  const { atavus, stripe, until } = shop
  const owner = await signUp(atavus)
  expect(await planOf(owner)).toBe('free')
  await subscribe(shop, owner, 'starter')
  expect(await planOf(owner)).toBe('starter')
  const workspace = stripe.objects.customers[0]?.metadata.workspace ?? ''
  const held = () => planHeldBy(shop, workspace)

  await until('2026-12-21T12:00:00Z')
  expect(stripe.charges()).toHaveLength(2)
  expect(await held()).toBe('starter')
  stripe.card(stripe.objects.customers[0]?.id ?? '', 'declined')
  await until('2027-01-21T12:00:00Z')
  expect(stripe.charges()).toHaveLength(2)
  expect(await held()).toBe('starter')
  await until('2027-02-05T12:00:00Z')
  expect(await held()).toBe('free')
  expect(stripe.deliveries.every(({ status }) => status === 200)).toBe(true)
  expect(atavus.faults).toEqual([])
})

test('another process of the same installation asks the same Stripe', async () => {
  const owner = await signUp(shop.atavus)
  await subscribe(shop, owner, 'business', 'year')
  const other = await shop.another()
  const headers = { cookie: owner.cookie }
  const answer = await other.app.request('/v1/billing', { headers })

  expect(await answer.json()).toMatchObject({ plan: { id: 'business' }, subscription: { interval: 'year' } })
  await other.close()
})

test('other plans than our own are sold where they are named', async () => {
  const limits = { messages: 5, tokens: null, assistants: 1, seats: 1, passages: 10, remote: false }
  const plans = [
    { id: 'none', name: 'None', limits, retired: false },
    { id: 'all', name: 'All', limits: { ...limits, messages: 10 }, prices: { year: 500 }, retired: false },
  ]
  const other = await billedWorld({ plans: { graceDays: 3, currency: 'usd', plans } })
  try {
    const owner = await signUp(other.atavus)
    expect(await planOf(owner)).toBe('none')
    await subscribe(other, owner, 'all', 'year')
    expect(await planOf(owner)).toBe('all')
    expect(other.stripe.charges()).toMatchObject([{ amount: 500, currency: 'usd' }])
  } finally {
    await other.close()
  }
})
