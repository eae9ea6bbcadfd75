import { createHash } from 'node:crypto'
import type { PlanEntry } from '../../plans/file.ts'
import { mark } from './portal.ts'
import { productOf } from './prices.ts'

/** As many products as the portal can offer. */
export const mostPlans = 10

/** What people may do at the portal, and between which prices they may change there. */
export function portalOf(url: string, prices: { plan: PlanEntry; id: string }[]) {
  const plans = [...new Set(prices.map(({ plan }) => plan))].slice(0, mostPlans)
  const products = plans.map(plan => ({
    product: productOf(plan.id),
    prices: prices.filter(price => price.plan === plan).map(({ id }) => id),
  }))
  const wanted = {
    // Stripe shows it to others, who reach no address of one's own machine.
    ...(isPublic(url) && { business_profile: { privacy_policy_url: `${url}/privacy` } }),
    default_return_url: `${url}/billing`,
    features: {
      customer_update: { enabled: true, allowed_updates: ['name', 'email', 'address', 'tax_id'] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_update: products.length ? changes(products) : { enabled: false },
    },
  }
  return { ...wanted, metadata: { atavus: mark, made: fingerprint(wanted) } }
}

/** More is paid for at once, by the day; less comes with the next period, so that nothing is paid back. */
function changes(products: { product: string; prices: string[] }[]) {
  const conditions = [{ type: 'decreasing_item_amount' }, { type: 'shortening_interval' }]
  return {
    enabled: true,
    default_allowed_updates: ['price'],
    products,
    proration_behavior: 'always_invoice',
    schedule_at_period_end: { conditions },
  }
}

export const isPublic = (url: string): boolean => url.startsWith('https:')

/** Kept with what was made of it, since Stripe does not give all of it back. */
const fingerprint = (wanted: object): string =>
  createHash('sha256').update(JSON.stringify(wanted)).digest('base64url').slice(0, 22)
