import { Stripe } from 'stripe'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPlans } from '../../plans/file.ts'
import { lookInto } from '../../testing/database.ts'
import { openSite, type Site } from '../../testing/platform.ts'
import { signUp } from '../../testing/shop.ts'
import { environmentOf, publish } from '../../testing/sold.ts'
import { type StripeDouble, startStripe } from '../../testing/stripe/double.ts'

let stripe: StripeDouble
let site: Site
beforeEach(async () => {
  stripe = await startStripe()
  await publish(stripe, readPlans(undefined))
})
afterEach(async () => {
  await site.close()
  await stripe.close()
})

test('a real process keeps the plans, sells them, hears Stripe and ends when it is told to', async () => {
  site = await openSite(environmentOf(stripe))
  const backend = await site.start()
  const sql = lookInto(site.database.address)
  const plans = await sql<{ id: string }[]>`select id from plans where not retired order by place`
  expect(plans.map(({ id }) => id)).toEqual(['free', 'starter', 'business'])

  const owner = await signUp(backend)
  const answer = await owner.call('GET', '/v1/billing/plans')
  expect(await answer.json()).toMatchObject({ items: [{}, { prices: { month: { amount: 1900 } } }, {}] })
  const event = {
    id: 'evt_1',
    type: 'price.created',
    created: 1,
    livemode: false,
    data: { object: { object: 'price' } },
  }
  const payload = JSON.stringify(event)
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_double' })
  const heard = await backend.app.request('/webhooks/stripe', {
    method: 'POST',
    headers: { 'stripe-signature': signature },
    body: payload,
  })
  expect(heard.status).toBe(200)
  expect(await sql`select id from billing_events`).toHaveLength(1)
  await sql.end()

  backend.kill('SIGTERM')
  expect(await backend.ended).toBe(0)
  expect(site.output()).toMatch(/"event":"egress","to":"127\.0\.0\.1:\d+"/)
  expect(site.output()).not.toContain('sk_test_double')
})

test('in production a key that moves no money is warned of', async () => {
  const operator = {
    NAME: 'Chat Ltd',
    ADDRESS: '1 Quay',
    CONTACT: 'privacy@chat.example',
    COUNTRY: 'Germany',
  }
  const named = Object.entries(operator).map(([name, value]) => [`ATAVUS_OPERATOR_${name}`, value])
  const production = { ATAVUS_URL: 'https://chat.example', ...Object.fromEntries(named) }
  site = await openSite({ ...environmentOf(stripe), ...production })
  await site.start()

  expect(site.output()).toMatch(/"level":"warn","event":"stripe_test_mode"/)
})

test('without Stripe’s key there are no plans at all', async () => {
  site = await openSite()
  const backend = await site.start()
  const owner = await signUp(backend)

  expect((await owner.call('GET', '/v1/billing')).status).toBe(404)
  const sql = lookInto(site.database.address)
  expect(await sql`select id from plans`).toHaveLength(0)
  await sql.end()
  expect(site.output()).not.toMatch(/stripe/i)
})
