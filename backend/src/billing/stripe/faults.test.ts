import { afterEach, beforeEach, expect, test } from 'vitest'
import { createGate } from '../../egress/gate.ts'
import { readPlans } from '../../plans/file.ts'
import { PaymentsFault } from '../payments.ts'
import { createStripe } from './stripe.ts'
import { openTill, type Till, workspace } from './testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.close())

const faultOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(() => undefined).catch(error => error)

function withKey(key: string, url = till.double.url) {
  const faults: unknown[] = []
  const payments = createStripe({
    gate: till.gate,
    key,
    url,
    webhookSecrets: ['whsec_double'],
    plans: readPlans(undefined).plans,
    now: () => till.clock.now,
    fault: error => void faults.push(error),
  })
  return { payments, faults }
}

test.each(['cut-before', 'cut-after', 'status-500', 'status-429'] as const)(
  '%s means to try later, and the same key gives the same customer',
  async kind => {
    const { payments, double } = till
    double.fault('POST /v1/customers', kind)

    expect(await faultOf(payments.createCustomer(workspace, 'second'))).toMatchObject({
      name: 'PaymentsFault',
      code: 'unavailable',
    })
    expect(double.requests.filter(({ key }) => key === 'second')).toHaveLength(1)
    if (kind === 'status-500') return
    const made = await payments.createCustomer(workspace, 'second')
    expect(double.objects.customers.filter(({ id }) => id === made)).toHaveLength(1)
    expect(double.objects.customers).toHaveLength(2)
  },
)

test('a key that is being answered at this moment means to try later', async () => {
  const { payments, double } = till
  const held = double.fault('POST /v1/customers', 'hold')
  const first = payments.createCustomer(workspace, 'second')
  await held.seen

  expect(await faultOf(payments.createCustomer(workspace, 'second'))).toMatchObject({
    code: 'unavailable',
    detail: 'idempotency_key_in_use',
  })
  held.release()
  expect(await first).toMatch(/^cus_/)
})

test('a key that was used for something else is refused, however often it is asked', async () => {
  await till.payments.createCustomer(workspace, 'second')

  expect(await faultOf(till.payments.createCustomer(workspace.replace('aa', 'bb'), 'second'))).toMatchObject({
    code: 'refused',
    detail: 'idempotency_error',
  })
})

test('what Stripe does not know is missing, what it does not do is refused, and its words stay there', async () => {
  const { payments } = till
  const unknown = await faultOf(
    payments.openPortal('cus_unknown', 'http://localhost:4600/billing', { to: 'home' }),
  )
  expect(unknown).toMatchObject({ code: 'missing', detail: 'resource_missing' })

  const order = await till.order()
  const late = await faultOf(payments.startCheckout({ ...order, until: new Date(0) }, 'late'))
  expect(late).toMatchObject({ code: 'refused', message: 'refused' })
  for (const fault of [unknown, late]) {
    if (!(fault instanceof PaymentsFault)) throw new Error('no fault of ours')
    expect(`${fault.message} ${fault.detail} ${fault.cause}`).not.toMatch(/No such|timestamp/)
  }
})

test('a key that Stripe does not take is told once, until it takes one again', async () => {
  const { payments, faults } = withKey('sk_test_wrong')
  for (let times = 0; times < 3; times++)
    expect(await faultOf(payments.customer('cus_1'))).toMatchObject({ code: 'unavailable' })

  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatchObject({ name: 'PaymentsFault', code: 'unavailable' })
})

test('where nobody answers, or the gate says no, it means to try later', async () => {
  const closed = withKey('sk_test_double', 'http://127.0.0.1:9').payments
  expect(await faultOf(closed.prices())).toMatchObject({ code: 'unavailable', detail: 'egress_url' })

  const gate = createGate({ allow: ['127.0.0.1:9'], record: () => {} })
  const nobody = createStripe({
    gate,
    key: 'sk_test_double',
    url: 'http://127.0.0.1:9',
    webhookSecrets: [],
    plans: readPlans(undefined).plans,
    now: () => till.clock.now,
    fault: () => {},
  })
  expect(await faultOf(nobody.prices())).toMatchObject({ code: 'unavailable', detail: 'egress_unreachable' })
  gate.close()
})

test('prices that were never known cannot be told while Stripe is down, and are asked for anew', async () => {
  const { payments } = withKey('sk_test_double')
  till.double.fault('GET /v1/prices', 'status-500')

  expect(await faultOf(payments.prices())).toMatchObject({ code: 'unavailable' })
  expect((await payments.prices()).size).toBe(2)
})

test('after a checkout was refused the prices are asked for anew', async () => {
  const { payments, double } = till
  const order = await till.order()
  const before = double.requests.length
  await faultOf(payments.startCheckout({ ...order, price: 'price_gone' }, 'gone'))
  await payments.prices()

  expect(double.requests.slice(before).map(({ path }) => path)).toEqual([
    '/v1/checkout/sessions',
    '/v1/prices',
  ])
})
