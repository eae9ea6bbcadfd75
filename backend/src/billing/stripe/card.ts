import type { Stripe } from 'stripe'
import { pseudonym } from '../../lib/ids.ts'
import { type CardTaking, type Payments, PaymentsFault } from '../payments.ts'

type Ask = <Answer>(request: Promise<Answer>) => Promise<Answer>
type KeyOf = Parameters<Payments['takeCard']>[1]

/**
 * Lets a card pay for a subscription, by its id alone. The portal keeps the one that is given there as the customer's,
 * while the subscription has its own from Checkout, which would go on being charged
 * (https://docs.stripe.com/api/subscriptions/object#subscription_object-default_payment_method).
 */
export async function takeCard(
  client: Stripe,
  ask: Ask,
  { subscription, card, overdue, replaces }: CardTaking,
  keyOf: KeyOf,
): Promise<'taken' | 'declined'> {
  if (overdue && !(await payOpen(client, ask, { subscription, card }, keyOf))) return 'declined'
  if (replaces) {
    // Taken off twice it is off; by a key of its own no failure of before is told again.
    const idempotencyKey = pseudonym()
    await ask(client.subscriptions.update(subscription, { default_payment_method: '' }, { idempotencyKey }))
  }
  return 'taken'
}

/** Pays the open invoices, the oldest first; where the card is declined the others are left. */
async function payOpen(
  client: Stripe,
  ask: Ask,
  { subscription, card }: Pick<CardTaking, 'subscription' | 'card'>,
  keyOf: KeyOf,
): Promise<boolean> {
  const { data } = await ask(client.invoices.list({ subscription, status: 'open', limit: 100 }))
  for (const { id } of data.toReversed()) {
    const paying = client.invoices.pay(id, { payment_method: card }, { idempotencyKey: keyOf(id) })
    if (!(await isDone(ask(paying))) && (await isOpen(client, ask, id))) return false
  }
  return true
}

async function isDone(paying: Promise<unknown>): Promise<boolean> {
  try {
    await paying
    return true
  } catch (error) {
    if (error instanceof PaymentsFault && error.code === 'refused') return false
    throw error
  }
}

/** Meanwhile Stripe may have collected it by itself, or somebody there may have waived it. */
const isOpen = async (client: Stripe, ask: Ask, invoice: string): Promise<boolean> =>
  (await ask(client.invoices.retrieve(invoice))).status === 'open'
