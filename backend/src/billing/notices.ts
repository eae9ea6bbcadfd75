import type { Tenant } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { dayIn } from '../lib/day.ts'
import type { NoticeDetails, NoticeKind } from '../mail/subject.ts'
import { timeZoneOf } from '../metering/queries.ts'
import { heldPlan } from './entitlement.ts'
import type { GraceStep } from './jobs.ts'
import type { KnownPlan, SubscriptionFacts } from './queries.ts'

/** What owners are told of their plan: which one it is about, and until when it holds. */
export interface PlanNotice {
  notice: NoticeKind
  plan: string | null
  until?: Date
}

const endingMs = 3 * 86_400_000

/** What owners are told when Stripe answers otherwise than before. What is known already is told no second time. */
export function noticesOf(before: SubscriptionFacts, after: SubscriptionFacts, now: Date): PlanNotice[] {
  const { plan } = after
  const holds = heldPlan(after, now) !== null
  const same = before.subscription === after.subscription
  const notices: (PlanNotice | false)[] = [
    before.subscription !== null &&
      after.subscription === null && { notice: 'plan-ended', plan: before.plan },
    holds && !same && { notice: 'plan-started', plan },
    holds && same && isOther(before, after) && { notice: 'plan-changed', plan },
    holds && same && isTroubled(before) && !isTroubled(after) && { notice: 'payment-recovered', plan },
    holds && isFresh(before, after) && { notice: 'payment-failed', plan, ...until(after.graceUntil) },
    holds &&
      (!same || isMoved(before, after)) &&
      after.endsAt !== null && { notice: 'plan-ending', plan, until: after.endsAt },
    same && isLapsed(before, after, now) && after.unpaidInvoice === null && { notice: 'grace-over', plan },
  ]
  return notices.filter(notice => notice !== false)
}

const isOther = (before: SubscriptionFacts, after: SubscriptionFacts): boolean =>
  before.plan !== after.plan || before.interval !== after.interval

const isTroubled = ({ status }: SubscriptionFacts): boolean =>
  status === 'past_due' || status === 'unpaid' || status === 'paused'

/** Whether a payment has failed that had not before. */
const isFresh = (before: SubscriptionFacts, after: SubscriptionFacts): boolean =>
  after.unpaidInvoice !== null && after.unpaidInvoice !== before.unpaidInvoice

const isMoved = (before: SubscriptionFacts, after: SubscriptionFacts): boolean =>
  before.endsAt?.getTime() !== after.endsAt?.getTime()

/** Whether a plan held until now that holds no more, since it is not paid. */
const isLapsed = (before: SubscriptionFacts, after: SubscriptionFacts, now: Date): boolean =>
  isTroubled(after) && heldPlan(before, now) !== null && heldPlan(after, now) === null

const until = (moment: Date | null) => (moment ? { until: moment } : {})

/**
 * When owners are told again of a payment that failed: three days before its grace ends, unless that is over already,
 * and at its end. That is at once where the plan holds no more.
 */
export function graceSteps(
  before: SubscriptionFacts,
  after: SubscriptionFacts,
  now: Date,
): { subject: GraceStep; at: Date }[] {
  const { unpaidInvoice: invoice, graceUntil } = after
  if (invoice === null || graceUntil === null) return []
  const fresh = isFresh(before, after)
  if (heldPlan(after, now) === null)
    return fresh || isLapsed(before, after, now) ? [{ subject: { invoice, step: 'over' }, at: now }] : []
  const ending = new Date(graceUntil.getTime() - endingMs)
  if (!fresh) return []
  return [
    ...(ending > now ? [{ subject: { invoice, step: 'ending' } as const, at: ending }] : []),
    { subject: { invoice, step: 'over' }, at: graceUntil },
  ]
}

/** Puts in line what follows for the owners, in the transaction that keeps the answer: so each is told once. */
export async function tellOwners(
  tenant: Tenant,
  before: SubscriptionFacts,
  after: SubscriptionFacts,
  plans: readonly KnownPlan[],
): Promise<void> {
  for (const notice of noticesOf(before, after, tenant.now)) await tell(tenant, notice, plans)
  for (const { subject, at } of graceSteps(before, after, tenant.now))
    await queueJob(tenant, { kind: 'grace', subject }, { at, key: `${subject.invoice} ${subject.step}` })
}

/** A mail to every owner; of two that wait with one key there is one. */
export async function tell(
  tenant: Tenant,
  { notice, plan, until: moment }: PlanNotice,
  plans: readonly KnownPlan[],
  key?: string,
): Promise<void> {
  const { workspace } = tenant
  const name = plans.find(({ id }) => id === plan)?.name
  const details: NoticeDetails = {
    ...(name !== undefined && { plan: name }),
    ...(moment && { until: dayIn(await timeZoneOf(tenant), moment) }),
  }
  const subject = { mail: 'owners', workspace, notice, details, language: 'en' } as const
  await queueJob(tenant, { kind: 'mail', subject }, key === undefined ? {} : { key })
}
