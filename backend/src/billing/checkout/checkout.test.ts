import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { noLimits } from '../../accounts/testing/browser.ts'
import { type BilledWorld, billedWorld, planOf, sessionOf, subscribe } from '../../testing/billed.ts'
import { lookInto } from '../../testing/database.ts'
import { type Answered, type Buyer, buyer } from '../testing/buyer.ts'

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
afterEach(() => {
  till.stripe.held.length = 0
  till.stripe.delivery({ mode: 'at-once' })
})

const pay = ({ url }: { url?: string }) => till.stripe.pay(sessionOf(url ?? ''))
const later = (minutes: number) => till.until(new Date(till.atavus.world.now().getTime() + minutes * 60_000))
const opened = () =>
  sql`select fields from audit_log where workspace_id = ${one.workspace} and action = 'plan.checkout_opened'`
const kept = async () => (await sql`select * from subscriptions where workspace_id = ${one.workspace}`)[0]

test('a plan is taken in two clicks: one here, one at Stripe', async () => {
  expect(await planOf(one)).toBe('free')
  expect(pay(await one.checkout())).toBe('http://localhost:4600/billing?done=checkout')
  await till.work()

  expect(await one.billing()).toMatchObject({
    plan: { id: 'starter' },
    subscription: { plan: { id: 'starter', name: 'Starter' }, interval: 'month', state: 'active' },
    customer: true,
  })
  expect(one.charges()).toEqual([1900])
  expect(await opened()).toEqual([{ fields: ['starter', 'month'] }])
})

test('a person who goes back and asks again gets the same page', async () => {
  const first = await one.checkout()
  expect(first.status).toBe(200)
  expect(await one.checkout()).toEqual(first)
  expect(one.sessions()).toHaveLength(1)
  expect(await opened()).toHaveLength(1)
})

test.each([
  ['another plan', 'business', 'month'],
  ['another interval', 'starter', 'year'],
] as const)('who wants %s instead cannot pay for the former any more', async (_, plan, interval) => {
  const first = await one.checkout()
  const second = await one.checkout(plan, interval)

  expect(() => pay(first)).toThrow('expired')
  pay(second)
  expect(one.charges()).toHaveLength(1)
})

test('who has paid, and asks again before anybody told us, is not sold a second one', async () => {
  till.stripe.delivery({ mode: 'held' })
  pay(await one.checkout())

  expect(await one.checkout()).toEqual({ status: 409, code: 'already_subscribed' })
  expect(await one.checkout('business')).toEqual({ status: 409, code: 'already_subscribed' })
  expect(await planOf(one)).toBe('starter')
  expect(one.charges()).toEqual([1900])
})

test('what is paid in the moment in which another plan is chosen counts, and the other is not sold', async () => {
  const first = await one.checkout()
  const stop = till.stripe.onRequest(({ path }) => {
    if (path.endsWith('/expire')) pay(first)
  }, 'before')

  expect(await one.checkout('business')).toEqual({ status: 409, code: 'already_subscribed' })
  stop()
  expect(await planOf(one)).toBe('starter')
  expect(one.charges()).toEqual([1900])
})

test.each([56, 61, 90])('a page is not handed out again after %i minutes: a new one is', async minutes => {
  const first = await one.checkout()
  await later(minutes)
  const second = await one.checkout()

  expect(second.url).not.toBe(first.url)
  expect(() => pay(first)).toThrow('expired')
  pay(second)
  expect(one.charges()).toEqual([1900])
})

test('after a subscription has ended a plan is sold anew', async () => {
  await subscribe(till, one, 'starter')
  till.stripe.cancel((await one.portal({ to: 'cancel' })).url ?? '')
  await later(20 * 24 * 60)
  expect(await planOf(one)).toBe('starter')
  await later(12 * 24 * 60)
  expect(await planOf(one)).toBe('free')

  pay(await one.checkout('business'))
  await till.work()
  expect(await planOf(one)).toBe('business')
  expect(one.charges()).toEqual([1900, 7900])
})

/** Somebody at Stripe's dashboard ends everything of a customer's and deletes it. */
async function end(customer: string): Promise<void> {
  await till.atavus.world.payments?.deleteCustomer(customer)
  await till.work()
}

test('a customer who was deleted at Stripe is made anew', async () => {
  const first = await one.checkout()
  await end((await kept())?.customer)
  const second = await one.checkout()

  expect(() => pay(first)).toThrow()
  pay(second)
  await till.work()
  expect(await planOf(one)).toBe('starter')
})

