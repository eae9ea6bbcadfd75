import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sweep } from '../retention/sweep.ts'
import { PaymentsFault } from './payments.ts'
import { type Pretence, pretence, type Subscriber } from './testing/pretended.ts'

let here: Pretence
let one: Subscriber

beforeAll(async () => {
  here = await pretence()
})
afterAll(() => here.close())
beforeEach(async () => {
  Object.assign(here.payments, { live: false, fails: undefined, ended: [] })
  await here.after(0)
  one = await here.subscriber()
})

const remove = () => here.sql`delete from workspaces where id = ${one.workspace}`
const waiting = () => here.sql<{ run_at: Date }[]>`select run_at from jobs where kind = 'customer-end'`

test('with a workspace goes its customer, and before that the checkout that was open', async () => {
  await here.sql`update subscriptions set checkout_session = 'cs_1' where workspace_id = ${one.workspace}`
  await remove()
  await here.atavus.work()

  expect(here.payments.ended).toEqual(['cs_1', one.customer])
  expect(await waiting()).toEqual([])
})

test('a workspace that never was a customer leaves nothing to end', async () => {
  await here.sql`update subscriptions set customer = null where workspace_id = ${one.workspace}`
  await remove()

  expect(await waiting()).toEqual([])
})

test('while Stripe is away it is tried for thirty days, then the operator hears of it', async () => {
  here.payments.fails = new PaymentsFault('unavailable')
  await remove()
  const begin = here.atavus.world.now().getTime()
  let last = begin
  for (let [job] = await waiting(); job; [job] = await waiting()) {
    last = job.run_at.getTime()
    here.atavus.at(job.run_at)
    await here.atavus.work()
  }

  expect(Math.round((last - begin) / 86_400_000)).toBe(30)
  expect(here.atavus.faults.splice(0)).toMatchObject([{ code: 'customer_left' }])
})

test('it is ended as soon as Stripe is back, and no sweep takes it away meanwhile', async () => {
  here.payments.fails = new PaymentsFault('unavailable')
  await remove()
  await here.atavus.work()
  await here.after(20)
  await sweep(here.atavus.world)
  here.payments.fails = undefined
  // It may just have been tried once more.
  await here.after(22)
  await here.atavus.work()

  expect(here.payments.ended).toEqual([one.customer])
})

test('test keys end no customer who pays: they know of none, and it waits for the others', async () => {
  here.payments.live = true
  one = await here.subscriber()
  here.payments.live = false
  await remove()
  await here.atavus.work()
  expect(here.payments.ended).toEqual([])
  here.payments.live = true
  await here.after(1)
  await here.atavus.work()

  expect(here.payments.ended).toEqual([one.customer])
})
