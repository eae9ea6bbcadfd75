import Stripe from 'stripe'
import { type StripeOptions, startStripe } from './double.ts'

/** A double with the official package connected to it and two plans on sale: one cheap, one dear, by month and by year. */
export async function openShop(options: StripeOptions = {}) {
  const double = await startStripe({ now: new Date('2027-01-31T10:00:00Z'), ...options })
  const stripe = new Stripe(double.secretKey, {
    host: '127.0.0.1',
    port: double.port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
  })
  const product = await stripe.products.create({ name: 'Plan' })
  const priced = (unit_amount: number, interval: 'month' | 'year') =>
    stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount,
      recurring: { interval },
      lookup_key: `${unit_amount}-${interval}`,
      metadata: { plan: String(unit_amount) },
    })
  const cheap = await priced(1000, 'month')
  const dear = await priced(2000, 'month')
  const yearly = await priced(20_000, 'year')
  const configuration = await stripe.billingPortal.configurations.create({
    business_profile: { headline: 'the shop' },
    features: {
      payment_method_update: { enabled: true },
      invoice_history: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        products: [{ product: product.id, prices: [cheap.id, dear.id, yearly.id] }],
        proration_behavior: 'always_invoice',
        schedule_at_period_end: {
          conditions: [{ type: 'decreasing_item_amount' }, { type: 'shortening_interval' }],
        },
      },
    },
  })

  async function checkout(customer: string, price = cheap.id) {
    return stripe.checkout.sessions.create({
      mode: 'subscription',
      customer,
      line_items: [{ price, quantity: 1 }],
      success_url: 'https://shop.example/done?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://shop.example/plans',
      client_reference_id: 'workspace-1',
      subscription_data: { metadata: { workspace: 'workspace-1' } },
    })
  }

  /** A customer who has just subscribed at Checkout. */
  async function subscriber(card: 'good' | 'fails-later' = 'good', price = cheap.id) {
    const customer = await stripe.customers.create({ email: 'a@shop.example' })
    const session = await checkout(customer.id, price)
    double.pay(session.id, card)
    const { subscription } = await stripe.checkout.sessions.retrieve(session.id)
    return { customer: customer.id, subscription: String(subscription) }
  }

  /** A portal session for one flow that goes back to the shop when it is done. */
  async function portal(
    customer: string,
    flow?: Omit<Stripe.BillingPortal.SessionCreateParams.FlowData, 'after_completion'>,
  ) {
    const redirect = { return_url: 'https://shop.example/changed' }
    return stripe.billingPortal.sessions.create({
      customer,
      configuration: configuration.id,
      return_url: 'https://shop.example/billing',
      ...(flow && { flow_data: { ...flow, after_completion: { type: 'redirect' as const, redirect } } }),
    })
  }

  /** A portal session in which the customer confirms another price. */
  async function changing(customer: string, subscription: string, price: string) {
    const { items } = await stripe.subscriptions.retrieve(subscription)
    return portal(customer, {
      type: 'subscription_update_confirm',
      subscription_update_confirm: { subscription, items: [{ id: items.data[0]!.id, price, quantity: 1 }] },
    })
  }

  return {
    double,
    stripe,
    product,
    cheap,
    dear,
    yearly,
    configuration,
    checkout,
    subscriber,
    portal,
    changing,
  }
}

export type Shop = Awaited<ReturnType<typeof openShop>>

/** The types of the events since a point, in order. */
export const typesSince = ({ double }: Shop, from = 0): string[] =>
  double.objects.events.slice(from).map(({ type }) => type)

/** The error that a call to the API ends with. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await call
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error
    throw error
  }
  throw new Error('the call was not refused')
}
