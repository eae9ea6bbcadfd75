import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PaymentsFault } from './payments.ts'
import { syncBilling } from './sync.ts'
import { held } from './testing/held.ts'
import { type Pretence, pretence, type Subscriber } from './testing/pretended.ts'

// Of which account the platform's keys are, and whether money moves with them.

let here: Pretence
let one: Subscriber

beforeAll(async () => {
  here = await pretence()
})
afterAll(() => here.close())
beforeEach(async () => {
  here.payments.live = false
  one = await here.subscriber()
})

const sync = () => syncBilling(here.atavus.world, one.workspace)

test('who pays is not forgotten over the keys of another account, and the operator hears of it', async () => {
  here.payments.live = true
  const payer = await here.subscriber()
  payer.holds(held())
  await syncBilling(here.atavus.world, payer.workspace)
  here.payments.holds.delete(payer.customer)
  const asking = syncBilling(here.atavus.world, payer.workspace)

  await expect(asking).rejects.toEqual(new PaymentsFault('unavailable', 'customer_unknown'))
  expect(await payer.row()).toMatchObject({ customer: payer.customer, status: 'active', plan: 'starter' })
  expect(await payer.planInForce()).toBe('starter')
  expect(here.atavus.faults.splice(0)).toMatchObject([{ code: 'customer_unknown' }])
})

test('a customer of test keys is none once money moves', async () => {
  one.holds(held())
  await sync()
  here.payments.live = true
  await sync()

  expect(await one.row()).toMatchObject({
    live: true,
    customer: null,
    attempt: 2,
    subscription: null,
    plan: null,
  })
  expect(await one.planInForce()).toBe('free')
})

test('who pays is not forgotten over test keys: all stays as it is until the others are back', async () => {
  here.payments.live = true
  const payer = await here.subscriber()
  payer.holds(held())
  await syncBilling(here.atavus.world, payer.workspace)
  here.payments.live = false
  const asking = syncBilling(here.atavus.world, payer.workspace)

  await expect(asking).rejects.toEqual(new PaymentsFault('unavailable', 'test_mode'))
  expect(await payer.row()).toMatchObject({ live: true, customer: payer.customer, plan: 'starter' })
  expect(await payer.planInForce()).toBe('starter')
})
