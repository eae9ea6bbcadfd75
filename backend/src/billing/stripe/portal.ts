import type { Stripe } from 'stripe'
import type { PortalFlow } from '../payments.ts'

/** By this mark our own configuration of the portal is known among others. */
export const mark = 'portal'

/** Our own configuration of the portal; null: none was published, Stripe's default one holds. */
export async function findPortal(client: Stripe): Promise<Stripe.BillingPortal.Configuration | null> {
  for await (const configuration of client.billingPortal.configurations.list({ active: true, limit: 100 }))
    if (configuration.metadata?.atavus === mark) return configuration
  return null
}

/** The one act that somebody came for, after which they are sent back; undefined: they look around. */
export function flowData(
  flow: PortalFlow,
  returnUrl: string,
): Stripe.BillingPortal.SessionCreateParams.FlowData | undefined {
  const back = { after_completion: { type: 'redirect', redirect: { return_url: returnUrl } } }
  switch (flow.to) {
    case 'home':
      return undefined
    case 'payment':
      return { ...back, type: 'payment_method_update' }
    case 'cancel':
      return {
        ...back,
        type: 'subscription_cancel',
        subscription_cancel: { subscription: flow.subscription },
      }
    case 'change': {
      const { subscription, item: id, price } = flow
      const confirm = { subscription, items: [{ id, price, quantity: 1 }] }
      return { ...back, type: 'subscription_update_confirm', subscription_update_confirm: confirm }
    }
  }
}
