import type { PortalWish } from '@atavus/contract/billing'
import type { z } from 'zod'
import { Refusal } from '../lib/refusal.ts'
import type { Actor } from '../logs/actor.ts'
import { audit } from '../logs/audit.ts'
import type { World } from '../world.ts'
import { soldPrice } from './checkout/sale.ts'
import { type HeldSubscription, type Payments, PaymentsFault, type PortalFlow } from './payments.ts'
import { loadSubscription } from './queries.ts'
import { syncBilling } from './sync.ts'

/** Who goes to the portal, and of which workspace. */
interface Visit {
  world: World
  payments: Payments
  workspace: string
  by: Actor
}
type Wish = z.infer<typeof PortalWish>
type ChangeWish = Extract<Wish, { to: 'change' }>

/**
 * Gives a page of Stripe's portal. Nothing is changed before it is confirmed there, where what it costs is shown. What
 * ends, or changes with the next period, is taken back on the portal's home first. Refuses with `not_subscribed`, with
 * `already_subscribed` a change to what there is, and with `invalid_request` one to what is not sold; throws
 * `PaymentsFault`.
 */
export async function openPortal(visit: Visit, wish: Wish): Promise<string> {
  const { world, payments, workspace, by } = visit
  try {
    const { customer, flow } = await destination(visit, wish)
    const done = `${world.settings.url}/billing?done=${flow.to === 'home' ? 'portal' : flow.to}`
    const url = await payments.openPortal(customer, done, flow)
    await world.db.tenant(workspace, tenant => audit(tenant, by, 'plan.portal_opened', { fields: [flow.to] }))
    return url
  } catch (error) {
    if (!(error instanceof PaymentsFault) || error.code !== 'missing') throw error
    // Somebody ended it at Stripe, and nobody told.
    await syncBilling(world, workspace)
    throw new Refusal('not_subscribed')
  }
}

async function destination(visit: Visit, wish: Wish): Promise<{ customer: string; flow: PortalFlow }> {
  const row = await visit.world.db.tenant(visit.workspace, loadSubscription)
  if (!row?.customer || row.live !== visit.payments.live) throw new Refusal('not_subscribed')
  const { customer, subscription } = row
  if (wish.to === 'payment' || wish.to === 'home') return { customer, flow: { to: wish.to } }
  const held = await heldNow(visit, customer, subscription)
  const flow = wish.to === 'change' ? await changing(visit, held, wish) : cancelling(held)
  return { customer, flow }
}

/** The subscription as it stands at Stripe just now; where it runs no more we learn it here. */
async function heldNow(
  { world, payments, workspace }: Visit,
  customer: string,
  subscription: string | null,
): Promise<HeldSubscription> {
  const { subscriptions } = await payments.customer(customer)
  const held = subscriptions.find(({ id }) => id === subscription)
  if (held && !isOver(held)) return held
  await syncBilling(world, workspace)
  throw new Refusal('not_subscribed')
}

const isOver = ({ status }: HeldSubscription): boolean =>
  status === 'canceled' || status.startsWith('incomplete')

const cancelling = ({ id, endsAt }: HeldSubscription): PortalFlow =>
  endsAt ? { to: 'home' } : { to: 'cancel', subscription: id }

async function changing(
  { world, payments }: Visit,
  held: HeldSubscription,
  wish: ChangeWish,
): Promise<PortalFlow> {
  const price = await soldPrice(world, payments, wish)
  if (price.id === held.price.id) throw new Refusal('already_subscribed')
  if (held.endsAt || held.next) return { to: 'home' }
  return { to: 'change', subscription: held.id, item: held.item, price: price.id }
}
