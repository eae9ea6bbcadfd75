import { billingOperations } from '@atavus/contract/billing-operations'
import type { Operation } from '@atavus/contract/operation'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { noLimits } from '../accounts/testing/browser.ts'
import { type BilledWorld, billedWorld, sessionOf } from '../testing/billed.ts'
import { lookInto } from '../testing/database.ts'
import type { Card } from '../testing/stripe/books.ts'
import { billingData } from './data.ts'
import { compareAll } from './reconcile.ts'
import { syncBilling } from './sync.ts'
import { type Buyer, buyer } from './testing/buyer.ts'

const dayMs = 86_400_000
let till: BilledWorld
let sql: ReturnType<typeof lookInto>
let one: Buyer

beforeAll(async () => {
  till = await billedWorld({ limits: noLimits, double: { afterRetries: 'unpaid' } })
  sql = lookInto(till.atavus.address)
})
afterAll(async () => {
  await sql.end()
  await till.close()
})
beforeEach(async () => {
  one = await buyer(till)
})
afterEach(async () => {
  // Whoever is done with costs the tests after it no time.
  for (const { id } of one.running()) await end(id)
  await till.work()
  expect(till.atavus.faults.splice(0)).toEqual([])
})

/** Lets days pass, in steps so that everybody's session lives. */
async function later(days: number) {
  for (let left = days; left > 0; left -= 10) {
    await till.until(new Date(till.atavus.world.now().getTime() + Math.min(left, 10) * dayMs))
    await one.billing()
  }
}

async function buy(plan: string, card: Card) {
  const { url = '' } = await one.checkout(plan)
  till.stripe.pay(sessionOf(url), card)
  await till.work()
}

/** Buys with a card that does not pay the second month. */
async function fallBehind() {
  await buy('starter', 'fails-later')
  await later(32)
  expect(await state()).toBe('past_due')
}

/** Hands in another card at the portal. */
async function hand(card: Card) {
  const { url = '' } = await one.portal({ to: 'payment' })
  till.stripe.setCard(url, card)
}

async function give(card: Card) {
  await hand(card)
  await till.work()
}

/** Lets no webhook come while somebody acts. */
async function unheard(act: () => Promise<unknown>) {
  till.stripe.delivery({ mode: 'held' })
  await act()
  till.stripe.held.length = 0
  till.stripe.delivery({ mode: 'at-once' })
}

async function end(subscription: string) {
  const { url, secretKey } = till.stripe
  const headers = { authorization: `Bearer ${secretKey}`, 'stripe-version': '2026-10-28.endive' }
  await fetch(`${url}/v1/subscriptions/${subscription}`, { method: 'DELETE', headers })
}

const sync = () => syncBilling(till.atavus.world, one.workspace)
const state = async () => (await one.billing()).subscription?.state
const seen = async () =>
  (await sql`select card_seen from subscriptions where workspace_id = ${one.workspace}`)[0]?.card_seen
