import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { type BilledWorld, billedWorld, planOf, subscribe } from '../testing/billed.ts'
import { lookInto } from '../testing/database.ts'
import { type Buyer, buyer } from './testing/buyer.ts'

let till: BilledWorld
let sql: ReturnType<typeof lookInto>
let one: Buyer

beforeAll(async () => {
  till = await billedWorld({ limits: noLimits })
  sql = lookInto(till.atavus.address)
})
afterAll(async () => {
  await sql.end()
  await till.close()
})
beforeEach(async () => {
  one = await buyer(till)
})

const to = async (wish: object): Promise<string> => {
  const { status, url = '' } = await one.portal(wish)
  expect(status).toBe(200)
  return url
}
const change = (plan: string, interval = 'month') => ({ to: 'change', plan, interval })
const back = (done: string) => `http://localhost:4600/billing?done=${done}`
const lastSession = () => till.stripe.objects.portalSessions.at(-1)

test('a higher plan is confirmed at Stripe, and holds at once for what it costs until the period ends', async () => {
  await subscribe(till, one, 'starter')
  expect(till.stripe.confirmChange(await to(change('business')))).toBe(back('change'))
  await till.work()

  expect(await one.billing()).toMatchObject({
    plan: { id: 'business' },
    subscription: { plan: { id: 'business' }, price: { amount: 7900, currency: 'eur' }, next: null },
  })
  expect(one.charges()).toEqual([1900, 6000])
})

test('nothing changes before it is confirmed', async () => {
  await subscribe(till, one, 'starter')
  await to(change('business'))
  await to({ to: 'cancel' })
  await till.work()

  expect(await one.billing()).toMatchObject({
    plan: { id: 'starter' },
    subscription: { endsAt: null, next: null },
  })
  expect(one.charges()).toEqual([1900])
})

test('a lower plan comes with the next period, and until then it can be taken back', async () => {
  await subscribe(till, one, 'business')
  till.stripe.confirmChange(await to(change('starter')))
  await till.work()

  const { plan, subscription } = await one.billing()
  expect(plan.id).toBe('business')
  expect(subscription).toMatchObject({
    state: 'active',
    next: { plan: { id: 'starter', name: 'Starter' }, interval: 'month', at: subscription?.periodEndsAt },
  })
  // Stripe changes nothing else meanwhile: its home is where the change is taken back.
  await to(change('starter', 'year'))
  expect(lastSession()).toMatchObject({ flow: null, return_url: back('portal') })
})

test('a cancelled plan holds until its period ends, and asking again leads to where it is taken back', async () => {
  await subscribe(till, one, 'starter')
  expect(till.stripe.cancel(await to({ to: 'cancel' }))).toBe(back('cancel'))
  await till.work()
  const { plan, subscription } = await one.billing()
  expect([plan.id, subscription?.endsAt]).toEqual(['starter', subscription?.periodEndsAt])

  await to(change('business'))
  expect(lastSession()).toMatchObject({ flow: null })
  till.stripe.keep(await to({ to: 'cancel' }))
  await till.work()
  expect((await one.billing()).subscription?.endsAt).toBeNull()
})

test('another card is handed in at Stripe', async () => {
  await subscribe(till, one, 'starter')
  expect(till.stripe.setCard(await to({ to: 'payment' }), 'good')).toBe(back('payment'))
})

test('who has nothing there has no portal, and who never paid nothing to change', async () => {
  const wishes = [{ to: 'home' }, { to: 'payment' }, { to: 'cancel' }, change('business')]
  for (const wish of wishes) expect(await one.portal(wish)).toEqual({ status: 409, code: 'not_subscribed' })

  await one.checkout()
  expect((await one.portal({ to: 'home' })).status).toBe(200)
  expect(await one.portal({ to: 'cancel' })).toEqual({ status: 409, code: 'not_subscribed' })
  expect(await one.portal(change('business'))).toEqual({ status: 409, code: 'not_subscribed' })
})

test('what is held already, and what is not sold, is refused before Stripe is asked for a page', async () => {
  await subscribe(till, one, 'starter')
  const before = till.stripe.objects.portalSessions.length

  expect(await one.portal(change('starter'))).toEqual({ status: 409, code: 'already_subscribed' })
  for (const wish of [change('free'), change('gone'), change('constructor'), change('starter', 'week')])
    expect(await one.portal(wish)).toEqual({ status: 400, code: 'invalid_request' })
  for (const wish of [{ to: 'elsewhere' }, { to: 'home', plan: 'starter' }, { to: 'change' }, {}])
    expect(await one.portal(wish)).toEqual({ status: 400, code: 'invalid_request' })
  expect(till.stripe.objects.portalSessions).toHaveLength(before)
})

test('a subscription that was ended at Stripe is known to be over as soon as somebody wants to change it', async () => {
  await subscribe(till, one, 'starter')
  till.stripe.delivery({ mode: 'held' })
  const [row] = await sql`select customer from subscriptions where workspace_id = ${one.workspace}`
  await till.atavus.world.payments?.deleteCustomer(row?.customer)

  expect(await planOf(one)).toBe('starter')
  expect(await one.portal({ to: 'payment' })).toEqual({ status: 409, code: 'not_subscribed' })
  expect(await one.billing()).toMatchObject({ plan: { id: 'free' }, subscription: null, customer: false })
  expect(await one.portal(change('business'))).toEqual({ status: 409, code: 'not_subscribed' })
  till.stripe.held.length = 0
  till.stripe.delivery({ mode: 'at-once' })
})

test('the log tells who went to the portal, and what for', async () => {
  await subscribe(till, one, 'starter')
  for (const wish of [{ to: 'home' }, { to: 'cancel' }, change('business'), { to: 'payment' }]) await to(wish)

  const rows = await sql`
    select by_kind, fields from audit_log
    where workspace_id = ${one.workspace} and action = 'plan.portal_opened' order by id
  `
  expect(rows.map(({ by_kind, fields }) => [by_kind, ...fields])).toEqual([
    ['account', 'home'],
    ['account', 'cancel'],
    ['account', 'change'],
    ['account', 'payment'],
  ])
})
