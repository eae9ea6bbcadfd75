import Stripe from 'stripe'
import { afterEach, expect, test } from 'vitest'
import { openShop, refusalOf, type Shop } from './shop.ts'

let shop: Shop | undefined
afterEach(() => shop?.double.close())

async function opened(secretKey = 'sk_test_double') {
  shop = await openShop({ secretKey })
  return shop
}

/** A raw request, for what the package would never send. */
async function ask({ double }: Shop, line: string, body = '', headers: Record<string, string> = {}) {
  const [method = '', path] = line.split(' ')
  const answer = await fetch(`${double.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${double.secretKey}`,
      'stripe-version': Stripe.API_VERSION,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    ...(method === 'POST' && { body }),
  })
  const json = (await answer.json()) as {
    id?: string
    error?: { code?: string; type: string; param?: string }
  }
  return { status: answer.status, headers: answer.headers, ...json }
}

test.each([
  ['POST /v1/customers', 'emial=a', 400, 'parameter_unknown', 'emial'],
  ['POST /v1/customers', 'address[street]=a', 400, 'parameter_unknown', 'address[street]'],
  ['POST /v1/customers', 'metadata=x', 400, undefined, 'metadata'],
  [
    'POST /v1/prices',
    'currency=eur&unit_amount=1&recurring[interval]=month',
    400,
    'parameter_missing',
    'product',
  ],
  [
    'POST /v1/prices',
    'product=p&currency=eur&unit_amount=1.5&recurring[interval]=month',
    400,
    'parameter_invalid_integer',
    'unit_amount',
  ],
  [
    'POST /v1/prices',
    'product=p&currency=eur&unit_amount=1&recurring[interval]=moon',
    400,
    undefined,
    'recurring[interval]',
  ],
  [
    'POST /v1/prices',
    'product=&currency=eur&unit_amount=1&recurring[interval]=month',
    400,
    'parameter_invalid_empty',
    'product',
  ],
  [
    'POST /v1/prices',
    'product=p&currency=eur&unit_amount=1&recurring[interval]=month',
    400,
    'resource_missing',
    'product',
  ],
  [
    'POST /v1/checkout/sessions',
    'mode=subscription&success_url=https://a.example',
    400,
    'parameter_missing',
    'line_items',
  ],
  ['POST /v1/checkout/sessions', 'mode=subscription&success_url=nowhere', 400, 'url_invalid', 'success_url'],
  ['GET /v1/customers?limit=101', '', 400, 'parameter_invalid_integer', 'limit'],
  ['GET /v1/customers?starting_after=cus_1', '', 400, 'resource_missing', 'starting_after'],
  ['GET /v1/customers/cus_1', '', 404, 'resource_missing', 'id'],
  ['GET /v1/subscriptions?customer=cus_1', '', 400, 'resource_missing', 'customer'],
  ['GET /v1/nothing', '', 404, undefined, undefined],
])('%s with %s is refused with %i %s', async (line, body, status, code, param) => {
  const answer = await ask(await opened(), line, body)

  expect([answer.status, answer.error?.code, answer.error?.param]).toEqual([status, code, param])
  expect(answer.error?.type).toBe('invalid_request_error')
  expect(answer.headers.get('request-id')).toMatch(/^req_/)
})

test('nobody is heard without the right key, the version and a form', async () => {
  const shop = await opened()
  const status = async (headers: Record<string, string>) =>
    (await ask(shop, 'POST /v1/customers', '', headers)).status

  expect(await status({})).toBe(200)
  expect(await status({ authorization: 'Bearer sk_test_other' })).toBe(401)
  expect(await status({ authorization: '' })).toBe(401)
  expect(await status({ 'stripe-version': '' })).toBe(400)
  expect(await status({ 'stripe-version': '2020-08-27' })).toBe(400)
  expect(await status({ 'content-type': 'application/json' })).toBe(400)
})

