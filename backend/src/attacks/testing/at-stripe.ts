import type { StripeDouble } from '../../testing/stripe/double.ts'

/** How a workspace stands, in words that can be compared. */
export interface Standing {
  inForce: string
  status: string | null
  plan: string | null
  interval: string | null
  until: number | null
  ends: number | null
  next: string | null
}

const ranks = ['free', 'starter', 'business']
const nothing: Standing = {
  inForce: 'free',
  status: null,
  plan: null,
  interval: null,
  until: null,
  ends: null,
  next: null,
}

/**
 * How a workspace must stand, told from what Stripe's double holds and from nothing of ours: its one subscription that
 * is not over, its plan while that is paid, and for fourteen days from the oldest invoice that is not.
 */
export function standingAtStripe(stripe: StripeDouble, workspace: string, now: Date): Standing {
  const { customers, subscriptions, schedules, prices } = stripe.objects
  const own = customers.filter(({ metadata }) => metadata.workspace === workspace).map(({ id }) => id)
  const running = subscriptions.filter(
    ({ customer, status }) =>
      own.includes(customer) && ['active', 'trialing', 'past_due', 'unpaid'].includes(status),
  )
  if (running.length > 1) throw new Error('two subscriptions run')
  const [one] = running
  const item = one?.items.data[0]
  if (!one || !item) return nothing
  const plan = item.price.metadata.plan ?? ''
  if (!ranks.includes(plan)) throw new Error('a plan of nobody’s')
  const schedule = schedules.find(({ id, status }) => id === one.schedule && status === 'active')
  const later = schedule?.phases.at(-1)?.items[0]?.price
  const next = later !== item.price.id && prices.find(({ id }) => id === later)
  return {
    inForce: holds(stripe, one, now) ? plan : 'free',
    status: one.status,
    plan,
    interval: item.price.recurring.interval,
    until: item.current_period_end,
    ends: one.cancel_at ?? (one.cancel_at_period_end ? item.current_period_end : null),
    next: next
      ? `${next.metadata.plan} ${next.recurring.interval} ${schedule?.phases.at(-1)?.start_date}`
      : null,
  }
}

function holds(stripe: StripeDouble, { id, status }: { id: string; status: string }, now: Date): boolean {
  if (status === 'active' || status === 'trialing') return true
  if (status !== 'past_due') return false
  const due = stripe.objects.invoices
    .filter(
      invoice =>
        invoice.parent?.subscription_details?.subscription === id &&
        invoice.status === 'open' &&
        invoice.amount_remaining > 0,
    )
    .map(({ status_transitions, created }) => status_transitions.finalized_at ?? created)
  return due.length > 0 && now.getTime() < (Math.min(...due) + 14 * 86_400) * 1000
}
