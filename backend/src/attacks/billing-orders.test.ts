import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { reconcile } from '../billing/reconcile.ts'
import { lookInto } from '../testing/database.ts'
import { billed } from '../testing/payments.ts'
import type { StripeEvent } from '../testing/stripe/books.ts'
import { standingAtStripe } from './testing/at-stripe.ts'
import { openPost, type Post } from './testing/post.ts'
import type { Life } from './testing/subscription.ts'

// Attack 20: a webhook that is forged, old, doubled, out of order or silent.

const hourMs = 3_600_000
let post: Post
let sql: ReturnType<typeof lookInto>
let life: Life

beforeAll(async () => {
  post = await openPost()
  sql = lookInto(post.here.atavus.address)
})
afterAll(async () => {
  await sql.end()
  await post.close()
})
beforeEach(async () => {
  life = await post.life('starter')
})
afterEach(async () => {
  await post.leave(life)
  expect(post.faults()).toEqual([])
})

const stripe = () => post.here.stripe
const now = () => post.here.atavus.world.now()
const seconds = () => Math.floor(now().getTime() / 1000)
const inForce = async () => (await life.standing()).inForce
const event = () => stripe().held.findLast(({ type }) => type === 'invoice.paid') as StripeEvent
const rows = (id: string) => sql`select from billing_events where id = ${id}`
const asked = () => stripe().requests.filter(({ path }) => path.startsWith('/v1/customers/')).length

/** All orders of a list. */
function orders<One>(list: One[]): One[][] {
  if (list.length < 2) return [list]
  return list.flatMap((one, at) => orders(list.toSpliced(at, 1)).map(rest => [one, ...rest]))
}

test('attack 20: four events in all 24 orders end in the same state', async () => {
  await life.change('business', 'month')
  await life.cancel()
  const newest = (type: string) => stripe().held.findLast(event => event.type === type)?.id ?? type
  const four = [
    newest('customer.subscription.created'),
    newest('checkout.session.completed'),
    newest('invoice.paid'),
    newest('customer.subscription.updated'),
  ]
  const ends = new Set<string>()
  for (const order of orders(four)) {
    await sql`delete from billing_events`
    await sql`update subscriptions set subscription = null, status = null, plan = null, ends_at = null`
    for (const id of order) expect(await stripe().deliver(id)).toEqual([200])
    await post.work()
    ends.add(JSON.stringify(await life.standing()))
  }

  expect([...ends]).toEqual([JSON.stringify(standingAtStripe(stripe(), life.workspace, now()))])
  expect(await life.standing()).toMatchObject({
    inForce: 'business',
    status: 'active',
    ends: expect.any(Number),
  })
})

test('attack 20: one event ten times at once is one row, and has one effect', async () => {
  const before = asked()
  const one = event()
  await post.deliver([one], 10)
  await post.work()

  expect(await rows(one.id)).toHaveLength(1)
  expect(asked() - before).toBe(1)
  expect(await inForce()).toBe('starter')
})

const unbelieved = async (statuses: Promise<number[]>, id: string) => {
  expect(await statuses).toEqual([400])
  await post.work()
  expect(await rows(id)).toEqual([])
  expect(await inForce()).toBe('free')
}

test.each([
  ['old', -301],
  ['still to come', 301],
])('attack 20: an event whose signature is %s is refused, and has no effect', async (_, off) => {
  const one = event()
  await unbelieved(stripe().deliver(one, { at: seconds() + off }), one.id)
})

test.each([
  ['CVE-2026-21894', 'by nobody', ''],
  ['GHSA-xff3-5c9p-2mr4', 'with no secret', 't={t},v1={empty}'],
  ['attack 20', 'with another secret', 't={t},v1={other}'],
  ['attack 20', 'for another moment', 't={later},v1={good}'],
  ['attack 20', 'for two moments', 't={t},t={later},v1={good}'],
  ['attack 20', 'in an older way alone', 't={t},v0={good}'],
])('%s: an event that is signed %s is refused, and has no effect', async (_, __, form) => {
  const body = JSON.stringify(event())
  const hmac = (secret: string) => createHmac('sha256', secret).update(`${seconds()}.${body}`).digest('hex')
  const parts: Record<string, string | number> = {
    t: seconds(),
    later: seconds() + 1,
    good: hmac(billed.STRIPE_WEBHOOK_SECRET),
    empty: hmac(''),
    other: hmac('whsec_other'),
  }
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name) => String(parts[name]))
  const send = async (signature: string) =>
    (
      await fetch(`${post.here.base}/webhooks/stripe`, {
        method: 'POST',
        headers: { 'stripe-signature': signature },
        body,
      })
    ).status
  await unbelieved(Promise.all([send(filled(form))]), event().id)

  expect(await send(filled('t={t},v1={good}'))).toBe(200)
})

test('attack 20: what was overheard has no effect a day later, and what Stripe sends again has none either', async () => {
  const [one, at] = [event(), seconds()]
  await post.deliver([one])
  await post.work()
  const before = asked()
  await post.pass(24 * hourMs)
  stripe().held.length = 0

  expect(await stripe().deliver(one, { at })).toEqual([400])
  expect(await stripe().deliver(one)).toEqual([200])
  await post.work()
  expect(asked()).toBe(before)
})

test('attack 20: without any webhook for three days each change is known within six hours', async () => {
  const hours = async (count: number) => {
    for (let i = 0; i < count; i += 3) {
      await post.pass(3 * hourMs)
      stripe().held.length = 0
      await reconcile(post.here.atavus.world)
      await post.work()
    }
  }
  const expectKnown = async () =>
    expect(await life.standing()).toEqual(standingAtStripe(stripe(), life.workspace, now()))
  await hours(6)
  await expectKnown()
  await life.change('business', 'month')
  await hours(12)
  expect(await inForce()).toBe('business')
  await life.cancel()
  await hours(30)
  await expectKnown()
  await life.end()
  await hours(24)

  expect(await inForce()).toBe('free')
  await expectKnown()
})
