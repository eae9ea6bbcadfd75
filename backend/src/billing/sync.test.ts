import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { assistantOf } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { PaymentsFault } from './payments.ts'
import { syncBilling } from './sync.ts'
import { day, held, unpaidSince } from './testing/held.ts'
import { type Pretence, pretence, type Subscriber } from './testing/pretended.ts'

let here: Pretence
let one: Subscriber

beforeAll(async () => {
  here = await pretence()
})
afterAll(() => here.close())
beforeEach(async () => {
  Object.assign(here.payments, { live: false, fails: undefined, pause: async () => {} })
  await here.after(0)
  one = await here.subscriber()
})
afterEach(() => {
  expect(here.atavus.faults.splice(0)).toEqual([])
})

const sync = () => syncBilling(here.atavus.world, one.workspace)
const audits = () => here.sql`
  select by_kind, target, fields from audit_log where workspace_id = ${one.workspace} and action = 'plan.changed'
`
const queue = () => here.sql`
  insert into jobs (id, workspace_id, kind, subject, key, run_at, created_at)
  values (gen_random_uuid(), ${one.workspace}, 'billing', '{}', ${one.workspace}, ${testMoment}, ${testMoment})
`

test('what Stripe holds is kept, and its plan holds at once', async () => {
  one.holds(held({ endsAt: day(20) }))
  await sync()

  expect(await one.row()).toMatchObject({
    subscription: 'sub_1',
    status: 'active',
    plan: 'starter',
    interval: 'month',
    amount: '1900',
    currency: 'eur',
    period_ends_at: day(20),
    ends_at: day(20),
    asked: '1',
    answered: '1',
    synced_at: day(0),
  })
  expect(await one.planInForce()).toBe('starter')
})

test('another plan is told to every process and the owners, and written down, once', async () => {
  const heard: string[] = []
  const stop = here.atavus.world.hear(news => void (news.type === 'assistant' && heard.push(news.id)))
  const { id } = await assistantOf(one.owner)
  await expect.poll(() => heard).toEqual([id])
  one.holds(held())
  for (let i = 0; i < 3; i++) await sync()
  one.holds(held({ periodEndsAt: day(50) }))
  await sync()
  await expect.poll(() => heard).toEqual([id, id])
  stop()

  expect(await audits()).toEqual([{ by_kind: 'platform', target: one.workspace, fields: ['plan'] }])
  expect(await one.told()).toEqual(['Your plan has begun'])
})

test('a workspace that is no customer is not asked for', async () => {
  const stranger = await here.subscriber()
  await here.sql`delete from subscriptions where workspace_id = ${stranger.workspace}`
  here.payments.asked = []
  await syncBilling(here.atavus.world, stranger.workspace)

  expect(here.payments.asked).toEqual([])
})

test('twenty who ask at once keep one state, and tell of it once', async () => {
  one.holds(held())
  await Promise.all(Array.from({ length: 20 }, sync))

  expect(await one.row()).toMatchObject({ asked: '20', answered: '20', plan: 'starter' })
  expect(await one.told()).toEqual(['Your plan has begun'])
})

test('an answer to an older asking is dropped, whenever it comes', async () => {
  const slow = Promise.withResolvers<void>()
  one.holds(held())
  here.payments.pause = () => slow.promise
  const older = sync()
  await expect.poll(() => here.payments.asked.at(-1)).toBe(one.customer)
  here.payments.pause = async () => {}
  one.holds(held({ plan: 'business' }))
  await sync()
  slow.resolve()
  await older

  expect(await one.row()).toMatchObject({ plan: 'business', asked: '2', answered: '2' })
  expect(await one.told()).toEqual(['Your plan has begun'])
})

test('nothing is locked while Stripe is asked, and whoever deletes the workspace meanwhile waits for nobody', async () => {
  const slow = Promise.withResolvers<void>()
  one.holds(held())
  here.payments.pause = () => slow.promise
  const asking = sync()
  await expect.poll(() => here.payments.asked.at(-1)).toBe(one.customer)
  await here.sql`select from subscriptions where workspace_id = ${one.workspace} for update nowait`
  await here.sql`delete from workspaces where id = ${one.workspace}`
  slow.resolve()
  await asking

  expect(await one.row()).toEqual({})
  await here.sql`delete from jobs`
})

test('an answer about a former customer is dropped', async () => {
  const slow = Promise.withResolvers<void>()
  one.holds(held())
  here.payments.pause = () => slow.promise
  const asking = sync()
  await expect.poll(() => here.payments.asked.at(-1)).toBe(one.customer)
  await here.sql`update subscriptions set customer = 'cus_other' where workspace_id = ${one.workspace}`
  slow.resolve()
  await asking

  expect(await one.row()).toMatchObject({ customer: 'cus_other', plan: null, answered: '0' })
})

