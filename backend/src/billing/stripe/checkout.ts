import type { Stripe } from 'stripe'
import type { CheckoutOrder } from '../payments.ts'

/**
 * What a checkout is made with. Nothing about people is among it: who pays types their name, address and card at
 * Stripe, which keeps them with the customer.
 */
export function checkoutOf(order: CheckoutOrder): Stripe.Checkout.SessionCreateParams {
  const { customer, workspace, plan, price, doneUrl, backUrl, until } = order
  const metadata = { workspace, plan }
  return {
    mode: 'subscription',
    customer,
    line_items: [{ price, quantity: 1 }],
    client_reference_id: workspace,
    metadata,
    subscription_data: { metadata },
    success_url: doneUrl,
    cancel_url: backUrl,
    expires_at: Math.floor(until.getTime() / 1000),
    customer_update: { name: 'auto', address: 'auto' },
    billing_address_collection: 'auto',
    tax_id_collection: { enabled: true },
    locale: 'auto',
  }
}
