import { afterEach, expect, test } from 'vitest'
import { openShop, refusalOf, type Shop, typesSince } from './shop.ts'

let shop: Shop | undefined
afterEach(() => shop?.double.close())

async function opened(options: Parameters<typeof openShop>[0] = {}) {
  shop = await openShop({ now: new Date('2027-04-01T00:00:00Z'), ...options })
  return shop
}

const later = ({ double }: Shop, moment: string) => double.advance(new Date(moment))

test('a confirmed upgrade is charged at once and takes effect at once', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber()
  await later(shop, '2027-04-16T00:00:00Z')
  const { url, flow } = await shop.changing(customer, subscription, shop.dear.id)

  expect(flow?.type).toBe('subscription_update_confirm')
  expect(shop.double.confirmChange(url)).toBe('https://shop.example/changed')
  expect((await shop.stripe.subscriptions.retrieve(subscription)).items.data[0]?.price.id).toBe(shop.dear.id)
  expect(shop.double.charges(customer).map(({ amount }) => amount)).toEqual([1000, 500])
  expect(() => shop.double.confirmChange(url)).toThrow('You already have this plan.')
  expect(shop.double.charges(customer)).toHaveLength(2)
})

test('a card that is refused leaves the plan as it was', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber('fails-later')
  await later(shop, '2027-04-16T00:00:00Z')
  const { url } = await shop.changing(customer, subscription, shop.dear.id)
  const from = shop.double.objects.events.length

  expect(() => shop.double.confirmChange(url)).toThrow('Your card was declined.')
  expect(typesSince(shop, from)).toEqual([])
  expect((await shop.stripe.subscriptions.retrieve(subscription)).items.data[0]?.price.id).toBe(shop.cheap.id)
})

test('a downgrade waits in a schedule for the end of the period', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber('good', shop.dear.id)
  const { url } = await shop.changing(customer, subscription, shop.cheap.id)
  const from = shop.double.objects.events.length
  shop.double.confirmChange(url)

  expect(typesSince(shop, from)).toEqual(['subscription_schedule.created', 'customer.subscription.updated'])
  const now = await shop.stripe.subscriptions.retrieve(subscription, { expand: ['schedule'] })
  expect(now.items.data[0]?.price.id).toBe(shop.dear.id)
  expect(now.schedule).toMatchObject({
    status: 'active',
    phases: [
      { items: [{ price: shop.dear.id }], end_date: now.items.data[0]?.current_period_end },
      { items: [{ price: shop.cheap.id }], start_date: now.items.data[0]?.current_period_end },
    ],
  })
  await later(shop, '2027-05-01T02:00:00Z')
  expect((await shop.stripe.subscriptions.retrieve(subscription)).items.data[0]?.price.id).toBe(shop.cheap.id)
  await later(shop, '2027-06-01T02:00:00Z')
  expect((await shop.stripe.subscriptions.retrieve(subscription)).schedule).toBeNull()
  expect(shop.double.charges(customer).map(({ amount }) => amount)).toEqual([2000, 1000, 1000])
})

test('from a year to a month is scheduled too, and the month starts a cycle of its own', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber('good', shop.yearly.id)
  shop.double.confirmChange((await shop.changing(customer, subscription, shop.dear.id)).url)
  await later(shop, '2028-05-02T00:00:00Z')

  expect(shop.double.charges(customer).map(({ amount }) => amount)).toEqual([20_000, 2000, 2000])
  const item = shop.double.objects.subscriptions[0]!.items.data[0]!
  expect(new Date(item.current_period_end * 1000).toISOString()).toBe('2028-06-01T00:00:00.000Z')
})

