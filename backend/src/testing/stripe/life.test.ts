import { afterEach, expect, test } from 'vitest'
import type { StripeOptions } from './double.ts'
import { openShop, refusalOf, type Shop, typesSince } from './shop.ts'

let shop: Shop | undefined
afterEach(() => shop?.double.close())

async function opened(options: StripeOptions = {}) {
  shop = await openShop(options)
  return shop
}

const at = (text: string) => new Date(text)
const periodOf = ({ double }: Shop) => {
  const item = double.objects.subscriptions[0]!.items.data[0]!
  return new Date(item.current_period_end * 1000).toISOString().slice(0, 10)
}

test('whoever pays at Checkout is subscribed, charged once and sent back with the session', async () => {
  const shop = await opened()
  const customer = await shop.stripe.customers.create({ email: 'a@shop.example' })
  const from = shop.double.objects.events.length
  const session = await shop.checkout(customer.id)

  expect(shop.double.pay(session.id)).toBe(`https://shop.example/done?session=${session.id}`)
  expect(shop.double.charges(customer.id)).toMatchObject([{ amount: 1000, currency: 'eur' }])
  const [subscription] = (await shop.stripe.subscriptions.list({ customer: customer.id })).data
  expect(subscription).toMatchObject({
    status: 'active',
    metadata: { workspace: 'workspace-1' },
    items: { data: [{ price: { id: shop.cheap.id, metadata: { plan: '1000' }, lookup_key: '1000-month' } }] },
  })
  const invoice = await shop.stripe.invoices.retrieve(String(subscription?.latest_invoice))
  expect(invoice).toMatchObject({ status: 'paid', amount_paid: 1000, billing_reason: 'subscription_create' })
  expect(invoice.parent?.subscription_details?.subscription).toBe(subscription?.id)
  expect(typesSince(shop, from)).toEqual([
    'payment_method.attached',
    'customer.updated',
    'invoice.created',
    'customer.subscription.created',
    'invoice.finalized',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
    'customer.subscription.updated',
    'checkout.session.completed',
  ])
})

