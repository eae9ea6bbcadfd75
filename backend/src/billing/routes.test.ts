import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Billing, Plans } from '@atavus/contract/billing'
import { type OperationName, operations } from '@atavus/contract/operations'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { readPlans } from '../plans/file.ts'
import { keepPlans } from '../plans/queries.ts'
import { type BilledWorld, billedWorld, planOf, subscribe } from '../testing/billed.ts'
import { bodies } from '../testing/bodies.ts'
import { lookInto } from '../testing/database.ts'
import { assistantOf, signUp } from '../testing/shop.ts'
import { invited } from '../testing/tenants.ts'
import { testWorld } from '../testing/world.ts'
import { type Buyer, buyer } from './testing/buyer.ts'

const reading = ['billing', 'plans', 'refreshBilling'] as const
const managing = ['changeBilling', 'startCheckout', 'openPortal', 'invoices'] as const

let till: BilledWorld
let sql: ReturnType<typeof lookInto>
let one: Buyer

beforeAll(async () => {
  till = await billedWorld({ limits: { ...noLimits } })
  sql = lookInto(till.atavus.address)
})
afterAll(async () => {
  await sql.end()
  await till.close()
})
beforeEach(async () => {
  one = await buyer(till)
})
let faults: { lift(): void }[] = []
afterEach(() => {
  for (const fault of faults) fault.lift()
  faults = []
})

const stripeDown = () => void faults.push(till.stripe.fault(/./, 'status-500', { times: 1000 }))
type Caller = Pick<Buyer, 'call'>
const knock = (who: Caller, name: OperationName) => {
  const { method, path } = operations[name]
  return who.call(method.toUpperCase(), path, bodies[name]?.body?.({}))
}
const codeOf = async (answer: Response) => ((await answer.json()) as { code?: string }).code

test('the month’s figures are of the workspace’s own month', async () => {
  expect(await one.billing()).toEqual({
    plan: expect.objectContaining({ id: 'free', name: 'Free', base: true }),
    month: '2026-11',
    renewsAt: '2026-12-01T00:00:00.000Z',
    timeZone: 'UTC',
    suspended: false,
    used: { messages: 0, tokens: 0, beyond: 0, assistants: 0, seats: 1, passages: 0 },
    atLimit: 'stop',
    subscription: null,
    customer: false,
    live: false,
  } satisfies Billing)

  await one.call('PATCH', '/v1/workspace', { timeZone: 'Pacific/Auckland' })
  expect((await one.billing()).renewsAt).toBe('2026-11-30T11:00:00.000Z')
})

test('what there is in the workspace is counted, and nothing of another one', async () => {
  const other = await buyer(till)
  await assistantOf(other)
  await subscribe(till, other, 'business')
  await invited(till.atavus, other, 'editor')

  expect((await other.billing()).used).toMatchObject({ assistants: 1, seats: 2 })
  expect(await one.billing()).toMatchObject({
    plan: { id: 'free' },
    used: { assistants: 0, seats: 1 },
    subscription: null,
    customer: false,
  })
  expect(await (await knock(one, 'invoices')).json()).toEqual({ items: [] })
})

test('the plans on offer stand there with what Stripe will charge, the free one first', async () => {
  const { items } = (await (await knock(one, 'plans')).json()) as Plans
  expect(items.map(({ id, prices }) => [id, prices.month?.amount, prices.year?.amount])).toEqual([
    ['free', undefined, undefined],
    ['starter', 1900, 19000],
    ['business', 7900, 79000],
  ])
  expect(items[0]?.prices).toEqual({ month: null, year: null })
})

test('a plan that is sold no more stays, under its name, for who has it and for nobody else', async () => {
  await subscribe(till, one, 'business')
  const file = readPlans(undefined)
  const plans = file.plans.map(plan => ({ ...plan, retired: plan.id === 'business' }))
  const folder = await mkdtemp(join(tmpdir(), 'atavus-plans-'))
  await writeFile(join(folder, 'plans.json'), JSON.stringify({ ...file, plans }))
  const later = await till.another({
    limits: noLimits,
    environment: { ATAVUS_PLANS: join(folder, 'plans.json') },
  })
  await later.world.db.keeper(keeper => keepPlans(keeper, plans))
  const [holder, newcomer] = [one.at(later), (await buyer(till)).at(later)]
  const offered = async (who: Caller) => ((await (await knock(who, 'plans')).json()) as Plans).items

  expect((await offered(newcomer)).map(({ id }) => id)).toEqual(['free', 'starter'])
  expect((await offered(holder)).map(({ id, prices }) => [id, prices.month?.amount])).toEqual([
    ['free', undefined],
    ['starter', 1900],
    ['business', undefined],
  ])
  expect(await holder.billing()).toMatchObject({
    plan: { id: 'business' },
    subscription: { plan: { name: 'Business' } },
  })
  expect(await newcomer.checkout('business')).toEqual({ status: 400, code: 'invalid_request' })
  expect(await holder.portal({ to: 'change', plan: 'business', interval: 'year' })).toMatchObject({
    status: 400,
  })
  await later.world.db.keeper(keeper => keepPlans(keeper, file.plans))
  await later.close()
  await rm(folder, { recursive: true })
})

test('who has chosen what happens at the limit finds it so, and the log knows', async () => {
  const answer = await one.call('PATCH', '/v1/billing', { atLimit: 'quote' })
  expect(await answer.json()).toMatchObject({ atLimit: 'quote' })
  expect((await one.billing()).atLimit).toBe('quote')
  expect(
    await sql`select fields from audit_log where workspace_id = ${one.workspace} and action = 'plan.limit_chosen'`,
  ).toEqual([{ fields: ['quote'] }])
})

