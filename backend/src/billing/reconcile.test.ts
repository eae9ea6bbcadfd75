import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testWorld } from '../testing/world.ts'
import { PaymentsFault } from './payments.ts'
import { queueDue } from './queries.ts'
import { compareAll, reconcile, startReconciling } from './reconcile.ts'
import { held } from './testing/held.ts'
import { type Pretence, pretence, type Subscriber } from './testing/pretended.ts'

let here: Pretence
let one: Subscriber

beforeAll(async () => {
  here = await pretence()
})
afterAll(() => here.close())
beforeEach(async () => {
  await here.sql`delete from subscriptions`
  await here.sql`delete from jobs`
  here.payments.asked = []
  here.payments.fails = undefined
  await here.after(0)
  one = await here.subscriber()
  one.holds(held())
})

const hours = (count: number) => here.after(count / 24)
const set = (columns: Record<string, string | Date | null>) =>
  here.sql`update subscriptions set ${here.sql(columns)} where workspace_id = ${one.workspace}`
const asked = async () => {
  await here.atavus.work()
  return here.payments.asked.splice(0)
}

/** Asks for it once, so that it is known as of now. */
async function known() {
  await compareAll(here.atavus.world)
  await asked()
}

test('what was never asked for is due at once', async () => {
  expect(await reconcile(here.atavus.world)).toBe(1)
  expect(await asked()).toEqual([one.customer])
})

test('what is known is due after six hours', async () => {
  await known()
  await hours(5.99)
  expect(await reconcile(here.atavus.world)).toBe(0)
  await hours(6)
  expect(await reconcile(here.atavus.world)).toBe(1)
})

test.each<[string, Record<string, string | Date>]>([
  ['a payment failed', { status: 'past_due' }],
  ['it is about to end', { ends_at: new Date('2026-11-21T12:00:00Z') }],
  ['it is about to change', { next_at: new Date('2026-11-21T12:00:00Z') }],
  ['a checkout is open', { checkout_until: new Date('2026-11-20T12:30:00Z') }],
])('where %s it is due after an hour', async (_, columns) => {
  await known()
  await set(columns)
  await hours(0.99)
  expect(await reconcile(here.atavus.world)).toBe(0)
  await hours(1)
  expect(await reconcile(here.atavus.world)).toBe(1)
})

test.each<[string, Record<string, string | Date>]>([
  ['that ends in a month', { ends_at: new Date('2026-12-20T12:00:00Z') }],
  ['whose checkout is long over', { checkout_until: new Date('2026-11-19T12:30:00Z') }],
])('one %s has time', async (_, columns) => {
  await known()
  await set(columns)
  await hours(1)

  expect(await reconcile(here.atavus.world)).toBe(0)
})

test('who is no customer is not asked for', async () => {
  await set({ customer: null })

  expect([await reconcile(here.atavus.world), await compareAll(here.atavus.world)]).toEqual([0, 0])
})

test('several processes that look at once put each in line once, and again while it waits never', async () => {
  const there = await testWorld({ beside: here.atavus, payments: here.payments })
  const worlds = [here.atavus.world, there.world, here.atavus.world, there.world]
  here.payments.pause = () => new Promise(resolve => setTimeout(resolve, 50))
  const counts = await Promise.all(worlds.map(reconcile))
  here.payments.pause = async () => {}

  expect(counts.reduce((sum, count) => sum + count)).toBe(1)
  // Whichever of them took it.
  await there.work()
  expect(await asked()).toEqual([one.customer])
  await there.close()
})

test('many are spread over the time to the next look, who waits longest first; a button asks for all at once', async () => {
  // Who is asked for meanwhile stays a customer.
  here.payments.fails = new PaymentsFault('unavailable')
  await here.sql`
    with made as (
      insert into workspaces (id, name, time_zone, sealed_key, created_at)
      select gen_random_uuid(), 'Shop ' || n, 'UTC', '', now() from generate_series(1, 399) n returning id, name
    )
    insert into subscriptions (workspace_id, live, customer, created_at, synced_at)
    select id, false, 'cus_of ' || name, now(), timestamptz '2026-11-19T00:00:00Z' + substr(name, 6)::int * interval '1 minute'
    from made
  `
  const rows = () => here.sql<{ wait: number; customer: string }[]>`
    select extract(epoch from run_at - ${here.atavus.world.now()})::float8 as wait, customer
    from jobs join subscriptions s on s.workspace_id::text = key where kind = 'billing' order by run_at
  `
  expect(await reconcile(here.atavus.world)).toBe(300)
  const line = await rows()

  expect(line.map(({ customer }) => customer)).toContain('cus_of Shop 1')
  expect(line.map(({ customer }) => customer)).not.toContain('cus_of Shop 300')
  expect(line.at(-1)?.wait).toBe(598)
  expect(await compareAll(here.atavus.world)).toBeGreaterThanOrEqual(100)
  await here.sql`delete from jobs`
  expect(await compareAll(here.atavus.world)).toBe(400)
})

test('where something is about to happen it is asked before all that only waits, however long that waits', async () => {
  await known()
  here.payments.fails = new PaymentsFault('unavailable')
  const others = [await here.subscriber(), await here.subscriber()]
  await hours(7)
  await set({ status: 'past_due', synced_at: new Date('2026-11-20T17:00:00Z') })
  await here.sql`update subscriptions set synced_at = ${'2026-11-20T00:00:00Z'} where customer = ${others[0]?.customer ?? ''}`
  const first = (most: number) =>
    here.atavus.world.db.keeper(keeper => queueDue(keeper, { spread: 600, most }))
  const line = () => here.sql<{ customer: string }[]>`
    select customer from jobs join subscriptions s on s.workspace_id::text = key where kind = 'billing' order by run_at
  `
  expect(await first(1)).toBe(1)
  expect(await line()).toEqual([{ customer: one.customer }])
  await here.sql`delete from jobs`
  expect(await first(3)).toBe(3)
  expect((await line()).map(({ customer }) => customer)).toEqual([
    one.customer,
    others[1]?.customer,
    others[0]?.customer,
  ])
  await here.sql`delete from jobs`
})

test('it looks as soon as the platform starts, and without payments never', async () => {
  startReconciling(here.atavus.world)()
  await expect.poll(asked).toEqual([one.customer])
  await here.sql`update subscriptions set synced_at = null`
  startReconciling({ ...here.atavus.world, payments: undefined })()

  expect(await asked()).toEqual([])
})
