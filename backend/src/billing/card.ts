import {
  type CardTaking,
  type HeldCustomer,
  type HeldSubscription,
  type Payments,
  PaymentsFault,
  type StripeStatus,
} from './payments.ts'
import type { Asking } from './queries.ts'

/**
 * The card that takes over, told by ids alone: one that the customer chose since Stripe was last asked. At the first look
 * at a subscription it is only noted: it may be older than the subscription's own, and was not given for it. One that was
 * noted is not tried again, and nothing is charged for a subscription that does not run.
 */
export function cardToTake(
  { subscription, cardSeen }: Pick<Asking, 'subscription' | 'cardSeen'>,
  { card, subscriptions }: HeldCustomer,
): CardTaking | undefined {
  const held = subscriptions.find(({ id }) => id === subscription)
  if (!held || !isRunning(held) || card === null || card === cardSeen || card === held.card) return undefined
  const [overdue, replaces] = [late.has(held.status), held.card !== null]
  return overdue || replaces ? { subscription: held.id, card, overdue, replaces } : undefined
}

const late = new Set<StripeStatus>(['past_due', 'unpaid'])

const isRunning = ({ status }: HeldSubscription): boolean =>
  status === 'active' || status === 'trialing' || late.has(status)

/**
 * Has a card take over. Answers whether something came of it, if only that it was declined; not so is what Stripe failed
 * at. However often and however many ask for it, by these keys an invoice is charged once.
 */
export async function takeOver(payments: Payments, taking: CardTaking): Promise<boolean> {
  try {
    await payments.takeCard(taking, invoice => `pay-${invoice}-${taking.card}`)
    return true
  } catch (error) {
    if (!(error instanceof PaymentsFault)) throw error
    return error.code !== 'unavailable'
  }
}
