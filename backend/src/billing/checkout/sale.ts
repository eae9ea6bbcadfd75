import type { CheckoutWish } from '@atavus/contract/billing'
import type { z } from 'zod'
import { Refusal } from '../../lib/refusal.ts'
import type { World } from '../../world.ts'
import type { Payments, SoldPrice } from '../payments.ts'

/** The price at Stripe of a plan that is on sale; refuses with `invalid_request` what is not sold so. */
export async function soldPrice(
  { settings }: World,
  payments: Payments,
  { plan, interval }: z.infer<typeof CheckoutWish>,
): Promise<SoldPrice> {
  const sold = settings.stripe?.plans.plans.find(({ id, retired }) => id === plan && !retired)
  const price = sold && (await payments.prices()).get(plan)?.[interval]
  if (!price) throw new Refusal('invalid_request', { errors: [{ path: 'plan', problem: 'is not sold so' }] })
  return price
}
