import type { OperatorBilling } from '@atavus/contract/billing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { type BilledWorld, billedWorld, subscribe } from '../testing/billed.ts'
import { lookInto } from '../testing/database.ts'
import { signUp } from '../testing/shop.ts'
import { testMoment, testWorld } from '../testing/world.ts'
import { type Buyer, buyer } from './testing/buyer.ts'

let till: BilledWorld
let sql: ReturnType<typeof lookInto>
let operator: Buyer

beforeAll(async () => {
  till = await billedWorld({ limits: noLimits })
  sql = lookInto(till.atavus.address)
  operator = await buyer(till)
  await appoint(operator)
})
afterAll(async () => {
  await sql.end()
  await till.close()
})

async function appoint({ call }: Pick<Buyer, 'call'>): Promise<void> {
  const { id } = await (await call('GET', '/v1/account')).json()
  await sql`insert into operators (account_id, added_at) values (${id}, ${new Date(testMoment)})`
  await sql`update sessions set factor = true where account_id = ${id}`
}

const shown = async () =>
  (await (await operator.call('GET', '/v1/operator/billing')).json()) as OperatorBilling
const at = (days: number) => till.until(new Date(Date.parse(testMoment) + days * 86_400_000))

test('nobody else sees how billing is doing', async () => {
  const one = await buyer(till)
  for (const [method, path] of [
    ['GET', '/v1/operator/billing'],
    ['POST', '/v1/operator/billing/compare'],
  ] as const)
    expect((await one.call(method, path)).status).toBe(403)
})

test('the figures follow what Stripe tells', async () => {
  expect(await shown()).toEqual({
    live: false,
    lastEventAt: null,
    oldestSyncAt: null,
    plans: [
      { id: 'free', name: 'Free', workspaces: 2 },
      { id: 'starter', name: 'Starter', workspaces: 0 },
      { id: 'business', name: 'Business', workspaces: 0 },
    ],
    pastDue: 0,
    lapsed: 0,
    ending: 0,
    customersToDelete: 0,
  })
  const [steady, late, leaving] = [await buyer(till), await buyer(till), await buyer(till)]
  for (const who of [steady, late]) await subscribe(till, who, 'starter')
  await subscribe(till, leaving, 'business')
  till.stripe.cancel((await leaving.portal({ to: 'cancel' })).url ?? '')
  await till.work()
  const counts = async () => (await shown()).plans.map(({ workspaces }) => workspaces)

  expect(await counts()).toEqual([2, 2, 1])
  expect(await shown()).toMatchObject({
    ending: 1,
    pastDue: 0,
    lastEventAt: testMoment,
    oldestSyncAt: testMoment,
  })

  const [row] = await sql`select customer from subscriptions where workspace_id = ${late.workspace}`
  till.stripe.card(row?.customer, 'fails-later')
  for (const days of [20, 31, 32]) {
    await at(days)
    await shown()
  }
  expect(await shown()).toMatchObject({ pastDue: 1, lapsed: 0, ending: 0 })
  expect(await counts()).toEqual([3, 2, 0])
})

test('a customer who is still to be deleted is counted until Stripe has done it', async () => {
  const one = await buyer(till)
  await subscribe(till, one, 'starter')
  const down = till.stripe.fault(/^DELETE/, 'status-500', { times: 100 })
  const { name } = await (await one.call('GET', '/v1/workspace')).json()
  expect((await one.call('POST', '/v1/workspace/delete', { name })).status).toBe(200)
  await till.work()
  expect((await shown()).customersToDelete).toBe(1)

  down.lift()
  await at(33)
  expect((await shown()).customersToDelete).toBe(0)
})

test('what no webhook told is found by comparing everything', async () => {
  const one = await buyer(till)
  till.stripe.delivery({ mode: 'held' })
  await subscribe(till, one, 'business')
  till.stripe.held.length = 0
  till.stripe.delivery({ mode: 'at-once' })
  expect((await one.billing()).plan.id).toBe('free')

  expect((await operator.call('POST', '/v1/operator/billing/compare')).status).toBe(202)
  await till.work()
  expect((await one.billing()).plan.id).toBe('business')
})

test('where nothing is paid for there is nothing to see', async () => {
  const plain = await testWorld({ limits: noLimits })
  const rows = lookInto(plain.address)
  const owner = await signUp(plain)
  const { id } = await (await owner.call('GET', '/v1/account')).json()
  await rows`insert into operators (account_id, added_at) values (${id}, ${new Date(testMoment)})`
  await rows`update sessions set factor = true where account_id = ${id}`

  expect((await owner.call('GET', '/v1/operator/billing')).status).toBe(404)
  expect((await owner.call('POST', '/v1/operator/billing/compare')).status).toBe(404)
  await rows.end()
  await plain.close()
})