test('a refused card leaves the session open and nothing behind', async () => {
  const shop = await opened()
  const customer = await shop.stripe.customers.create({})
  const session = await shop.checkout(customer.id)

  expect(() => shop.double.pay(session.id, 'declined')).toThrow('Your card was declined.')
  expect(shop.double.charges()).toEqual([])
  expect(shop.double.objects.subscriptions).toEqual([])
  expect((await shop.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
})

test('a session is paid once, expires, and can be expired only while it is open', async () => {
  const shop = await opened()
  const customer = await shop.stripe.customers.create({})
  const paid = await shop.checkout(customer.id)
  const left = await shop.checkout(customer.id)
  const ended = await shop.checkout(customer.id)
  shop.double.pay(paid.id)
  await shop.stripe.checkout.sessions.expire(ended.id)
  await shop.double.advance(at('2027-02-01T10:00:00Z'))

  expect(() => shop.double.pay(paid.id)).toThrow('already completed')
  expect(() => shop.double.pay(left.id)).toThrow('expired')
  expect(await refusalOf(shop.stripe.checkout.sessions.expire(left.id))).toMatchObject({ statusCode: 400 })
  expect(await refusalOf(shop.stripe.checkout.sessions.expire(paid.id))).toMatchObject({ statusCode: 400 })
  const expired = shop.double.objects.events.filter(({ type }) => type === 'checkout.session.expired')
  expect(expired.map(({ data }) => data.object.id)).toEqual([ended.id, left.id])
})

test('a month keeps its anchor: 31 January, 28 February, 31 March', async () => {
  const shop = await opened()
  const { customer } = await shop.subscriber()

  expect(periodOf(shop)).toBe('2027-02-28')
  await shop.double.advance(at('2027-02-28T11:00:00Z'))
  expect(periodOf(shop)).toBe('2027-03-31')
  await shop.double.advance(at('2027-03-31T11:00:00Z'))
  expect(periodOf(shop)).toBe('2027-04-30')
  expect(shop.double.charges(customer).map(charge => charge.at.toISOString())).toEqual([
    '2027-01-31T10:00:00.000Z',
    '2027-02-28T11:00:00.000Z',
    '2027-03-31T11:00:00.000Z',
  ])
})

test('a renewal is a draft for an hour before it is charged', async () => {
  const shop = await opened()
  const { subscription } = await shop.subscriber()
  const from = shop.double.objects.events.length
  await shop.double.advance(at('2027-02-28T10:59:59Z'))

  const { data } = await shop.stripe.invoices.list({ subscription, status: 'draft' })
  expect(data).toMatchObject([{ billing_reason: 'subscription_cycle', amount_due: 1000, number: null }])
  expect(typesSince(shop, from)).toEqual(['invoice.created', 'customer.subscription.updated'])
  const [updated] = shop.double.objects.events.slice(-1)
  expect(updated?.data.previous_attributes).toHaveProperty('items')
  expect(updated?.data.previous_attributes).toHaveProperty('latest_invoice')
})

test.each([
  ['cancel', 'canceled'],
  ['unpaid', 'unpaid'],
  ['past_due', 'past_due'],
] as const)(
  'a card that fails is tried three times more, and then the policy %s holds',
  async (afterRetries, status) => {
    const shop = await opened({ afterRetries })
    const { customer, subscription } = await shop.subscriber('fails-later')
    const failures = () => typesSince(shop).filter(type => type === 'invoice.payment_failed').length
    const seen: Array<[string, number, string]> = []
    for (const moment of ['02-28T11', '03-03T11', '03-08T11', '03-15T11']) {
      await shop.double.advance(at(`2027-${moment}:00:00Z`))
      seen.push([moment, failures(), shop.double.objects.subscriptions[0]!.status])
    }

    expect(seen).toEqual([
      ['02-28T11', 1, 'past_due'],
      ['03-03T11', 2, 'past_due'],
      ['03-08T11', 3, 'past_due'],
      ['03-15T11', 4, status],
    ])
    expect(shop.double.charges(customer)).toHaveLength(1)
    const { cancellation_details } = await shop.stripe.subscriptions.retrieve(subscription)
    expect(cancellation_details?.reason).toBe(status === 'canceled' ? 'payment_failed' : null)
  },
)

test('a card that works again pays the open invoice with the next try, once', async () => {
  const shop = await opened()
  const { customer } = await shop.subscriber('fails-later')
  await shop.double.advance(at('2027-03-01T00:00:00Z'))
  shop.double.card(customer, 'good')
  await shop.double.advance(at('2027-03-20T00:00:00Z'))

  expect(shop.double.charges(customer)).toHaveLength(2)
  const [paid] = (await shop.stripe.invoices.list({ customer, limit: 1 })).data
  expect(paid).toMatchObject({
    status: 'paid',
    attempt_count: 2,
    next_payment_attempt: null,
    auto_advance: false,
    amount_remaining: 0,
  })
  expect(shop.double.objects.subscriptions[0]!.status).toBe('active')
})

test('an open invoice is paid through the API, and not twice', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber('fails-later')
  await shop.double.advance(at('2027-03-01T00:00:00Z'))
  const [open] = (await shop.stripe.invoices.list({ customer, status: 'open' })).data

  expect(await refusalOf(shop.stripe.invoices.pay(open!.id))).toMatchObject({
    statusCode: 402,
    code: 'card_declined',
  })
  shop.double.card(customer, 'good')
  expect(await shop.stripe.invoices.pay(open!.id)).toMatchObject({ status: 'paid', amount_paid: 1000 })
  expect(await refusalOf(shop.stripe.invoices.pay(open!.id))).toMatchObject({ code: 'invoice_already_paid' })
  expect((await shop.stripe.subscriptions.retrieve(subscription)).status).toBe('active')
})

test('what an unpaid subscription owes stays a draft until somebody pays', async () => {
  const shop = await opened({ afterRetries: 'unpaid' })
  const { customer, subscription } = await shop.subscriber('fails-later')
  await shop.double.advance(at('2027-04-02T00:00:00Z'))
  const { latest_invoice } = await shop.stripe.subscriptions.retrieve(subscription)
  const latest = await shop.stripe.invoices.retrieve(String(latest_invoice))

  expect(latest).toMatchObject({ status: 'draft', auto_advance: false })
  shop.double.card(customer, 'good')
  await shop.stripe.invoices.pay(latest.id)
  expect((await shop.stripe.subscriptions.retrieve(subscription)).status).toBe('active')
})

test('a cancellation takes effect at the end of the period, and not when it is taken back', async () => {
  const shop = await opened()
  const { subscription } = await shop.subscriber()
  const told = await shop.stripe.subscriptions.update(subscription, { cancel_at_period_end: true })
  expect(told.cancel_at).toBe(told.items.data[0]!.current_period_end)
  await shop.stripe.subscriptions.update(subscription, { cancel_at_period_end: false })
  await shop.double.advance(at('2027-03-01T00:00:00Z'))
  expect(shop.double.objects.subscriptions[0]!.status).toBe('active')

  await shop.stripe.subscriptions.update(subscription, { cancel_at_period_end: true })
  await shop.double.advance(at('2027-04-01T00:00:00Z'))
  expect(await shop.stripe.subscriptions.retrieve(subscription)).toMatchObject({
    status: 'canceled',
    cancellation_details: { reason: 'cancellation_requested' },
  })
  expect(shop.double.charges()).toHaveLength(2)
})

test('a deleted customer pays nothing more: subscriptions end at once, sessions are closed to them', async () => {
  const shop = await opened()
  const { customer } = await shop.subscriber()
  const session = await shop.checkout(customer)
  const from = shop.double.objects.events.length

  expect(await shop.stripe.customers.del(customer)).toEqual({
    id: customer,
    object: 'customer',
    deleted: true,
  })
  expect(typesSince(shop, from)).toEqual(['customer.subscription.deleted', 'customer.deleted'])
  expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true })
  expect(() => shop.double.pay(session.id)).toThrow()
  expect((await refusalOf(shop.checkout(customer))).code).toBe('resource_missing')
  await shop.double.advance(at('2027-06-01T00:00:00Z'))
  expect(shop.double.charges()).toHaveLength(1)
})

