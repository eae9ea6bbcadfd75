import type { Billing } from '@atavus/contract/billing'
import { percent } from '../lib/format.ts'
import { fill, words } from '../words/words.ts'
import { dayOf } from './days.ts'
import { nameOfBase } from './standing.ts'

export interface Notice {
  /** Of one kind and one month: whoever put it away is told the next one. */
  id: string
  text: string
  /** A payment that failed stays in sight. */
  stays: boolean
}

type Counted = 'messages' | 'tokens'
const near = 0.8

/** What must be said about the plan on every page, the gravest alone; null: nothing. */
export function noticeOf(billing: Billing): Notice | null {
  return ofSuspension(billing) ?? ofPayment(billing) ?? ofUse(billing)
}

/** Nobody answers there, and yet it is paid for. */
function ofSuspension({ suspended, subscription }: Billing): Notice | null {
  if (!suspended || !subscription || subscription.endsAt) return null
  const text = fill(words.billing.notice.suspended, { plan: subscription.plan.name })
  return { id: 'suspended', text, stays: true }
}

function ofPayment(billing: Billing): Notice | null {
  const { plan, subscription } = billing
  if (!subscription || subscription.state === 'active') return null
  const said = words.billing.notice
  const name = subscription.plan.name
  if (subscription.state === 'lapsed') {
    const text = fill(said.lapsed, { plan: name, base: nameOfBase([plan]) })
    return { id: `lapsed ${subscription.periodEndsAt}`, text, stays: false }
  }
  const { graceUntil } = subscription
  const text = graceUntil
    ? fill(said.failed, { plan: name, date: dayOf(graceUntil, billing) })
    : fill(said.failedOpen, { plan: name })
  return { id: 'failed', text, stays: true }
}

/** What it means that the month is used up; null: it is not. */
export function spentIn(billing: Billing): string | null {
  const { of, share } = mostUsed(billing)
  return share >= 1 ? textOf(of, share, billing) : null
}

function ofUse(billing: Billing): Notice | null {
  const { month, atLimit } = billing
  const most = mostUsed(billing)
  if (most.share < near) return null
  const id = `${most.of} ${most.share >= 1 ? atLimit : 'near'} ${month}`
  return { id, text: textOf(most.of, most.share, billing), stays: false }
}

function mostUsed({ plan, used }: Billing): { of: Counted; share: number } {
  const [messages, tokens] = [
    shareOf(used.messages, plan.limits.messages),
    shareOf(used.tokens, plan.limits.tokens),
  ]
  return tokens > messages ? { of: 'tokens', share: tokens } : { of: 'messages', share: messages }
}

function textOf(of: Counted, share: number, billing: Billing) {
  const said = words.billing.notice
  return share >= 1
    ? fill(said[billing.atLimit][of], { date: dayOf(billing.renewsAt, billing) })
    : fill(said.near[of], { percent: percent(share) })
}

/** How much of a limit is used; no limit is never near, and of nothing all is used. */
const shareOf = (used: number, limit: number | null) =>
  limit === null ? 0 : limit === 0 ? 1 : Math.min(used / limit, 1)
