import {
  BillingChange,
  CheckoutWish,
  type Invoices,
  PortalWish,
  type StripePage,
} from '@atavus/contract/billing'
import type { Context, MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import { body, type Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limited, take } from '../limits/limit.ts'
import { audit } from '../logs/audit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { startCheckout } from './checkout/checkout.ts'
import { chooseAtLimit } from './figures/queries.ts'
import { operatorShown } from './operator.ts'
import { type Payments, PaymentsFault } from './payments.ts'
import { openPortal } from './portal.ts'
import { loadSubscription, tellAssistants } from './queries.ts'
import { compareAll } from './reconcile.ts'
import { billingShown, plansShown } from './shown.ts'
import { syncBilling } from './sync.ts'

/** The rooms of plans and payment. Where nothing is paid for they are not there. */
export function openBilling(door: OpenDoor, world: World): void {
  const sold = soldHere(world)
  const shown = (payments: Payments, workspace: string) =>
    world.db.tenant(workspace, tenant => billingShown(payments, tenant))

  door('billing', sold, async c => c.json(await shown(c.var.payments, c.var.principal.workspace)))

  door('changeBilling', sold, async c => {
    const { payments, account } = c.var
    const { atLimit } = await body(c, BillingChange)
    const now = await world.db.tenant(account.workspace, async tenant => {
      await chooseAtLimit(tenant, atLimit)
      await audit(tenant, account, 'plan.limit_chosen', { fields: [atLimit] })
      await tellAssistants(tenant)
      return billingShown(payments, tenant)
    })
    return c.json(now)
  })

  door('plans', sold, async c => {
    const { payments, principal } = c.var
    return c.json(await asking(world, () => plansShown(world, payments, principal.workspace)))
  })

  openStripe(door, world, sold)
  openOperatorBilling(door, world, sold)
}

/** What Stripe is asked for by somebody who waits: not more often than a person does. */
function openStripe(door: OpenDoor, world: World, sold: MiddlewareHandler<Door>): void {
  const often = limitAsking(world)

  door('refreshBilling', sold, often, async c => {
    const { payments, principal } = c.var
    await asking(world, () => syncBilling(world, principal.workspace))
    return c.json(await world.db.tenant(principal.workspace, tenant => billingShown(payments, tenant)))
  })

  door('startCheckout', sold, often, async c => {
    const wish = await body(c, CheckoutWish)
    return c.json(await page(world, () => startCheckout(tillOf(world, c), wish)))
  })

  door('openPortal', sold, often, async c => {
    const wish = await body(c, PortalWish)
    if (c.var.suspended && wish.to === 'change') throw new Refusal('suspended')
    return c.json(await page(world, () => openPortal(tillOf(world, c), wish)))
  })

  door('invoices', sold, often, async c => {
    const { payments, account } = c.var
    return c.json(await asking(world, () => invoicesOf(world, payments, account.workspace)))
  })
}

function openOperatorBilling(door: OpenDoor, world: World, sold: MiddlewareHandler<Door>): void {
  door('operatorBilling', sold, async c => c.json(await operatorShown(world, c.var.payments)))

  door('compareBilling', sold, async c => {
    await compareAll(world)
    return c.body(null, 202)
  })
}

declare module '../lib/door.ts' {
  interface Variables {
    /** Where plans are paid for. */
    payments: Payments
  }
}

/** The gate behind which there are plans. */
function soldHere({ payments }: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    if (!payments) throw new Refusal('not_found')
    c.set('payments', payments)
    await next()
  }
}

function limitAsking(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    await take(world, c, [limited(world, 'billing', c.var.principal.workspace, world.limits.billing)])
    await next()
  }
}

const tillOf = (world: World, c: Context<Door>) => {
  const { payments, account } = c.var
  return { world, payments, workspace: account.workspace, by: account }
}

const page = async (world: World, open: () => Promise<string>): Promise<z.infer<typeof StripePage>> => ({
  url: await asking(world, open),
})

async function invoicesOf(
  world: World,
  payments: Payments,
  workspace: string,
): Promise<z.infer<typeof Invoices>> {
  const row = await world.db.tenant(workspace, loadSubscription)
  if (!row?.customer || row.live !== payments.live) return { items: [] }
  return { items: await payments.invoices(row.customer) }
}

/** What Stripe does not answer, or not so, is refused as `billing_unavailable`; the log learns what it did not like. */
async function asking<T>(world: World, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof PaymentsFault)) throw error
    if (error.code !== 'unavailable') world.fault(error)
    throw new Refusal('billing_unavailable', { retryAfter: 10 })
  }
}
