import { setTimeout as pause } from 'node:timers/promises'
import type { CheckoutWish } from '@atavus/contract/billing'
import type { z } from 'zod'
import { Refusal } from '../../lib/refusal.ts'
import type { Actor } from '../../logs/actor.ts'
import { audit } from '../../logs/audit.ts'
import type { World } from '../../world.ts'
import { type Payments, PaymentsFault } from '../payments.ts'
import { loadSubscription, lockSubscription } from '../queries.ts'
import { syncBilling } from '../sync.ts'
import { ensureCustomer, isLasting } from './customer.ts'
import { nextStep, type OpenCheckout, type Wish } from './intent.ts'
import { dropCheckout, keepSession } from './queries.ts'
import { soldPrice } from './sale.ts'

/** Who wants to pay, for which workspace, and whom they pay. */
interface Till {
  world: World
  payments: Payments
  workspace: string
  by: Actor
}

const rounds = 12
const pauseMs = 250

/**
 * Gives a page of Stripe's on which a plan is paid for. However often it is asked for, at once or after a crash, there
 * is at most one such page of a workspace: the same wish gets the same one, and for another wish the former is ended
 * first. Refuses with `invalid_request` what is not on sale, with `already_subscribed`, and with `busy` where another
 * wish came meanwhile; throws `PaymentsFault`.
 */
export async function startCheckout(till: Till, asked: z.infer<typeof CheckoutWish>): Promise<string> {
  const { world, payments, workspace } = till
  const { id: price } = await soldPrice(world, payments, asked)
  const wish = { plan: asked.plan, interval: asked.interval, price }
  await syncBilling(world, workspace)
  await ensureCustomer(world, payments, workspace)
  for (let round = 0; round < rounds; round++) {
    const url = await walk(till, wish).catch(sameIsAsked)
    if (url) return url
  }
  throw new Refusal('busy', { retryAfter: 2 })
}

/** One step on the way; the page's address at its end. */
async function walk(till: Till, wish: Wish): Promise<string | undefined> {
  const step = await till.world.db.tenant(till.workspace, tenant => nextStep(tenant, wish))
  if (step.to === 'page') return step.url
  if (step.to === 'open') return open(till, step.checkout)
  await end(till, step.checkout)
  return undefined
}

/** Stripe is just making the same session for another request: a moment later its page is known. */
async function sameIsAsked(error: unknown): Promise<undefined> {
  if (!(error instanceof PaymentsFault) || error.detail !== 'idempotency_key_in_use') throw error
  await pause(pauseMs)
}

/** Has Stripe make the session, and keeps it before anybody gets its page. */
async function open(till: Till, checkout: OpenCheckout): Promise<string> {
  const { world, workspace, by } = till
  const session = await made(till, checkout)
  const kept = await world.db.tenant(workspace, async tenant => {
    const row = await lockSubscription(tenant)
    if (row?.checkout !== checkout.id) return false
    if (row.checkoutSession) return row.checkoutUrl !== null
    await keepSession(tenant, checkout.id, session.id, session.url)
    await audit(tenant, by, 'plan.checkout_opened', { fields: [checkout.plan, checkout.interval] })
    return true
  })
  // Another wish came meanwhile: it ends this session, and its own page is the one.
  if (!kept) throw new Refusal('busy', { retryAfter: 2 })
  return session.url
}

async function made(till: Till, checkout: OpenCheckout): Promise<{ id: string; url: string }> {
  try {
    return await ask(till, checkout)
  } catch (error) {
    // Nobody has its page, so that nothing is paid on it, even if Stripe has it.
    if (isLasting(error)) await drop(till, checkout, null)
    throw error
  }
}

/** By the same key with the same words, whoever asks and whenever: so it is the same session. */
const ask = ({ world: { settings }, payments, workspace }: Till, checkout: OpenCheckout) => {
  const { id, customer, plan, price, until } = checkout
  const order = { customer, workspace, plan, price, until }
  return payments.startCheckout(
    { ...order, doneUrl: `${settings.url}/billing?done=checkout`, backUrl: `${settings.url}/billing` },
    id,
  )
}

/** Ends a checkout that stands in the way. It is marked before, so that nobody gets its page any more. */
async function end(till: Till, checkout: OpenCheckout): Promise<void> {
  const { world, payments, workspace } = till
  const session = checkout.session ?? (await sessionOf(till, checkout))
  if (session) {
    await world.db.tenant(workspace, tenant => keepSession(tenant, checkout.id, session, null))
    if ((await payments.endCheckout(session)) === 'paid') return paid(till, checkout, session)
  }
  await drop(till, checkout, session)
}

/** The session of a checkout that may have been made before a crash; null: it was not, and will not be. */
async function sessionOf(till: Till, checkout: OpenCheckout): Promise<string | null> {
  try {
    return (await ask(till, checkout)).id
  } catch (error) {
    if (isLasting(error)) return null
    throw error
  }
}

/** It was paid before it could be ended. While that does not show as a subscription, nothing else is opened. */
async function paid(till: Till, checkout: OpenCheckout, session: string): Promise<void> {
  await syncBilling(till.world, till.workspace)
  const row = await till.world.db.tenant(till.workspace, loadSubscription)
  if (row?.subscription) await drop(till, checkout, session)
  throw new Refusal('already_subscribed')
}

const drop = ({ world, workspace }: Till, { id }: OpenCheckout, session: string | null): Promise<void> =>
  world.db.tenant(workspace, tenant => dropCheckout(tenant, id, session))