test('the first result of a key is replayed, and nothing is done twice', async () => {
  const { stripe, double } = await opened()
  const create = (email: string) => stripe.customers.create({ email }, { idempotencyKey: 'key-1' })
  const first = await create('a@shop.example')
  const second = await create('a@shop.example')

  expect(second.id).toBe(first.id)
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(double.objects.customers).toHaveLength(1)
  expect(await refusalOf(create('b@shop.example'))).toMatchObject({
    type: 'StripeIdempotencyError',
    statusCode: 400,
  })
  const elsewhere = stripe.products.create({ name: 'Other' }, { idempotencyKey: 'key-1' })
  expect(await refusalOf(elsewhere)).toMatchObject({ type: 'StripeIdempotencyError' })
  const long = stripe.customers.create({}, { idempotencyKey: 'k'.repeat(256) })
  expect(await refusalOf(long)).toMatchObject({ statusCode: 400 })
})

test('a key is forgotten after a day', async () => {
  const { stripe, double } = await opened()
  const create = () => stripe.customers.create({}, { idempotencyKey: 'key-1' })
  const first = await create()
  await double.advance(new Date(double.now().getTime() + 86_400_000))

  expect((await create()).id).not.toBe(first.id)
})

test('a fault of the server is replayed; a refusal of the parameters leaves the key free', async () => {
  const shop = await opened()
  const { stripe, double } = shop
  double.fault('POST /v1/customers', 'status-500')
  const create = () => stripe.customers.create({}, { idempotencyKey: 'key-1' })

  expect(await refusalOf(create())).toMatchObject({ statusCode: 500 })
  expect(await refusalOf(create())).toMatchObject({ statusCode: 500 })
  expect(double.objects.customers).toEqual([])
  expect((await ask(shop, 'POST /v1/customers', 'emial=a', { 'idempotency-key': 'key-2' })).status).toBe(400)
  expect((await ask(shop, 'POST /v1/customers', 'email=a', { 'idempotency-key': 'key-2' })).status).toBe(200)
})

test('a key in flight is in use', async () => {
  const { stripe, double } = await opened()
  const fault = double.fault('POST /v1/customers', 'hold')
  const first = stripe.customers.create({}, { idempotencyKey: 'key-1' })
  await fault.seen

  expect(await refusalOf(stripe.customers.create({}, { idempotencyKey: 'key-1' }))).toMatchObject({
    statusCode: 409,
    code: 'idempotency_key_in_use',
  })
  fault.release()
  expect((await first).object).toBe('customer')
})

test('a POST without a key of the caller is written down', async () => {
  const shop = await opened()
  const before = shop.double.unkeyed.length
  await shop.stripe.customers.create({}, { idempotencyKey: 'key-1' })
  await ask(shop, 'POST /v1/customers')
  await shop.stripe.customers.create({})

  expect(shop.double.unkeyed.slice(before).map(({ path }) => path)).toEqual([
    '/v1/customers',
    '/v1/customers',
  ])
})

test('a cut connection loses the answer, or the request with it', async () => {
  const { stripe, double } = await opened()
  const create = () => stripe.customers.create({}, { idempotencyKey: 'key-1' })
  double.fault('POST /v1/customers', 'cut-before', { times: 2 })
  expect(await refusalOf(create())).toMatchObject({ type: 'StripeConnectionError' })
  expect(double.objects.customers).toHaveLength(0)
  double.fault('POST /v1/customers', 'cut-after', { times: 2 })
  expect(await refusalOf(create())).toMatchObject({ type: 'StripeConnectionError' })
  expect(double.objects.customers).toHaveLength(1)
  expect((await create()).id).toBe(double.objects.customers[0]!.id)
})

