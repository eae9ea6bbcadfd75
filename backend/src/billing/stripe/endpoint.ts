import { Stripe } from 'stripe'
import { isPublic } from './portal-features.ts'

/** What we want to hear of; each of them only says to ask again. */
const events: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'customer.updated',
  'customer.deleted',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'subscription_schedule.created',
  'subscription_schedule.updated',
  'subscription_schedule.canceled',
  'subscription_schedule.completed',
  'subscription_schedule.released',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.marked_uncollectible',
  'invoice.voided',
]

const addressAt = (url: string): string => `${url}/webhooks/stripe`

/** Makes Stripe tell us; gives lines for the terminal, the secret among them, which Stripe shows this one time. */
export async function publishEndpoint(client: Stripe, url: string): Promise<string[]> {
  const address = addressAt(url)
  if (!isPublic(url))
    return [
      `Webhook: Stripe cannot reach ${url}. While you try it out, keep this running, and set`,
      'STRIPE_WEBHOOK_SECRET to the whsec_… that it prints:',
      `  stripe listen --forward-to ${address}`,
    ]
  const known = await findEndpoint(client, url)
  if (known) return [`Webhook ${address}: ${await mended(client, known)}`]
  const made = await client.webhookEndpoints.create({
    url: address,
    enabled_events: events,
    api_version: Stripe.API_VERSION,
    metadata: { atavus: 'webhook' },
  })
  return [`Webhook ${address}: made`, `Set this; Stripe shows it once: STRIPE_WEBHOOK_SECRET=${made.secret}`]
}

export async function findEndpoint(client: Stripe, url: string): Promise<Stripe.WebhookEndpoint | undefined> {
  for await (const endpoint of client.webhookEndpoints.list({ limit: 100 }))
    if (endpoint.url === addressAt(url)) return endpoint
  return undefined
}

/** Whether it tells us all that we want to hear of. */
export function isWhole({ status, enabled_events }: Stripe.WebhookEndpoint): boolean {
  const all = enabled_events.includes('*') || events.every(event => enabled_events.includes(event))
  return status === 'enabled' && all
}

async function mended(client: Stripe, endpoint: Stripe.WebhookEndpoint): Promise<string> {
  if (isWhole(endpoint)) return 'there already'
  await client.webhookEndpoints.update(endpoint.id, { enabled_events: events, disabled: false })
  return 'changed'
}
