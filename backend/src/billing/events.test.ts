import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { usualLimits } from '../limits/rules.ts'
import { testWorld } from '../testing/world.ts'
import type { BillingEvent } from './payments.ts'
import { held } from './testing/held.ts'
import { type Pretence, pretence, type Subscriber } from './testing/pretended.ts'

let here: Pretence
let one: Subscriber
let number = 0

beforeAll(async () => {
  here = await pretence()
  // What a signature is made of is the adapter's; here a good one says so.
  here.payments.readEvent = (body, signature) =>
    signature === 'good' ? { ...JSON.parse(body), at: new Date() } : undefined
})
afterAll(() => here.close())
beforeEach(async () => {
  here.payments.asked = []
  one = await here.subscriber()
  one.holds(held())
})

const event = (more: Partial<BillingEvent> = {}) =>
  JSON.stringify({ id: `evt_${++number}`, type: 'invoice.paid', customer: one.customer, ...more })
const tell = (body: string, signature = 'good', { app } = here.atavus) =>
  app.request('/webhooks/stripe', { method: 'POST', headers: { 'stripe-signature': signature }, body })
const kept = (id = `evt_${number}`) => here.sql`select type from billing_events where id = ${id}`

test('an event is kept, and its customer is asked for anew', async () => {
  const answer = await tell(event())
  await here.atavus.work()

  expect([answer.status, await answer.json()]).toEqual([200, {}])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  expect(await kept()).toEqual([{ type: 'invoice.paid' }])
  expect(here.payments.asked).toEqual([one.customer])
  expect(await one.planInForce()).toBe('starter')
})

test('one event ten times at once is one row, one asking and one mail', async () => {
  const body = event()
  const answers = await Promise.all(Array.from({ length: 10 }, () => tell(body)))

  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(await one.told()).toEqual(['Your plan has begun'])
  expect(here.payments.asked).toEqual([one.customer])
  expect(await kept()).toHaveLength(1)
})

test('of many events at once none is lost, whoever is being asked for', async () => {
  const slow = Promise.withResolvers<void>()
  here.payments.pause = () => slow.promise
  await tell(event())
  await expect.poll(() => here.payments.asked).toHaveLength(1)
  one.holds(held({ plan: 'business' }))
  await Promise.all(Array.from({ length: 20 }, () => tell(event())))
  slow.resolve()
  await here.atavus.work()

  expect(here.payments.asked).toHaveLength(2)
  expect(await one.planInForce()).toBe('business')
  here.payments.pause = async () => {}
})

test.each([
  ['about nobody', null],
  ['about somebody whom we do not know', 'cus_nobody'],
])('an event %s is kept and has no effect', async (_, customer) => {
  expect((await tell(event({ customer }))).status).toBe(200)
  await here.atavus.work()

  expect(await kept()).toHaveLength(1)
  expect(here.payments.asked).toEqual([])
})

test('what is not signed is refused, written down without a word of it, and has no effect', async () => {
  for (const signature of ['bad', '']) {
    const answer = await tell(event({ id: 'evt_canary', type: 'canary' }), signature)
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'signature_invalid' }])
  }
  await here.atavus.world.logs.flush()

  expect(await kept('evt_canary')).toEqual([])
  expect(here.payments.asked).toEqual([])
  expect(await here.sql`select event, detail from security_log where event = 'signature_invalid'`).toEqual([
    { event: 'signature_invalid', detail: 'stripe' },
  ])
  expect(here.atavus.lines.join('\n')).not.toContain('canary')
  expect(here.atavus.faults).toEqual([])
})

test('more than a megabyte is not read', async () => {
  expect((await tell('x'.repeat(1024 * 1024 + 1))).status).toBe(413)
})

test('whoever comes again and again with signatures that are none is put off, and what is signed is not', async () => {
  const there = await testWorld({
    beside: here.atavus,
    payments: here.payments,
    limits: { refused: { ...usualLimits.refused, burst: 5 } },
  })
  const statuses = []
  for (let i = 0; i < 7; i++) statuses.push((await tell(event(), 'bad', there)).status)
  expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 429])
  expect((await tell(event(), 'bad', there)).headers.get('retry-after')).toBe('1')
  expect((await tell(event(), 'good', there)).status).toBe(200)
  await there.work()
  expect(here.payments.asked).toEqual([one.customer])
  await there.close()
})

test('without payments there is no such door', async () => {
  const there = await testWorld({ beside: here.atavus })
  const answer = await tell(event(), 'good', there)

  expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'not_found' }])
  await there.close()
})
