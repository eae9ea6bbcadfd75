import { afterEach, beforeEach, expect, test } from 'vitest'
import { createGate } from '../../egress/gate.ts'
import { type PlanFile, readPlans } from '../../plans/file.ts'
import { type StripeDouble, startStripe } from '../../testing/stripe/double.ts'
import { stripeClient } from './client.ts'
import { publishPlans } from './publish.ts'
import { statusOf } from './status.ts'

const file = readPlans(undefined)
const here = 'http://localhost:4600'
const outside = 'https://chat.example'
let double: StripeDouble
let publish: (file: PlanFile, url?: string) => Promise<string[]>
let status: (file: PlanFile, url?: string) => ReturnType<typeof statusOf>
let close: () => Promise<void>

beforeEach(async () => {
  double = await startStripe()
  const gate = createGate({ allow: [double.host], record: () => {} })
  const client = stripeClient({ gate, key: double.secretKey, url: double.url })
  publish = (file, url = here) => publishPlans(client, file, url)
  status = (file, url = here) => statusOf(client, file, url)
  close = async () => {
    gate.close()
    await double.close()
  }
})
afterEach(() => close())

const writes = () => double.requests.filter(({ method }) => method !== 'GET').length
const onSale = () =>
  double.objects.prices
    .filter(({ active }) => active)
    .map(({ lookup_key, unit_amount }) => `${lookup_key} ${unit_amount}`)

/** The plans of the file with some of them changed. */
function changed(change: Partial<Record<string, object | null>>): PlanFile {
  const plans = file.plans.flatMap(plan => (change[plan.id] === null ? [] : { ...plan, ...change[plan.id] }))
  return { ...file, plans }
}

test('what is sold is made: products, prices and a portal in which plans change', async () => {
  const lines = await publish(file)

  expect(double.objects.products.map(({ id, name }) => [id, name])).toEqual([
    ['atavus_starter', 'Starter'],
    ['atavus_business', 'Business'],
  ])
  expect(onSale()).toEqual([
    'atavus_starter_month 1900',
    'atavus_starter_year 19000',
    'atavus_business_month 7900',
    'atavus_business_year 79000',
  ])
  expect(double.objects.configurations.at(-1)).toMatchObject({
    metadata: { atavus: 'portal' },
    default_return_url: `${here}/billing`,
    business_profile: { privacy_policy_url: null },
    features: {
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      payment_method_update: { enabled: true },
      invoice_history: { enabled: true },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        proration_behavior: 'always_invoice',
        schedule_at_period_end: {
          conditions: [{ type: 'decreasing_item_amount' }, { type: 'shortening_interval' }],
        },
      },
    },
  })
  expect(lines.join('\n')).toMatch(/stripe listen --forward-to http:\/\/localhost:4600\/webhooks\/stripe/)
  expect(double.objects.endpoints).toHaveLength(0)
})

test('publishing again changes nothing and says so', async () => {
  await publish(file, outside)
  const before = writes()
  const lines = await publish(file, outside)

  expect(writes()).toBe(before)
  for (const line of lines) expect(line).toMatch(/: there already$/)
})

test('an amount that changed is another price, and the former one is sold no more', async () => {
  await publish(file)
  const dearer = changed({ starter: { prices: { month: 2100, year: 19000 } } })
  const lines = await publish(dearer)

  expect(onSale()).toEqual(expect.arrayContaining(['atavus_starter_month 2100', 'atavus_starter_year 19000']))
  expect(onSale()).toHaveLength(4)
  expect(double.objects.prices.find(({ unit_amount }) => unit_amount === 1900)).toMatchObject({
    active: false,
  })
  expect(lines).toContainEqual(expect.stringMatching(/starter by month\): sold no more$/))
  const { features } = double.objects.configurations.at(-1) ?? {}
  expect(JSON.stringify(features)).toContain(
    double.objects.prices.find(({ unit_amount }) => unit_amount === 2100)?.id,
  )

  await publish(file)
  expect(onSale()).toEqual(expect.arrayContaining(['atavus_starter_month 1900']))
  expect(onSale()).toHaveLength(4)
})

test.each([
  ['retired', { retired: true }],
  ['taken out', null],
])('a plan that was %s is sold no more', async (_, change) => {
  await publish(file)
  await publish(changed({ business: change }))

  expect(onSale()).toEqual(['atavus_starter_month 1900', 'atavus_starter_year 19000'])
})

test('another name is another name of the same product', async () => {
  await publish(file)
  await publish(changed({ starter: { name: 'Small' } }))

  expect(double.objects.products.find(({ id }) => id === 'atavus_starter')).toMatchObject({ name: 'Small' })
  expect(double.objects.products).toHaveLength(2)
})

test('what else is sold at the same account is left alone', async () => {
  const gate = createGate({ allow: [double.host], record: () => {} })
  const client = stripeClient({ gate, key: double.secretKey, url: double.url })
  const { id: product } = await client.products.create({ name: 'Kettle' })
  const kettle = await client.prices.create({
    product,
    currency: 'eur',
    unit_amount: 500,
    metadata: { plan: 'x', interval: 'month' },
    recurring: { interval: 'month' },
  })
  await publish(file)
  await publish(changed({ business: null }))
  gate.close()

  expect(double.objects.prices.find(({ id }) => id === kettle.id)).toMatchObject({ active: true })
})

test('killed in the middle it is made whole by the next time', async () => {
  double.fault('POST /v1/prices', 'cut-after')
  await expect(publish(file)).rejects.toThrow()
  double.fault(/configurations/, 'status-500')
  await expect(publish(file)).rejects.toThrow()
  await publish(file)

  expect(onSale()).toHaveLength(4)
  expect(double.objects.products).toHaveLength(2)
  expect((await status(file)).whole).toBe(true)
})

test('outside this machine Stripe is made to tell us, and its secret is shown this once', async () => {
  const lines = await publish(file, outside)

  expect(double.objects.endpoints).toMatchObject([
    { url: 'https://chat.example/webhooks/stripe', status: 'enabled' },
  ])
  expect(lines).toContainEqual(expect.stringMatching(/STRIPE_WEBHOOK_SECRET=whsec_\w+$/))
  expect((await publish(file, outside)).join('\n')).not.toContain('whsec_')
  expect(double.objects.configurations.at(-1)).toMatchObject({
    business_profile: { privacy_policy_url: 'https://chat.example/privacy' },
  })
})

test('the status names what is there, what is missing and what differs', async () => {
  const empty = await status(file, outside)
  expect(empty.whole).toBe(false)
  expect(empty.lines).toEqual([
    'STRIPE_SECRET_KEY works.',
    'Price atavus_starter_month: not published',
    'Price atavus_starter_year: not published',
    'Price atavus_business_month: not published',
    'Price atavus_business_year: not published',
    'Customer Portal: not published',
    'Webhook: not published',
  ])

  await publish(file, outside)
  expect(await status(file, outside)).toMatchObject({ whole: true })
  const { lines, whole } = await status(changed({ starter: { prices: { month: 2100 } } }), outside)
  expect(whole).toBe(false)
  expect(lines).toContain('Price atavus_starter_month: 1900 eur, but 2100 eur in the plans file')
})