test('a scheduled change can be taken off, and goes with a cancellation', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber('good', shop.dear.id)
  const schedule = async () => String((await shop.stripe.subscriptions.retrieve(subscription)).schedule)
  shop.double.confirmChange((await shop.changing(customer, subscription, shop.cheap.id)).url)
  await shop.stripe.subscriptionSchedules.release(await schedule())
  expect(await schedule()).toBe('null')
  shop.double.confirmChange((await shop.changing(customer, subscription, shop.cheap.id)).url)
  const direct = shop.stripe.subscriptions.update(subscription, { cancel_at_period_end: true })
  expect((await refusalOf(direct)).message).toContain('managed by the subscription schedule')
  const flow = { type: 'subscription_cancel' as const, subscription_cancel: { subscription } }
  shop.double.cancel((await shop.portal(customer, flow)).url)

  expect(shop.double.objects.schedules.map(({ status }) => status)).toEqual(['released', 'released'])
  expect(await shop.stripe.subscriptions.retrieve(subscription)).toMatchObject({
    schedule: null,
    cancel_at_period_end: true,
    cancellation_details: { reason: 'cancellation_requested' },
  })
})

test('a cancellation is taken back on the home of the portal', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber()
  const flow = { type: 'subscription_cancel' as const, subscription_cancel: { subscription } }
  shop.double.cancel((await shop.portal(customer, flow)).url)
  shop.double.keep((await shop.portal(customer)).url)

  expect(await shop.stripe.subscriptions.retrieve(subscription)).toMatchObject({
    cancel_at_period_end: false,
    cancel_at: null,
    status: 'active',
  })
})

test('a new card is the customer’s default, and pays once the subscription keeps none of its own', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber('fails-later')
  await later(shop, '2027-05-01T02:00:00Z')
  const { url } = await shop.portal(customer, { type: 'payment_method_update' })

  expect(() => shop.double.setCard(url, 'declined')).toThrow('Your card was declined.')
  expect(shop.double.setCard(url, 'good')).toBe('https://shop.example/changed')
  const [method] = shop.double.objects.paymentMethods.slice(-1)
  expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({
    invoice_settings: { default_payment_method: method?.id },
  })
  await later(shop, '2027-05-05T00:00:00Z')
  expect(shop.double.charges(customer)).toHaveLength(1)
  await shop.stripe.subscriptions.update(subscription, { default_payment_method: '' })
  await later(shop, '2027-05-10T00:00:00Z')
  expect(shop.double.charges(customer)).toHaveLength(2)
  expect(shop.double.objects.subscriptions[0]!.status).toBe('active')
})

test('a flow that does not fit is refused', async () => {
  const shop = await opened()
  const { stripe, cheap, dear } = shop
  const { customer, subscription } = await shop.subscriber()
  const cancelling = { type: 'subscription_cancel' as const, subscription_cancel: { subscription } }
  const refusal = async (call: Promise<unknown>) => {
    const { code, param, message } = await refusalOf(call)
    return [code, param, message].join(' ')
  }

  expect(await refusal(shop.changing(customer, subscription, cheap.id))).toContain('must change the price')
  const foreign = await stripe.prices.create({
    product: shop.product.id,
    currency: 'eur',
    unit_amount: 5,
    recurring: { interval: 'month' },
  })
  expect(await refusal(shop.changing(customer, subscription, foreign.id))).toContain('not in the portal')
  expect(await refusal(shop.portal(customer, { type: 'subscription_cancel' }))).toContain('parameter_missing')
  const stranger = await stripe.customers.create({})
  expect(await refusal(shop.portal(stranger.id, cancelling))).toContain('resource_missing')
  await stripe.subscriptions.update(subscription, { cancel_at_period_end: true })
  expect(await refusal(shop.portal(customer, cancelling))).toContain('already set to cancel')
  expect(await refusal(shop.changing(customer, subscription, dear.id))).toContain('already set to cancel')
  await stripe.subscriptions.cancel(subscription)
  expect(await refusal(shop.portal(customer, cancelling))).toContain('it is canceled')
  await stripe.billingPortal.configurations.update(shop.configuration.id, {
    features: { payment_method_update: { enabled: false } },
  })
  expect(await refusal(shop.portal(customer, { type: 'payment_method_update' }))).toContain('disabled')
  await stripe.billingPortal.configurations.update(shop.configuration.id, { active: false })
  expect(await refusal(shop.portal(customer))).toContain('inactive')
})

