import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PortalFlow } from '../payments.ts'
import { moment, openTill, type Till, workspace } from './testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.close())

const days = (count: number) => new Date(moment.getTime() + count * 86_400_000)

test('a customer is made once a key, and Stripe learns the workspace alone', async () => {
  const { payments, double, customer } = till

  expect(await payments.createCustomer(workspace, `customer-${workspace}-1`)).toBe(customer)
  expect(double.objects.customers).toHaveLength(1)
  const made = double.requests.find(({ method, path }) => method === 'POST' && path === '/v1/customers')
  expect(made?.parameters).toEqual({ metadata: { workspace } })
})

test('a checkout is started once a key, for the plan and until the moment that was said', async () => {
  const { payments, double } = till
  const order = await till.order()
  const first = await payments.startCheckout(order, 'one')

  expect(await payments.startCheckout(order, 'one')).toEqual(first)
  expect(double.objects.sessions).toHaveLength(1)
  expect(double.objects.sessions[0]).toMatchObject({
    url: first.url,
    client_reference_id: workspace,
    metadata: { workspace, plan: 'starter' },
    expires_at: order.until.getTime() / 1000,
    amount_total: 1900,
  })
})

test('a checkout that nobody paid is ended; one that was paid, or is over, says so', async () => {
  const { payments, double } = till
  const open = await payments.startCheckout(await till.order(), 'open')
  expect(await payments.endCheckout(open.id)).toBe('ended')
  expect(await payments.endCheckout(open.id)).toBe('over')
  expect(await payments.endCheckout('cs_test_unknown')).toBe('over')

  const paid = await payments.startCheckout(await till.order(), 'paid')
  double.pay(paid.id, 'good')
  expect(await payments.endCheckout(paid.id)).toBe('paid')
})

test('whether a checkout was paid is not guessed while Stripe is down', async () => {
  const { id } = await till.payments.startCheckout(await till.order(), 'open')
  till.double.fault(/expire$/, 'status-500')

  await expect(till.payments.endCheckout(id)).rejects.toMatchObject({ code: 'unavailable' })
})

test('a subscription is told as Stripe holds it', async () => {
  const { customer, payments } = till
  expect(await payments.customer(customer)).toEqual({ deleted: false, card: null, subscriptions: [] })
  const price = (await payments.prices()).get('starter')?.month

  expect(await till.bought()).toEqual({
    id: expect.stringMatching(/^sub_/),
    item: expect.stringMatching(/^si_/),
    card: expect.stringMatching(/^pm_/),
    status: 'active',
    plan: 'starter',
    price,
    interval: 'month',
    createdAt: moment,
    periodEndsAt: new Date('2027-02-10T10:00:00Z'),
    endsAt: null,
    unpaid: null,
    next: null,
  })
})

test('a cancelled subscription says when it ends, and one that ended stays in sight', async () => {
  const { payments, double, customer } = till
  const { id, periodEndsAt } = await till.bought()
  double.cancel(
    await payments.openPortal(customer, 'http://localhost:4600/billing', { to: 'cancel', subscription: id }),
  )
  expect(await till.held()).toMatchObject({ status: 'active', endsAt: periodEndsAt })

  await double.advance(days(32))
  expect(await till.held()).toMatchObject({ id, status: 'canceled' })
})

test('a step down is told as what comes next, a step up holds at once', async () => {
  const { payments, double, customer } = till
  const { id: subscription, item } = await till.bought('business')
  const change = async (plan: string, interval: 'month' | 'year') => {
    const price = (await payments.prices()).get(plan)?.[interval]?.id ?? ''
    const flow: PortalFlow = { to: 'change', subscription, item, price }
    return double.confirmChange(
      await payments.openPortal(customer, 'http://localhost:4600/billing?done=change', flow),
    )
  }
  expect(await change('business', 'year')).toBe('http://localhost:4600/billing?done=change')
  expect(await till.held()).toMatchObject({ plan: 'business', interval: 'year', next: null })

  await change('starter', 'month')
  const { periodEndsAt, ...now } = await till.held()
  expect(now).toMatchObject({
    plan: 'business',
    interval: 'year',
    next: { plan: 'starter', interval: 'month', at: periodEndsAt },
  })
  await double.advance(new Date(periodEndsAt.getTime() + 3 * 60 * 60_000))
  expect(await till.held()).toMatchObject({ plan: 'starter', interval: 'month', next: null })
})