test('a request may be too many, slow, or watched before and after it is done', async () => {
  const { stripe, double } = await opened()
  double.fault(/customers/, 'status-429')
  expect(await refusalOf(stripe.customers.create({}))).toMatchObject({ statusCode: 429 })
  double.fault(({ method }) => method === 'POST', 'slow', { ms: 60 })
  const seen: number[] = []
  const look = () => void seen.push(double.objects.customers.length)
  const stop = [double.onRequest(look, 'before'), double.onRequest(look, 'after')]
  const started = performance.now()
  await stripe.customers.create({})
  expect(performance.now() - started).toBeGreaterThan(50)
  for (const each of stop) each()
  await stripe.customers.create({})

  expect(seen).toEqual([0, 1])
})

test('lists come newest first, in pages that the package walks through', async () => {
  const { stripe } = await opened()
  const made: string[] = []
  for (let turn = 0; turn < 5; turn++) made.push((await stripe.customers.create({})).id)
  const page = await stripe.customers.list({ limit: 2 })
  const all = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 10 })

  expect(page).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' })
  expect(page.data.map(({ id }) => id)).toEqual([made[4], made[3]])
  expect(all.map(({ id }) => id)).toEqual(made.toReversed())
})

test('what is expanded stands whole in its place', async () => {
  const { stripe, subscriber } = await opened()
  const { customer } = await subscriber()
  const { data } = await stripe.subscriptions.list({
    customer,
    status: 'all',
    expand: ['data.latest_invoice', 'data.schedule', 'data.items.data.price', 'data.customer'],
  })

  expect(data[0]).toMatchObject({
    latest_invoice: { object: 'invoice', status: 'paid' },
    customer: { id: customer },
  })
  expect((await refusalOf(stripe.subscriptions.list({ expand: ['data.nothing'] }))).statusCode).toBe(400)
})

test('a product keeps the id it was given, and a lookup key its one price', async () => {
  const { stripe, product, cheap } = await opened()
  await stripe.products.create({ id: 'plan-a', name: 'A' })
  const again = stripe.products.create({ id: 'plan-a', name: 'A' })
  expect(await refusalOf(again)).toMatchObject({ code: 'resource_already_exists', statusCode: 400 })
  const fields = {
    product: product.id,
    currency: 'eur',
    unit_amount: 1100,
    recurring: { interval: 'month' as const },
    lookup_key: '1000-month',
  }
  expect(await refusalOf(stripe.prices.create(fields))).toMatchObject({ code: 'resource_already_exists' })
  const next = await stripe.prices.create({ ...fields, transfer_lookup_key: true })

  expect((await stripe.prices.retrieve(cheap.id)).lookup_key).toBeNull()
  const { data } = await stripe.prices.list({ lookup_keys: ['1000-month'], active: true })
  expect(data.map(({ id }) => id)).toEqual([next.id])
  expect(String(next.unit_amount_decimal)).toBe('1100')
})

test('metadata is laid over, key by key, and taken away by an empty text', async () => {
  const { stripe, double } = await opened()
  const { id } = await stripe.customers.create({ metadata: { a: '1', b: '2' } })
  const changed = await stripe.customers.update(id, { metadata: { b: '', c: '3' } })

  expect(changed.metadata).toEqual({ a: '1', c: '3' })
  expect(double.objects.events.at(-1)).toMatchObject({
    type: 'customer.updated',
    data: { previous_attributes: { metadata: { b: '2', c: null } } },
  })
  expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({})
})

test.each([
  ['sk_live_double', true],
  ['sk_test_double', false],
])('under %s livemode is %s', async (secretKey, livemode) => {
  const { stripe, cheap } = await opened(secretKey)

  expect([cheap.livemode, (await stripe.customers.create({})).livemode]).toEqual([livemode, livemode])
})

test('a session ends between half an hour and a day from now', async () => {
  const { stripe, double, cheap } = await opened()
  const create = (wait: number) =>
    stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: cheap.id, quantity: 1 }],
      success_url: 'https://shop.example',
      expires_at: double.now().getTime() / 1000 + wait,
    })

  expect((await create(1800)).status).toBe('open')
  expect((await refusalOf(create(1799))).param).toBe('expires_at')
  expect((await refusalOf(create(86_401))).param).toBe('expires_at')
})
