import type { Tenant } from '../db/tenancy.ts'
import { Later, type Taken } from '../jobs/job.ts'
import { audit } from '../logs/audit.ts'
import type { World } from '../world.ts'
import { cardToTake, takeOver } from './card.ts'
import { type OpenCheckout, openCheckout } from './checkout/intent.ts'
import { dropCheckout } from './checkout/queries.ts'
import { entitlement, heldPlan, none, type Oddity } from './entitlement.ts'
import { tellOwners } from './notices.ts'
import { type HeldCustomer, type Payments, PaymentsFault } from './payments.ts'
import {
  type Asking,
  beginAsking,
  forgetCustomer,
  listPlans,
  lockSubscription,
  type Seen,
  type SubscriptionFacts,
  type SubscriptionRow,
  storeAnswer,
  tellAssistants,
} from './queries.ts'

/**
 * Asks Stripe how a workspace's subscription stands and keeps what it says, with all that follows when another plan
 * holds. A card that the customer chose since takes over before. Nothing is locked while Stripe is asked; an answer to an
 * older asking is dropped. Throws `PaymentsFault` when Stripe cannot be asked; then all stays as it was. Answers whether
 * all is done: not so is a card that Stripe failed at, which is to be tried again.
 */
export async function syncBilling(world: World, workspace: string): Promise<boolean> {
  const { payments } = world
  if (!payments) return true
  const answer = await answerOf(world, payments, workspace)
  if (!answer) return true
  const { odd, left } = await world.db.tenant(workspace, tenant => keepAnswer(world, tenant, answer))
  for (const oddity of odd) world.fault(new OddSubscription(oddity))
  if (left) await endLeft(world, payments, workspace, left)
  return answer.seen !== undefined
}

/** What Stripe said to which asking; undefined as in `beginAsking`. */
interface Answer {
  asking: Asking
  held: HeldCustomer | undefined
  /** Undefined: the customer's card is not dealt with. */
  seen: Seen | undefined
}

/** Asks; and again, as another asking, where a card took over. Until its answer is kept nobody knows of that card. */
async function answerOf(world: World, payments: Payments, workspace: string): Promise<Answer | undefined> {
  const answer = await askOnce(world, payments, workspace)
  const taking = answer?.held && cardToTake(answer.asking, answer.held)
  if (!answer || !taking) return answer
  if (!(await takeOver(payments, taking))) return { ...answer, seen: undefined }
  const after = await askOnce(world, payments, workspace)
  return after && { ...after, seen: { card: taking.card } }
}

async function askOnce(world: World, payments: Payments, workspace: string): Promise<Answer | undefined> {
  const asking = await world.db.tenant(workspace, beginAsking)
  if (!asking) return undefined
  const held = await heldOf(world, payments, asking)
  return { asking, held, seen: { card: held?.card ?? null } }
}

/** Whoever subscribes must not pay on a page that is still open: it would be for a second time. */
async function endLeft(
  { db }: World,
  payments: Payments,
  workspace: string,
  { id, session }: Left,
): Promise<void> {
  try {
    await payments.endCheckout(session)
  } catch (error) {
    // What was learned stands; it is ended with the next answer, or by its own time.
    if (error instanceof PaymentsFault) return
    throw error
  }
  await db.tenant(workspace, tenant => dropCheckout(tenant, id, session))
}

/** The customer as Stripe holds it; undefined: there is none, or it was one of test keys and money moves now. */
async function heldOf(
  world: World,
  payments: Payments,
  { customer, live }: Asking,
): Promise<HeldCustomer | undefined> {
  if (customer === null || live === payments.live)
    return customer === null ? undefined : ask(world, payments, customer)
  // With test keys nothing is learned of who pays: it stays as it is until the others are back.
  if (live) throw new PaymentsFault('unavailable', 'test_mode')
  return undefined
}

async function ask(world: World, payments: Payments, customer: string): Promise<HeldCustomer | undefined> {
  try {
    const held = await payments.customer(customer)
    return held.deleted ? undefined : held
  } catch (error) {
    if (!(error instanceof PaymentsFault) || error.code !== 'missing') throw error
    // Of test customers all can be cleared away at once.
    if (!payments.live) return undefined
    // Who was deleted is known as such: these keys are another account's. Who pays there is not forgotten over them.
    world.fault(new OddSubscription('customer_unknown'))
    throw new PaymentsFault('unavailable', 'customer_unknown')
  }
}

/** A checkout of which there is a page. */
type Left = Pick<OpenCheckout, 'id'> & { session: string }

interface Kept {
  odd: Oddity[]
  left?: Left
}

async function keepAnswer(
  { settings, payments }: World,
  tenant: Tenant,
  { asking: { customer, live, asked }, held, seen }: Answer,
): Promise<Kept> {
  const before = await lockSubscription(tenant)
  // A later asking was answered meanwhile, or it is another customer by now.
  if (!before || before.answered >= asked || before.customer !== customer) return { odd: [] }
  const plans = await listPlans(tenant)
  const { facts, odd } = held
    ? entitlement(held, plans, settings.stripe?.plans.graceDays ?? 0)
    : { facts: none, odd: [] }
  await storeAnswer(tenant, asked, facts, seen)
  if (!held && (customer !== null || live !== payments?.live))
    await forgetCustomer(tenant, payments?.live ?? live)
  await follow(tenant, before, facts)
  await tellOwners(tenant, before, facts, plans)
  const { id, session } = (facts.subscription !== null && openCheckout(before, tenant.now)) || {}
  return { odd, ...(id && session && { left: { id, session } }) }
}

async function follow(tenant: Tenant, before: SubscriptionRow, after: SubscriptionFacts): Promise<void> {
  // Whoever keeps the plan in memory also keeps how long it holds.
  if (holding(before) !== holding(after)) await tellAssistants(tenant)
  if (heldPlan(before, tenant.now) !== heldPlan(after, tenant.now))
    await audit(tenant, { kind: 'platform' }, 'plan.changed', { target: tenant.workspace, fields: ['plan'] })
}

const holding = ({ status, plan, graceUntil }: SubscriptionFacts): string =>
  JSON.stringify([status, plan, graceUntil])

/** Something stands at Stripe as it should not; the operator looks there. */
class OddSubscription extends Error {
  readonly code: Oddity

  constructor(code: Oddity) {
    super('odd subscription')
    this.name = 'OddSubscription'
    this.code = code
  }
}

/** The handler of `billing`: asks for the job's workspace, and again while Stripe is away. */
export async function askAnew(world: World, _: object, { workspace, attempts }: Taken): Promise<void> {
  if (workspace && !(await isDone(world, workspace))) throw new Later(pauseSeconds(attempts))
}

async function isDone(world: World, workspace: string): Promise<boolean> {
  try {
    return await syncBilling(world, workspace)
  } catch (error) {
    if (error instanceof PaymentsFault && error.code === 'unavailable') return false
    throw error
  }
}

const firstPauseSeconds = 10
const longestPauseSeconds = 60 * 60

const pauseSeconds = (attempts: number): number =>
  Math.min(firstPauseSeconds * 2 ** attempts, longestPauseSeconds)
