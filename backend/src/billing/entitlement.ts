import type { HeldCustomer, HeldSubscription, StripeStatus } from './payments.ts'
import type { KnownPlan, SubscriptionFacts } from './queries.ts'

/** No subscription that counts: the base plan holds. */
export const none: SubscriptionFacts = {
  subscription: null,
  status: null,
  plan: null,
  interval: null,
  amount: null,
  currency: null,
  periodEndsAt: null,
  endsAt: null,
  graceUntil: null,
  unpaidInvoice: null,
  nextPlan: null,
  nextInterval: null,
  nextAt: null,
}

/** What should not be so at Stripe, for the log. */
export type Oddity = 'several_live' | 'plan_unknown' | 'customer_unknown'

/** What is worth most stands first; others are none: never begun, or over. */
const worth: Partial<Record<StripeStatus, number>> = {
  active: 3,
  trialing: 3,
  past_due: 2,
  unpaid: 1,
  paused: 1,
}
const dayMs = 86_400_000

/**
 * What is kept of a customer as Stripe holds it: of several subscriptions one to a plan of ours, of these one that is
 * paid, of these that of the highest plan, of these the newest. A payment that failed leaves the plan `graceDays` from when its invoice was due. `plans` in
 * ascending order.
 */
export function entitlement(
  { subscriptions }: HeldCustomer,
  plans: readonly KnownPlan[],
  graceDays: number,
): { facts: SubscriptionFacts; odd: Oddity[] } {
  const places = new Map(plans.map(({ id }, place) => [id, place]))
  const placeOf = ({ plan }: HeldSubscription) => places.get(plan ?? '') ?? -1
  const worthOf = ({ status }: HeldSubscription) => worth[status] ?? 0
  const isOurs = (one: HeldSubscription) => Number(placeOf(one) >= 0)
  const counted = subscriptions
    .filter(one => worthOf(one) > 0)
    .sort(
      (a, b) =>
        isOurs(b) - isOurs(a) ||
        worthOf(b) - worthOf(a) ||
        placeOf(b) - placeOf(a) ||
        b.createdAt.getTime() - a.createdAt.getTime(),
    )
  const [first] = counted
  if (!first) return { facts: none, odd: [] }
  const known = (plan: string | null) => plan !== null && places.has(plan)
  const odd: Oddity[] = []
  if (counted.filter(one => worthOf(one) > 1).length > 1) odd.push('several_live')
  if (!known(first.plan) || (first.next && !known(first.next.plan))) odd.push('plan_unknown')
  return { facts: factsOf(first, known, graceDays), odd }
}

function factsOf(
  held: HeldSubscription,
  known: (plan: string | null) => boolean,
  graceDays: number,
): SubscriptionFacts {
  // One that goes on being paid may have an invoice on its way; that is no payment that failed.
  const unpaid = held.status === 'past_due' || held.status === 'unpaid' ? held.unpaid : null
  const next = held.next && known(held.next.plan) ? held.next : null
  return {
    subscription: held.id,
    status: held.status,
    plan: known(held.plan) ? held.plan : null,
    interval: held.interval,
    amount: held.price.amount,
    currency: held.price.currency,
    periodEndsAt: held.periodEndsAt,
    endsAt: held.endsAt,
    graceUntil: graceOf(held, unpaid, graceDays),
    unpaidInvoice: unpaid?.invoice ?? null,
    nextPlan: next?.plan ?? null,
    nextInterval: next?.interval ?? null,
    nextAt: next?.at ?? null,
  }
}

/** Where what was due is due no more, as of an invoice that was voided, nothing is owed before the next period. */
function graceOf(
  { status, periodEndsAt }: HeldSubscription,
  unpaid: HeldSubscription['unpaid'],
  graceDays: number,
): Date | null {
  if (unpaid) return new Date(unpaid.since.getTime() + graceDays * dayMs)
  return status === 'past_due' ? periodEndsAt : null
}

/** The plan that a subscription holds at a moment, as `plan_of_workspace()` has it; null: none, the base plan holds. */
export function heldPlan(facts: SubscriptionFacts | undefined, now: Date): string | null {
  switch (facts?.status) {
    case 'trialing':
    case 'active':
      return facts.plan
    case 'past_due':
      return facts.graceUntil && facts.graceUntil > now ? facts.plan : null
    default:
      return null
  }
}