test.each([
  [
    'was deleted',
    () => here.payments.holds.set(one.customer, { deleted: true, card: null, subscriptions: [] }),
  ],
  ['is not known any more', () => here.payments.holds.delete(one.customer)],
])('a customer that %s at Stripe is none, and the next one is another', async (_, go) => {
  one.holds(held())
  await sync()
  await one.told()
  await here.sql`
    update subscriptions set checkout = gen_random_uuid(), checkout_session = 'cs_1' where workspace_id = ${one.workspace}
  `
  go()
  await sync()
  await sync()

  expect(await one.row()).toMatchObject({
    customer: null,
    attempt: 2,
    subscription: null,
    plan: null,
    checkout: null,
    checkout_session: null,
  })
  expect(await one.planInForce()).toBe('free')
  expect(await one.told()).toEqual(['Your plan has begun', 'Your plan has ended'])
})

test('a page that is still open is ended once there is a subscription, by whatever way it came', async () => {
  here.payments.ended = []
  await here.sql`
    update subscriptions set checkout = gen_random_uuid(), checkout_plan = 'starter', checkout_interval = 'month',
      checkout_price = 'price_1', checkout_session = 'cs_1', checkout_url = 'https://checkout.stripe.example/1',
      checkout_until = ${new Date(here.atavus.world.now().getTime() + 3_600_000)}
    where workspace_id = ${one.workspace}
  `
  one.holds()
  await sync()
  expect(here.payments.ended).toEqual([])
  one.holds(held())
  await sync()
  await sync()

  expect(here.payments.ended).toEqual(['cs_1'])
  expect(await one.row()).toMatchObject({ plan: 'starter', checkout: null, checkout_session: null })
})

test('while Stripe is away all stays as it is, and it is asked until it is back', async () => {
  one.holds(held())
  await sync()
  await one.told()
  here.payments.fails = new PaymentsFault('unavailable')
  one.holds(held({ plan: 'business' }))
  await queue()
  const waits: number[] = []
  for (let i = 0; i < 16; i++) {
    await here.atavus.work()
    const [job] = await here.sql`select run_at from jobs where key = ${one.workspace}`
    waits.push((job?.run_at.getTime() - here.atavus.world.now().getTime()) / 1000)
    here.atavus.at(job?.run_at)
  }
  expect(waits.slice(0, 11)).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600])
  expect(await one.planInForce()).toBe('starter')
  here.payments.fails = undefined
  await here.atavus.work()

  expect(await one.planInForce()).toBe('business')
  expect(await here.sql`select from jobs where key = ${one.workspace}`).toHaveLength(0)
})

test('what stands oddly at Stripe is told to the operator, and holds as far as it can', async () => {
  one.holds(held(), held({ id: 'sub_2', plan: 'business' }))
  await sync()
  expect(await one.planInForce()).toBe('business')
  one.holds(held({ plan: 'gold' }))
  await sync()

  expect(await one.planInForce()).toBe('free')
  expect(here.atavus.faults.splice(0)).toMatchObject([{ code: 'several_live' }, { code: 'plan_unknown' }])
})

test('a payment that failed leaves the plan for fourteen days, to the moment, and is told at each step', async () => {
  one.holds(held())
  await sync()
  await one.told()
  one.holds(held(unpaidSince(0)))
  for (let i = 0; i < 3; i++) await sync()
  expect(await one.told()).toEqual(['Your plan has begun', 'A payment for your plan failed'])
  await here.after(11)
  expect((await one.told()).at(-1)).toBe('Your plan is still not paid')
  await here.after(13 + 23 / 24)
  expect(await one.planInForce()).toBe('starter')
  expect(await one.told()).toHaveLength(3)
  await here.after(14)
  expect(await one.planInForce()).toBe('free')
  expect((await one.told()).slice(3)).toEqual(['Your plan does not hold any more'])
  expect(await audits()).toHaveLength(2)
  await sync()
  one.holds(held())
  await sync()

  expect(await one.planInForce()).toBe('starter')
  expect((await one.told()).slice(4)).toEqual(['Your plan is paid again'])
  expect(await audits()).toHaveLength(3)
})

test('what was paid in time is told once, and no step of its grace after that', async () => {
  one.holds(held())
  await sync()
  await one.told()
  one.holds(held(unpaidSince(0)))
  await sync()
  await one.told()
  one.holds(held())
  for (let i = 0; i < 3; i++) await sync()
  await here.after(30)

  expect(await one.told()).toEqual([
    'Your plan has begun',
    'A payment for your plan failed',
    'Your plan is paid again',
  ])
  expect(await audits()).toHaveLength(1)
})

test('where Stripe gives up before the grace is over, owners hear it then, and once', async () => {
  one.holds(held())
  await sync()
  one.holds(held(unpaidSince(0)))
  await sync()
  await here.after(5)
  one.holds(held({ ...unpaidSince(5), status: 'unpaid' }))
  for (let i = 0; i < 3; i++) await sync()
  expect((await one.told()).slice(2)).toEqual(['Your plan does not hold any more'])
  await here.after(40)

  expect(await one.told()).toHaveLength(3)
  expect(await audits()).toHaveLength(2)
})