test('a second click while Stripe still makes the page gets that page', async () => {
  const fault = till.stripe.fault('POST /v1/checkout/sessions', 'hold', { times: 1 })
  const first = one.checkout()
  await fault.seen
  const second = one.checkout()
  setTimeout(fault.release, 100)

  expect(await second).toEqual(await first)
  expect((await first).status).toBe(200)
  expect(one.sessions()).toHaveLength(1)
})

test('another wish while Stripe still makes the page: one page can be paid in the end', async () => {
  const fault = till.stripe.fault('POST /v1/checkout/sessions', 'hold', { times: 1 })
  const first = one.checkout()
  await fault.seen
  const second = one.checkout('business')
  setTimeout(fault.release, 100)

  const answers = [await first, await second]
  expect(answers[1]?.status).toBe(200)
  expect(
    one
      .sessions()
      .filter(({ status }) => status === 'open')
      .map(({ url }) => url),
  ).toEqual([answers[1]?.url])
})

test('a page whose wish was overtaken while Stripe made it is handed to nobody', async () => {
  let second: Promise<Answered> | undefined
  const stop = till.stripe.onRequest(async ({ method, path }) => {
    if (method !== 'POST' || path !== '/v1/checkout/sessions' || second) return
    second = one.checkout('business')
    await second
  }, 'after')

  expect(await one.checkout()).toEqual({ status: 503, code: 'busy', retryAfter: 2 })
  stop()
  expect(await second).toMatchObject({ status: 200 })
  expect(one.sessions().map(({ status }) => status)).toEqual(['expired', 'open'])
})

test.each(['/v1/customers', '/v1/checkout/sessions'])(
  'where Stripe failed at POST %s, which it repeats for a day, the next click goes through',
  async path => {
    const before = till.atavus.faults.length
    till.stripe.fault(`POST ${path}`, 'status-500', { times: 1 })
    expect(await one.checkout()).toEqual({ status: 503, code: 'billing_unavailable', retryAfter: 10 })

    expect((await one.checkout()).status).toBe(200)
    expect(one.sessions()).toHaveLength(1)
    expect(till.atavus.faults).toHaveLength(before)
  },
)

test.each(['/v1/customers', '/v1/checkout/sessions'])(
  'what Stripe made at POST %s, but could not tell, is not made a second time',
  async path => {
    till.stripe.fault(`POST ${path}`, 'cut-after', { times: 1 })
    expect(await one.checkout()).toMatchObject({ status: 503, code: 'billing_unavailable' })

    expect((await one.checkout()).status).toBe(200)
    expect(one.sessions()).toHaveLength(1)
    const mine = till.stripe.objects.customers.filter(({ metadata }) => metadata.workspace === one.workspace)
    expect(mine).toHaveLength(1)
  },
)

test('a page that Stripe made, but could not tell, is ended before another plan is sold', async () => {
  till.stripe.fault('POST /v1/checkout/sessions', 'cut-after', { times: 1 })
  await one.checkout()
  const second = await one.checkout('business')

  expect(one.sessions().map(({ status }) => status)).toEqual(['expired', 'open'])
  pay(second)
  await till.work()
  expect(await planOf(one)).toBe('business')
})

test('the customer of a workspace that was deleted while it was made is deleted, too', async () => {
  const fault = till.stripe.fault('POST /v1/customers', 'hold', { times: 1 })
  const asked = one.checkout()
  await fault.seen
  const { name } = await (await one.call('GET', '/v1/workspace')).json()
  expect((await one.call('POST', '/v1/workspace/delete', { name })).status).toBe(200)
  fault.release()

  expect(await asked).toMatchObject({ status: 404 })
  await till.work()
  expect(
    till.stripe.objects.customers.filter(({ metadata }) => metadata.workspace === one.workspace),
  ).toEqual([])
})

test.each([
  { plan: 'free', interval: 'month' },
  { plan: 'gone', interval: 'month' },
  { plan: '__proto__', interval: 'month' },
  { plan: 'starter', interval: 'week' },
  { plan: 'starter' },
  { plan: 'starter', interval: 'month', price: 'price_1' },
])('what is not on sale is refused: %o', async wish => {
  const answer = await one.call('POST', '/v1/billing/checkout', wish)
  expect([answer.status, (await answer.json()).code]).toEqual([400, 'invalid_request'])
  expect(await kept()).toBeUndefined()
})

test('Stripe learns of the workspace its id, and nothing about its people', () => {
  const sent = JSON.stringify(
    till.stripe.requests.map(({ parameters, headers }) => ({ parameters, headers })),
  )
  expect(sent).toContain('workspace')
  expect(sent).not.toMatch(/buyer|nursery/)
})