test('a configuration is found again by its metadata and changed in part', async () => {
  const { stripe, configuration } = await opened()
  await stripe.billingPortal.configurations.update(configuration.id, {
    metadata: { revision: '2' },
    features: { subscription_cancel: { enabled: false } },
  })
  const { data } = await stripe.billingPortal.configurations.list({ active: true })

  expect(data).toMatchObject([
    {
      metadata: { revision: '2' },
      business_profile: { headline: 'the shop' },
      features: {
        subscription_cancel: { enabled: false, mode: 'at_period_end' },
        subscription_update: { enabled: true, default_allowed_updates: ['price'] },
      },
    },
  ])
})

/** The pages, as a browser without JavaScript goes through them. */
async function browse(url: string, form?: Record<string, string>) {
  const answer = await fetch(url, {
    redirect: 'manual',
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  return { status: answer.status, goesTo: answer.headers.get('location'), text: await answer.text() }
}

test('the page of Checkout takes one card after the other, and is over when one has paid', async () => {
  const shop = await opened()
  const customer = await shop.stripe.customers.create({})
  const session = await shop.checkout(customer.id)
  const url = session.url!
  const first = await browse(url)
  for (const words of [
    'Plan',
    '€10.00 per month',
    'Card',
    'Declined',
    'Subscribe',
    'https://shop.example/plans',
    'Back',
  ])
    expect(first.text).toContain(words)

  expect(await browse(url, { card: 'declined' })).toMatchObject({ status: 200, goesTo: null })
  expect((await browse(url, { card: 'declined' })).text).toContain('Your card was declined.')
  const goesTo = `https://shop.example/done?session=${session.id}`
  expect(await browse(url, { card: 'good' })).toMatchObject({ status: 303, goesTo })
  expect((await browse(url, { card: 'good' })).text).toContain('You have already completed this payment.')
  expect(shop.double.charges()).toHaveLength(1)
})

test('the pages of the portal say what will happen and do it', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber()
  await later(shop, '2027-04-16T00:00:00Z')
  const change = await shop.changing(customer, subscription, shop.dear.id)
  const asked = await browse(change.url)
  expect(asked.text).toContain('Amount due today: €5.00')
  expect(asked.text).toContain('Return to the shop')
  expect(await browse(change.url, { act: 'confirm' })).toMatchObject({
    goesTo: 'https://shop.example/changed',
  })

  const { url } = await shop.portal(customer)
  const home = await browse(url)
  for (const words of [
    '€20.00 per month',
    'Renews on May 1, 2027',
    'Update payment method',
    'Cancel subscription',
    'Invoices',
  ])
    expect(home.text).toContain(words)
  const plans = await browse(`${url}/subscription_update`)
  for (const words of ['€10.00 per month', '€200.00 per year']) expect(plans.text).toContain(words)
  const foreign = { act: 'confirm', price: 'price_of_nobody' }
  expect((await browse(`${url}/subscription_update`, foreign)).text).toContain('Select a plan.')
  await browse(`${url}/subscription_update`, { act: 'confirm', price: shop.yearly.id })
  expect((await browse(url)).text).toContain('€200.00 per year')
  await browse(`${url}/subscription_cancel`, { act: 'cancel' })
  expect((await browse(url)).text).toContain("Don't cancel")
  await later(shop, '2027-04-16T01:00:01Z')
  expect((await browse(url)).text).toContain('Your session has expired.')
})

test('an open invoice is paid on its page, which also gives a file', async () => {
  const shop = await opened()
  const { customer, subscription } = await shop.subscriber('fails-later')
  await later(shop, '2027-05-01T02:00:00Z')
  const [invoice] = (await shop.stripe.invoices.list({ subscription, status: 'open' })).data
  const url = invoice!.hosted_invoice_url!

  expect((await browse(url, { act: 'pay' })).text).toContain('Your card was declined.')
  shop.double.card(customer, 'good')
  expect(await browse(url, { act: 'pay' })).toMatchObject({ status: 303, goesTo: url })
  expect((await browse(url)).text).toContain('Status: paid')
  const file = await fetch(invoice!.invoice_pdf!)
  expect(file.headers.get('content-type')).toBe('application/pdf')
  expect(await file.text()).toContain('%PDF-')
})