test('a customer keeps to one currency', async () => {
  const shop = await opened()
  const { customer } = await shop.subscriber()
  const dollars = await shop.stripe.prices.create({
    product: shop.product.id,
    currency: 'usd',
    unit_amount: 1000,
    recurring: { interval: 'month' },
  })

  expect((await refusalOf(shop.checkout(customer, dollars.id))).message).toContain('combine currencies')
  const { id } = await shop.checkout(customer, shop.dear.id)
  const { data } = await shop.stripe.checkout.sessions.listLineItems(id)
  expect(data).toMatchObject([{ quantity: 1, amount_total: 2000, price: { id: shop.dear.id } }])
})

test('a canceled subscription stays as it is', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber()
  await shop.stripe.subscriptions.cancel(subscription)
  const again = shop.stripe.subscriptions.update(subscription, { cancel_at_period_end: true })

  expect((await refusalOf(again)).code).toBe('invalid_canceled_subscription_fields')
  expect(await refusalOf(shop.stripe.subscriptions.cancel(subscription))).toMatchObject({ statusCode: 404 })
  expect((await shop.stripe.subscriptions.list({ customer })).data).toEqual([])
  expect((await shop.stripe.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(1)
  const noted = await shop.stripe.subscriptions.update(subscription, { metadata: { seen: 'yes' } })
  expect(noted).toMatchObject({ status: 'canceled', metadata: { workspace: 'workspace-1', seen: 'yes' } })
})

test('a price tells of itself what holds now, in what is subscribed to as well', async () => {
  const shop = await opened()
  const { subscription } = await shop.subscriber()
  await shop.stripe.prices.update(shop.cheap.id, { metadata: { plan: 'old' }, active: false })

  const { items } = await shop.stripe.subscriptions.retrieve(subscription)
  expect(items.data[0]?.price).toMatchObject({ active: false, metadata: { plan: 'old' } })
  const customer = await shop.stripe.customers.create({})
  expect((await refusalOf(shop.checkout(customer.id))).message).toContain('inactive')
})

test('a charge that is refused makes a customer delinquent until it is paid', async () => {
  const shop = await opened()
  const { customer } = await shop.subscriber('fails-later')
  await shop.double.advance(at('2027-03-01T00:00:00Z'))
  expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ delinquent: true })
  shop.double.card(customer, 'good')
  await shop.double.advance(at('2027-03-04T00:00:00Z'))

  expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ delinquent: false })
})