const writes = (from: number) =>
  till.stripe.requests
    .slice(from)
    .filter(({ method, path }) => method === 'POST' && /^\/v1\/(invoices|subscriptions)\//.test(path))
    .map(({ path }) => path.replace(/\/\w+_\w+/, ''))
const mark = () => till.stripe.requests.length
const since = (from: number) => till.stripe.requests.slice(from)

test('a card that is given after a payment failed pays at once, and from then on', async () => {
  const before = mark()
  await fallBehind()
  expect(writes(before)).toEqual([])
  await give('good')

  expect(await state()).toBe('active')
  expect(one.charges()).toHaveLength(2)
  await later(31)
  expect([await state(), one.charges().length]).toEqual(['active', 3])
  expect(writes(before)).toEqual(['/v1/invoices/pay', '/v1/subscriptions'])
})

test('so does the next one, when that one fails in its turn', async () => {
  await buy('starter', 'good')
  await give('fails-later')
  await later(32)
  expect(await state()).toBe('past_due')
  await give('good')

  expect([await state(), one.charges().length]).toEqual(['active', 2])
})

test('however many ask at once, it pays one time', async () => {
  await fallBehind()
  await unheard(() => hand('good'))
  const done = await Promise.all(Array.from({ length: 8 }, sync))
  expect(done).toContain(true)
  for (let n = 0; n < 3; n++) expect(await sync()).toBe(true)

  expect([await state(), one.charges().length]).toEqual(['active', 2])
})

test('one that does not pay either is tried one time, however long it is asked, also when Stripe has given up', async () => {
  await fallBehind()
  const before = mark()
  await give('fails-later')
  expect(await state()).toBe('past_due')
  for (let n = 0; n < 3; n++) expect(await sync()).toBe(true)
  await later(65)

  expect(one.running()).toMatchObject([{ status: 'unpaid' }])
  expect(writes(before)).toEqual(['/v1/invoices/pay'])
  expect(one.charges()).toHaveLength(1)
})

test.each(['POST /v1/invoices', 'POST /v1/subscriptions'])(
  'when the answer to %s is lost it comes to the same by asking again',
  async start => {
    await fallBehind()
    await unheard(async () => {
      await hand('good')
      till.stripe.fault(new RegExp(`^${start}/`), 'cut-after')
      expect(await sync()).toBe(false)
      expect(await seen()).toBeNull()
    })

    expect(await sync()).toBe(true)
    expect([await state(), one.charges().length]).toEqual(['active', 2])
    await later(31)
    expect([await state(), one.charges().length]).toEqual(['active', 3])
  },
)

test('where it cannot be asked how it stands after that, it is asked again, and nothing is charged twice', async () => {
  await fallBehind()
  const before = mark()
  await unheard(async () => {
    await hand('good')
    let paid = false
    till.stripe.fault(({ method, path }) => {
      paid ||= method === 'POST' && path.startsWith('/v1/subscriptions/')
      return paid && path.startsWith('/v1/customers/')
    }, 'cut-before')
    await expect(sync()).rejects.toMatchObject({ code: 'unavailable' })
  })
  expect(await seen()).toBeNull()

  expect(await sync()).toBe(true)
  expect([await state(), one.charges().length]).toEqual(['active', 2])
  expect(writes(before)).toEqual(['/v1/invoices/pay', '/v1/subscriptions'])
})

test('a card that is given while all is paid takes the place of the one before, which is charged no more', async () => {
  await buy('starter', 'good')
  await give('fails-later')
  expect([await state(), one.charges().length]).toEqual(['active', 1])
  await later(32)

  expect([await state(), one.charges().length]).toEqual(['past_due', 1])
})

test('an older card, which was not given for this subscription, is not charged when its own fails', async () => {
  await buy('starter', 'good')
  for (const { id } of one.running()) await end(id)
  await later(1)
  const { url = '' } = await one.checkout('business')
  await unheard(() => hand('good'))
  till.stripe.pay(sessionOf(url), 'fails-later')
  await till.work()
  expect(one.charges()).toHaveLength(2)
  await later(32)

  expect([await state(), one.charges().length]).toEqual(['past_due', 2])
  expect(one.running()).not.toMatchObject([{ default_payment_method: null }])
})

test('for a subscription that was ended at once nothing is charged', async () => {
  await fallBehind()
  await unheard(async () => {
    for (const { id } of one.running()) await end(id)
    await hand('good')
  })
  expect(await sync()).toBe(true)

  expect([await state(), one.charges().length]).toEqual([undefined, 1])
})

test('what Stripe fails at does not keep us from learning how all stands, and is tried again', async () => {
  await buy('starter', 'fails-later')
  await unheard(async () => {
    await later(32)
    await hand('good')
  })
  expect(await state()).toBe('active')
  till.stripe.fault(/^POST \/v1\/invoices/, 'status-500')
  for (let times = 0; times < 2; times++) expect(await sync()).toBe(false)
  expect([await state(), await seen()]).toEqual(['past_due', null])
  await compareAll(till.atavus.world)
  await till.work()
  expect([await state(), one.charges().length]).toEqual(['past_due', 1])
  await later(2)

  expect([await state(), one.charges().length]).toEqual(['active', 2])
})

test('P3.2: of a card we ask for nothing, learn its id, and keep that alone', async () => {
  const before = mark()
  await buy('starter', 'good')
  for (const method of till.stripe.objects.paymentMethods)
    Object.assign(method, { card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2031 } })
  await give('good')
  await one.call('GET', '/v1/billing/invoices')
  await one.portal({ to: 'change', plan: 'business', interval: 'month' })
  await one.portal({ to: 'cancel' })

  expect(since(before).map(({ path }) => path)).not.toContainEqual(
    expect.stringMatching(/payment_method|setup|charge/),
  )
  const expands = since(before).flatMap(({ parameters }) => Object.values(parameters.expand ?? []))
  expect(expands.length).toBeGreaterThan(0)
  expect(expands.filter(name => /payment|source|charge|card/.test(String(name)))).toEqual([])
  expect(await seen()).toMatch(/^pm_\w+$/)
  for (const table of ['subscriptions', 'billing_events', 'jobs', 'audit_log']) {
    const kept = JSON.stringify(await sql`select * from ${sql(table)}`)
    expect(kept).not.toMatch(/visa|4242|last4|exp_/)
  }
})

const ofCards = /card|payment_?method|brand|last_?(4|four)|expir|exp_|cvc|iban/i

test('P3.2: no table, no entry of the data map and no part of the contract has a place for a card', async () => {
  const columns = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_schema = 'atavus' and table_name in ('subscriptions', 'billing_events', 'plans', 'meters')
  `
  const doors: Operation[] = Object.values(billingOperations)
  const fields = doors.flatMap(({ body, answer }) => [body, answer].flatMap(fieldsOf))
  const mapped = Object.values(billingData).flatMap(({ columns }) => Object.keys(columns))

  expect(columns.map(({ name }) => name).filter(name => ofCards.test(name))).toEqual(['card_seen'])
  expect(fields.length).toBeGreaterThan(30)
  expect(fields.filter(name => ofCards.test(name))).toEqual([])
  expect(mapped.filter(name => ofCards.test(name))).toEqual(['card_seen'])
  expect(billingData.subscriptions?.columns.card_seen).toContain('by its id; nothing of the card')
})

/** The names of everything that a door takes or gives. */
function fieldsOf(schema: unknown): string[] {
  const names: string[] = []
  if (schema instanceof z.ZodType)
    JSON.stringify(z.toJSONSchema(schema), (_, part) => {
      names.push(...Object.keys(part?.properties ?? {}))
      return part
    })
  return names
}
