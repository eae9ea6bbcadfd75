import { queueJob } from '../../jobs/queue.ts'
import { Refusal } from '../../lib/refusal.ts'
import type { World } from '../../world.ts'
import { type Payments, PaymentsFault } from '../payments.ts'
import { loadSubscription } from '../queries.ts'
import { beginCustomer, keepCustomer, nextAttempt } from './queries.ts'

/**
 * Makes the workspace Stripe's customer where it is none. The attempt is kept before Stripe is asked, so that after a
 * crash the same is asked again and the same customer comes. Throws `PaymentsFault`.
 */
export async function ensureCustomer(world: World, payments: Payments, workspace: string): Promise<void> {
  const row = await world.db.tenant(workspace, async tenant => {
    await beginCustomer(tenant, payments.live)
    return loadSubscription(tenant)
  })
  if (!row) throw new Refusal('not_found')
  if (row.customer) return
  const made = await payments
    .createCustomer(workspace, `customer-${workspace}-${row.attempt}`)
    .catch(error => givenUp(world, workspace, row.attempt, error))
  const kept = await world.db.tenant(workspace, async tenant => {
    await keepCustomer(tenant, row.attempt, made)
    return loadSubscription(tenant)
  })
  if (kept) return
  // The workspace was deleted meanwhile, before anybody knew of its customer.
  const end = {
    kind: 'customer-end',
    subject: { customer: made, live: payments.live, checkout: null },
  } as const
  await world.db.keeper(keeper => queueJob(keeper, end))
  throw new Refusal('not_found')
}

/** By this key it will not come any more: the next attempt has another. */
async function givenUp(world: World, workspace: string, attempt: number, error: unknown): Promise<never> {
  if (isLasting(error)) await world.db.tenant(workspace, tenant => nextAttempt(tenant, attempt))
  throw error
}

/**
 * Whether the same key would only bring the same again: Stripe does not do it, or failed at it, which it keeps with the
 * key for a day (https://docs.stripe.com/api/idempotent_requests).
 */
export const isLasting = (error: unknown): boolean =>
  error instanceof PaymentsFault && (error.code !== 'unavailable' || error.detail === 'api_error')