test('an end on another day than the period’s is told, and a step to the same price is none', async () => {
  const { payments, double, customer } = till
  const { id: subscription, item } = await till.bought('business')
  const price = (await payments.prices()).get('starter')?.month?.id ?? ''
  const flow: PortalFlow = { to: 'change', subscription, item, price }
  double.confirmChange(await payments.openPortal(customer, 'http://localhost:4600/billing', flow))
  const [stored] = double.objects.subscriptions
  const [schedule] = double.objects.schedules
  if (!stored || !schedule) throw new Error('nothing is held')
  expect((await till.held()).next).not.toBeNull()

  for (const phase of schedule.phases)
    for (const one of phase.items) one.price = stored.items.data[0]?.price.id ?? ''
  stored.cancel_at = days(5).getTime() / 1000
  expect(await till.held()).toMatchObject({ next: null, endsAt: days(5) })
})

test('whoever owes several invoices is late since the first of them', async () => {
  await till.close()
  till = await openTill({ afterRetries: 'past_due' })
  const { double } = till
  await till.bought('starter', 'fails-later')
  await double.advance(days(33))
  const first = await till.held()
  expect(first).toMatchObject({ status: 'past_due', unpaid: { invoice: expect.stringMatching(/^in_/) } })
  const since = first.unpaid?.since.getTime() ?? 0
  expect(since).toBeGreaterThanOrEqual(new Date('2027-02-10T10:00:00Z').getTime())
  expect(since).toBeLessThan(new Date('2027-02-10T12:00:00Z').getTime())

  await double.advance(days(70))
  expect(double.objects.invoices.filter(({ status }) => status === 'open').length).toBeGreaterThan(1)
  expect((await till.held()).unpaid).toEqual(first.unpaid)
  double.card(till.customer, 'good')
  double.payInvoice(first.unpaid?.invoice ?? '')
  const { status, unpaid } = await till.held()
  expect(status).toBe('past_due')
  expect(unpaid?.since.getTime()).toBeGreaterThan(days(40).getTime())
})

test('an invoice that Stripe has given up gives no new time either, until one is paid', async () => {
  await till.close()
  till = await openTill({ afterRetries: 'past_due' })
  const { double } = till
  await till.bought('starter', 'fails-later')
  await double.advance(days(32))
  const first = await till.held()
  const given = double.objects.invoices.at(-1)
  Object.assign(given ?? {}, { status: 'uncollectible' })
  expect((await till.held()).unpaid).toEqual(first.unpaid)
  await double.advance(days(65))
  expect((await till.held()).unpaid).toEqual(first.unpaid)

  double.card(till.customer, 'good')
  double.payInvoice(double.objects.invoices.at(-1)?.id ?? '')
  double.card(till.customer, 'fails-later')
  await double.advance(days(95))
  expect((await till.held()).unpaid?.since.getTime()).toBeGreaterThan(days(80).getTime())
})

test('a price of no plan of ours is told as such', async () => {
  const { payments, double, customer } = till
  const order = await till.order()
  const foreign = double.objects.prices.find(({ id }) => id === order.price)
  const { id } = await payments.startCheckout(order, 'one')
  if (foreign) foreign.metadata = {}
  double.pay(id, 'good')

  expect((await payments.customer(customer)).subscriptions).toMatchObject([{ plan: null, status: 'active' }])
})

test('invoices come newest first, with the days that they are for and without drafts', async () => {
  const { payments, double, customer } = till
  await till.bought()
  await double.advance(days(32))
  const invoices = await payments.invoices(customer)

  expect(invoices).toHaveLength(2)
  expect(invoices[0]).toEqual({
    id: expect.stringMatching(/^in_/),
    number: expect.any(String),
    createdAt: expect.stringMatching(/^2027-02-10T/),
    from: '2027-02-10T10:00:00.000Z',
    until: '2027-03-10T10:00:00.000Z',
    total: { amount: 1900, currency: 'eur' },
    state: 'paid',
    url: expect.stringContaining(double.url),
    pdf: expect.stringContaining(double.url),
  })
})

