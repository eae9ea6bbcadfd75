import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { afterEach, expect, test } from 'vitest'
import { openShop, refusalOf } from './shop.ts'

const closing: Array<() => unknown> = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function opened(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop(options)
  closing.push(() => shop.double.close())
  return shop
}

interface Heard {
  body: string
  signature: string
}

/** An endpoint that writes down what comes and answers what `say` says; 0 is no answer at all. */
async function listener(say: () => number = () => 200) {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    heard.push({
      body: Buffer.concat(chunks).toString(),
      signature: String(request.headers['stripe-signature']),
    })
    const status = say()
    if (status > 0) response.writeHead(status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const typesHeard = () => heard.map(({ body }) => (JSON.parse(body) as Stripe.Event).type)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, heard, typesHeard }
}

test('a delivery is signed so that the package believes it, and nobody else can', async () => {
  const { stripe, double } = await opened()
  const { url, heard } = await listener()
  double.deliverTo(url, 'whsec_right')
  await stripe.customers.create({ email: 'a@shop.example' })
  await double.settle()

  expect(heard).toHaveLength(1)
  const [{ body, signature }] = heard as [Heard]
  expect(stripe.webhooks.constructEvent(body, signature, 'whsec_right')).toMatchObject({
    type: 'customer.created',
    api_version: Stripe.API_VERSION,
    data: { object: { email: 'a@shop.example' } },
  })
  expect(() => stripe.webhooks.constructEvent(body, signature, 'whsec_wrong')).toThrow()
  expect(() => stripe.webhooks.constructEvent(`${body} `, signature, 'whsec_right')).toThrow()
})

test('the moment of a signature can come from another clock', async () => {
  const { stripe, double } = await opened({ signedAt: () => 1000 })
  const { url, heard } = await listener()
  double.deliverTo(url, 'whsec_right')
  await stripe.customers.create({})
  await double.settle()

  const [{ body, signature }] = heard as [Heard]
  expect(signature).toMatch(/^t=1000,v1=[0-9a-f]{64}$/)
  expect(() => stripe.webhooks.constructEvent(body, signature, 'whsec_right')).toThrow()
})

test('an endpoint tells its secret once and hears only what it asked for', async () => {
  const { stripe, double } = await opened()
  const { url, heard, typesHeard } = await listener()
  const { secret, id } = await stripe.webhookEndpoints.create({
    url,
    enabled_events: ['customer.created'],
    metadata: { site: 'shop' },
  })
  const { data } = await stripe.webhookEndpoints.list()
  expect(data).toMatchObject([{ id, url, status: 'enabled', metadata: { site: 'shop' } }])
  expect(data[0]).not.toHaveProperty('secret')
  const customer = await stripe.customers.create({})
  await stripe.customers.update(customer.id, { name: 'A' })
  await double.settle()
  expect(typesHeard()).toEqual(['customer.created'])
  stripe.webhooks.constructEvent(heard[0]!.body, heard[0]!.signature, secret!)

  await stripe.webhookEndpoints.update(id, { enabled_events: ['*'] })
  await stripe.customers.update(customer.id, { name: 'B' })
  await stripe.webhookEndpoints.update(id, { disabled: true })
  await stripe.customers.update(customer.id, { name: 'C' })
  await double.settle()
  expect(typesHeard()).toEqual(['customer.created', 'customer.updated'])
})

test('while a secret rolls over, the old and the new one both hold', async () => {
  const { stripe, double } = await opened()
  const { url, heard } = await listener()
  const { secret, id } = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
  const fresh = double.rollSecret(id, 3600)
  await stripe.customers.create({})
  await double.settle()
  await double.advance(new Date(double.now().getTime() + 3_600_000))
  await stripe.customers.create({})
  await double.settle()

  const believed = (turn: number, key: string) => {
    try {
      return Boolean(stripe.webhooks.constructEvent(heard[turn]!.body, heard[turn]!.signature, key))
    } catch {
      return false
    }
  }
  expect([believed(0, secret!), believed(0, fresh)]).toEqual([true, true])
  expect([believed(1, secret!), believed(1, fresh)]).toEqual([false, true])
})

test('what is not taken is tried again, ever more rarely, for three days', async () => {
  const { stripe, double } = await opened()
  const { url } = await listener(() => 500)
  double.deliverTo(url, 'whsec_right')
  await stripe.customers.create({})
  const start = double.now().getTime()
  await double.advance(new Date(start + 10 * 86_400_000))

  const hours = double.deliveries.map(({ at }) => (at.getTime() - start) / 3_600_000)
  expect(hours).toHaveLength(16)
  expect(hours[0]).toBe(0)
  expect(Math.max(...hours)).toBeLessThanOrEqual(72)
  expect(double.deliveries.map(({ attempt }) => attempt)).toEqual(hours.map((_, index) => index + 1))
})

test('what is taken at last is not tried again, and silence counts as a refusal', async () => {
  const answers = [0, 500, 200]
  const { stripe, double } = await opened({ answerWithinMs: 1000 })
  const { url } = await listener(() => answers.shift() ?? 200)
  double.deliverTo(url, 'whsec_right')
  await stripe.customers.create({})
  await double.advance(new Date(double.now().getTime() + 5 * 86_400_000))

  expect(double.deliveries.map(({ status }) => status)).toEqual([0, 500, 200])
})

test('held events are delivered by the test: in any order, twice at once, or never', async () => {
  const { stripe, double } = await opened()
  const { url, typesHeard } = await listener()
  double.deliverTo(url, 'whsec_right')
  double.delivery({ mode: 'held' })
  const customer = await stripe.customers.create({})
  await stripe.customers.update(customer.id, { name: 'A' })
  await stripe.customers.update(customer.id, { name: 'B' })
  const [created, named, renamed] = double.held.slice()
  expect(typesHeard()).toEqual([])

  expect(await double.deliver(renamed!)).toEqual([200])
  expect(await double.deliver(created!, { times: 3 })).toEqual([200, 200, 200])
  expect(double.held).toEqual([named])
  expect(typesHeard()).toEqual([
    'customer.updated',
    'customer.created',
    'customer.created',
    'customer.created',
  ])
})

test('what happened can be read again for thirty days, by type and time', async () => {
  const { stripe, double } = await opened()
  const customer = await stripe.customers.create({}, { idempotencyKey: 'key-1' })
  const first = double.now().getTime() / 1000
  await double.advance(new Date((first + 60) * 1000))
  await stripe.customers.update(customer.id, { name: 'A' })
  const { data } = await stripe.events.list({ types: ['customer.created', 'customer.updated'] })
  const late = await stripe.events.list({ created: { gte: first + 60 } })

  expect(data.map(({ type }) => type)).toEqual(['customer.updated', 'customer.created'])
  expect(data[1]?.request).toMatchObject({ id: expect.stringMatching(/^req_/), idempotency_key: 'key-1' })
  expect(late.data.map(({ type }) => type)).toEqual(['customer.updated'])
  expect((await stripe.events.retrieve(data[0]!.id)).data.previous_attributes).toEqual({ name: null })
  await double.advance(new Date((first + 31 * 86_400) * 1000))
  expect((await stripe.events.list()).data).toEqual([])
  expect(await refusalOf(stripe.events.retrieve(data[0]!.id))).toMatchObject({ statusCode: 404 })
})