test('the invoices are shown with their pages at Stripe', async () => {
  await subscribe(till, one, 'starter')
  const { items } = await (await knock(one, 'invoices')).json()
  expect(items).toEqual([
    expect.objectContaining({
      total: { amount: 1900, currency: 'eur' },
      state: 'paid',
      number: expect.any(String),
    }),
  ])
  expect(items[0].url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/i\//)
})

test('what no webhook told is there as soon as somebody comes back from Stripe', async () => {
  till.stripe.delivery({ mode: 'held' })
  const { url = '' } = await one.checkout()
  till.stripe.pay(url.split('/').at(-1) ?? '')
  expect(await planOf(one)).toBe('free')

  expect(await (await knock(one, 'refreshBilling')).json()).toMatchObject({ plan: { id: 'starter' } })
  till.stripe.held.length = 0
  till.stripe.delivery({ mode: 'at-once' })
})

test('while Stripe is down all that was paid for holds and is shown, and what needs Stripe says so', async () => {
  await subscribe(till, one, 'starter')
  stripeDown()

  expect(await one.billing()).toMatchObject({ plan: { id: 'starter' }, subscription: { state: 'active' } })
  expect((await one.call('PATCH', '/v1/billing', { atLimit: 'quote' })).status).toBe(200)
  // The prices are known from before.
  expect((await knock(one, 'plans')).status).toBe(200)
  for (const name of ['refreshBilling', 'startCheckout', 'openPortal', 'invoices'] as const) {
    const answer = await knock(one, name)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10'])
    expect(await codeOf(answer)).toBe('billing_unavailable')
  }
  expect(await planOf(one)).toBe('starter')
})

test.each(['editor', 'viewer', 'member'] as const)('%s: reads or not, and never pays', async role => {
  await one.call('PATCH', '/v1/workspace', { timeZone: 'UTC' })
  await subscribe(till, one, 'starter')
  const somebody = await invited(till.atavus, one, role)
  const enter = await somebody.call('PATCH', '/v1/session', { workspace: one.workspace })
  const cookie = enter.headers.getSetCookie().map(line => line.split(';')[0])
  const there: Caller = {
    call: async (method, path, body) =>
      till.atavus.app.request(path, {
        method,
        headers: {
          cookie: cookie.join('; '),
          origin: 'http://localhost:4600',
          'content-type': 'application/json',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  }

  for (const name of reading)
    expect([name, (await knock(there, name)).status]).toEqual([name, role === 'member' ? 403 : 200])
  for (const name of managing) {
    const answer = await knock(there, name)
    expect([name, answer.status, await codeOf(answer)]).toEqual([name, 403, 'forbidden'])
  }
})

test('where nothing is paid for these doors are not there, whoever may come', async () => {
  const plain = await testWorld({ limits: noLimits })
  const owner = await signUp(plain)
  for (const name of [...reading, ...managing]) {
    const answer = await knock(owner, name)
    expect([name, answer.status, await codeOf(answer)]).toEqual([name, 404, 'not_found'])
  }
  expect(await (await owner.call('GET', '/v1/account')).json()).toMatchObject({ billing: false })
  await plain.close()
})

test('Stripe is asked for a workspace no more often than people do', async () => {
  const slow = await till.another({ limits: { ...noLimits, billing: { burst: 3, every: 20 } } })
  const here = one.at(slow)
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async () => (await knock(here, 'refreshBilling')).status),
  )
  expect(statuses.filter(status => status === 200)).toHaveLength(3)
  expect((await here.checkout()).status).toBe(429)
  expect((await here.billing()).plan.id).toBe('free')
  await slow.close()
})

test('what people type at Stripe, and their cards, go nowhere with us', async () => {
  const canary = 'Canary Quill'
  await subscribe(till, one, 'starter')
  const [row] = await sql`select customer from subscriptions where workspace_id = ${one.workspace}`
  const there = till.stripe.objects.customers.find(({ id }) => id === row?.customer)
  Object.assign(there ?? {}, { name: canary, email: 'canary@quill.example', phone: canary })

  const told = [await answers(), till.atavus.lines.join()]
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relnamespace = 'atavus'::regnamespace and c.relkind = 'r'
  `
  for (const { name } of tables) told.push(JSON.stringify(await sql`select t::text from ${sql(name)} t`))
  expect(told.join()).not.toMatch(/canary|quill|pm_1/i)
})

test('what Stripe refuses is a fault, told by its code and not in its words', async () => {
  const { payments } = till.atavus.world
  const stop = till.stripe.onRequest(async ({ method, path, parameters }) => {
    if (method === 'POST' && path === '/v1/checkout/sessions')
      await payments?.deleteCustomer(String(parameters.customer))
  }, 'before')
  const { faults } = till.atavus
  const before = faults.length

  expect(await one.checkout()).toEqual({ status: 503, code: 'billing_unavailable', retryAfter: 10 })
  stop()
  expect(faults.slice(before)).toEqual([
    expect.objectContaining({ code: 'missing', detail: 'resource_missing' }),
  ])
  expect(faults.map(fault => `${(fault as Error).message} ${JSON.stringify(fault)}`).join()).not.toMatch(
    /cus_|such/,
  )
  expect((await one.checkout()).status).toBe(200)
})

/** All that the doors say, put together. */
async function answers(): Promise<string> {
  const doors = ['billing', 'refreshBilling', 'plans', 'invoices', 'startCheckout', 'openPortal'] as const
  const texts: string[] = []
  for (const door of doors) texts.push(await (await knock(one, door)).text())
  return texts.join('\n')
}
