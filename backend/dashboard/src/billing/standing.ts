import type { Billing, Subscription } from '@atavus/contract/billing'
import { money } from '../lib/money.ts'
import { fill, words } from '../words/words.ts'
import { dayOf } from './days.ts'

export interface Standing {
  /** What is wrong with the payment; null: nothing. */
  trouble: string | null
  lines: string[]
}

/** How the plan stands, a sentence each. `base` is what the plan without payment is called. */
export function standing(billing: Billing, base: string): Standing {
  const { plan, subscription } = billing
  const said = words.billing.state
  if (!subscription) return { trouble: null, lines: plan.base ? [said.base] : [] }
  const name = subscription.plan.name
  if (subscription.state === 'lapsed') return { trouble: fill(said.lapsed, { plan: name, base }), lines: [] }
  const price = fill(said[subscription.interval], { price: money(subscription.price) })
  return { trouble: troubleOf(subscription, billing), lines: [price, ...comes(subscription, billing, base)] }
}

/** Until when the plan holds if it is ended now; null: it holds no more. */
function holdsUntil({ state, periodEndsAt, graceUntil }: Subscription): string | null {
  if (state === 'lapsed') return null
  return state === 'past_due' && graceUntil && graceUntil < periodEndsAt ? graceUntil : periodEndsAt
}

/** What comes of the plan and of the money if it is ended now, a sentence each. */
export function endOf(billing: Billing): string[] {
  const { subscription } = billing
  if (!subscription) return []
  const said = words.billing.end
  const until = holdsUntil(subscription)
  const plan = subscription.plan.name
  return [
    ...(until ? [fill(said.until, { plan, date: dayOf(until, billing) })] : []),
    subscription.state === 'active' ? said.charged : said.stillOpen,
  ]
}

/** What the plan without payment is called; plain words where its own name is not known. */
export const nameOfBase = (plans: readonly { name: string; base: boolean }[]): string =>
  plans.find(({ base }) => base)?.name ?? words.billing.baseName

function troubleOf({ state, plan: { name }, graceUntil }: Subscription, billing: Billing) {
  const { pastDue, pastDueOpen } = words.billing.state
  if (state !== 'past_due') return null
  return graceUntil
    ? fill(pastDue, { plan: name, date: dayOf(graceUntil, billing) })
    : fill(pastDueOpen, { plan: name })
}

function comes(
  { state, endsAt, next, periodEndsAt, ...now }: Subscription,
  billing: Billing,
  base: string,
): string[] {
  const said = words.billing.state
  if (endsAt) return [fill(said.ends, { date: dayOf(endsAt, billing), base })]
  if (!next) return state === 'active' ? [fill(said.renews, { date: dayOf(periodEndsAt, billing) })] : []
  const date = dayOf(next.at, billing)
  const paid = next.interval === 'month' ? said.becomesMonth : said.becomesYear
  return [
    ...(next.plan.id === now.plan.id ? [] : [fill(said.becomes, { date, plan: next.plan.name })]),
    ...(next.interval === now.interval ? [] : [fill(paid, { date })]),
  ]
}
