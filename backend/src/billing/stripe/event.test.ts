import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { readEvent } from './event.ts'
import { openTill } from './testing/till.ts'

const now = new Date('2027-01-10T10:00:00Z')
const seconds = now.getTime() / 1000
const secrets = ['whsec_first', 'whsec_second']

const told = {
  id: 'evt_1',
  object: 'event',
  type: 'invoice.paid',
  created: seconds - 5,
  livemode: false,
  data: { object: { object: 'invoice', id: 'in_1', customer: 'cus_1' } },
}

function read(value: unknown, { secret = 'whsec_first', at = seconds, live = false } = {}) {
  const body = typeof value === 'string' ? value : JSON.stringify(value)
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: at })
  return readEvent(body, signature, { secrets, live, now })
}

test('an event is read by either secret, and says which customer it is about', () => {
  const event = { id: 'evt_1', type: 'invoice.paid', at: new Date((seconds - 5) * 1000), customer: 'cus_1' }

  expect(read(told)).toEqual(event)
  expect(read(told, { secret: 'whsec_second' })).toEqual(event)
})

test.each<[string, object, string | null]>([
  ['a customer', { object: 'customer', id: 'cus_2' }, 'cus_2'],
  ['a subscription', { object: 'subscription', id: 'sub_1', customer: 'cus_2' }, 'cus_2'],
  ['a customer that is written out', { object: 'invoice', id: 'in_1', customer: { id: 'cus_2' } }, 'cus_2'],
  ['nobody', { object: 'price', id: 'price_1' }, null],
  ['no customer yet', { object: 'checkout.session', id: 'cs_1', customer: null }, null],
])('of %s the customer is told', (_, object, customer) => {
  expect(read({ ...told, data: { object } })).toMatchObject({ customer })
})

test.each([
  ['five minutes ago', -300, true],
  ['longer ago', -301, false],
  ['in five minutes', 300, true],
  ['further in the future', 301, false],
])('signed %s', (_, offset, good) => {
  expect(read(told, { at: seconds + offset }) !== undefined).toBe(good)
})

test('another secret, another body and another mode are not believed', () => {
  const body = JSON.stringify(told)
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: 'whsec_first',
    timestamp: seconds,
  })
  const reading = { secrets, live: false, now }

  expect(readEvent(body, signature, reading)).toBeDefined()
  expect(readEvent(`${body} `, signature, reading)).toBeUndefined()
  expect(read(told, { secret: 'whsec_third' })).toBeUndefined()
  expect(read(told, { live: true })).toBeUndefined()
  expect(read({ ...told, livemode: true }, { live: true })).toBeDefined()
  expect(readEvent(body, signature, { ...reading, secrets: [] })).toBeUndefined()
})

test.each([
  ['no JSON', '{'],
  ['no object', 'null'],
  ['nothing', ''],
  ['no id', { ...told, id: undefined }],
  ['an id of something else', { ...told, id: 'in_1' }],
  ['no data', { ...told, data: null }],
  ['a thin event', { ...told, object: 'v2.core.event', data: undefined }],
])('%s is no event, though it was signed', (_, value) => {
  expect(read(value)).toBeUndefined()
})

test.each([
  '',
  't=1',
  'v1=00',
  `t=${seconds}`,
  `t=${seconds},v1=`,
  `t=${seconds},v1=zz`,
  't=x,v1=y',
  ',,,=,',
])('the signature “%s” is none', signature => {
  expect(readEvent(JSON.stringify(told), signature, { secrets, live: false, now })).toBeUndefined()
})

test('a second time in the signature makes it none', () => {
  const body = JSON.stringify(told)
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: 'whsec_first',
    timestamp: seconds,
  })

  expect(readEvent(body, `t=${seconds - 900},${signature}`, { secrets, live: false, now })).toBeUndefined()
})

test('the double’s own events are read, also while a secret is rolled', async () => {
  const till = await openTill({ secrets })
  const got: [string, string][] = []
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => (body += chunk))
    request.on('end', () => {
      got.push([body, String(request.headers['stripe-signature'])])
      response.end('{}')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  try {
    for (const secret of secrets) till.double.deliverTo(`http://127.0.0.1:${port}/`, secret)
    await till.bought()
    await till.double.settle()
    expect(got.length).toBeGreaterThan(3)
    for (const [body, signature] of got) {
      const event = till.payments.readEvent(body, signature, new Date())
      expect(event?.id).toMatch(/^evt_/)
    }
    expect(
      got.some(
        ([body, signature]) =>
          till.payments.readEvent(body, signature, new Date())?.customer === till.customer,
      ),
    ).toBe(true)
  } finally {
    server.close()
    await till.close()
  }
})