test('the portal opens where somebody wants to go, by our own configuration', async () => {
  const { payments, double, customer, client } = till
  await client.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } })
  await till.bought()
  for (const to of ['home', 'payment'] as const)
    await payments.openPortal(customer, 'http://localhost:4600/billing', { to })
  const sessions = double.objects.portalSessions

  expect(sessions.map(({ flow }) => flow?.type)).toEqual([undefined, 'payment_method_update'])
  const own = double.objects.configurations.find(({ metadata }) => metadata?.atavus === 'portal')
  for (const { configuration } of sessions) expect(configuration).toBe(own?.id)
})

test('a deleted customer is told as gone, and may be deleted again', async () => {
  const { payments, double, customer } = till
  await till.bought()
  await payments.deleteCustomer(customer)

  expect(double.objects.subscriptions).toMatchObject([{ status: 'canceled' }])
  expect(await payments.customer(customer)).toEqual({ deleted: true, card: null, subscriptions: [] })
  await expect(payments.customer('cus_unknown')).rejects.toMatchObject({ code: 'missing' })
  await payments.deleteCustomer(customer)
  await expect(payments.invoices('cus_unknown')).rejects.toMatchObject({ code: 'missing' })
})

test('who is another account’s is not told as gone, and where money moves not as deleted', async () => {
  const there = await openTill({ secretKey: 'sk_live_double' })
  await expect(there.payments.customer(till.customer)).rejects.toMatchObject({ code: 'missing' })
  await expect(there.payments.deleteCustomer(till.customer)).rejects.toMatchObject({ code: 'missing' })
  for (let times = 0; times < 2; times++) await there.payments.deleteCustomer(there.customer)
  expect(await there.payments.customer(there.customer)).toEqual({
    deleted: true,
    card: null,
    subscriptions: [],
  })
  await there.close()
})

test('nothing about people or this machine is in any request', async () => {
  const { payments, double, customer, ledger } = till
  await till.bought()
  await payments.openPortal(customer, 'http://localhost:4600/billing', { to: 'home' })
  await payments.invoices(customer)
  const own = double.requests.filter(({ path }) => !/products|configurations|prices/.test(path))

  expect(own.length).toBeGreaterThan(5)
  for (const { parameters, headers } of own) {
    expect(JSON.stringify(parameters)).not.toMatch(/email|phone|card|@/)
    const sent = Object.keys(headers).filter(
      name => !/^(host|connection|content-length|content-type)$/.test(name),
    )
    const known = [
      'accept',
      'accept-encoding',
      'authorization',
      'idempotency-key',
      'stripe-version',
      'user-agent',
    ]
    expect(known).toEqual(expect.arrayContaining(sent))
    expect(headers['user-agent']).toBe('Atavus')
  }
  for (const { purpose } of ledger)
    expect(purpose).toMatchObject({ kind: 'processor', name: 'stripe', why: 'billing' })
  // Who is known by name: the customer's beginning and each purchase.
  const whose = new Set(ledger.map(({ purpose }) => purpose.workspace))
  expect(whose).toEqual(new Set([undefined, workspace]))
})

test('whatever is written to Stripe carries a key, and what must not be there twice one of ours', async () => {
  const { payments, double, customer } = till
  const { id } = await payments.startCheckout(await till.order('business'), 'left')
  await payments.endCheckout(id)
  await till.bought()
  await payments.openPortal(customer, 'http://localhost:4600/billing', { to: 'home' })

  const written = double.requests.filter(({ method }) => method === 'POST')
  expect(written.length).toBeGreaterThan(5)
  for (const { key } of written) expect(key).toBeTruthy()
  expect(double.unkeyed.filter(({ path }) => /customers|checkout\/sessions$/.test(path))).toEqual([])
})
