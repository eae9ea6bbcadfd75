import type { Stripe } from 'stripe'
import type { PlanEntry } from '../../plans/file.ts'
import type { HeldCustomer, HeldSubscription, Payments } from '../payments.ts'
import { PaymentsFault } from '../payments.ts'
import { takeCard } from './card.ts'
import { checkoutOf } from './checkout.ts'
import { type ClientOptions, isLive, stripeClient } from './client.ts'
import { readEvent } from './event.ts'
import { faultOf, keyRefused } from './fault.ts'
import { cardOf, expand, held, isOverdue, nextOf, oldestOf, unpaidOf } from './held.ts'
import { shownInvoices } from './invoices.ts'
import { kept } from './kept.ts'
import { findPortal, flowData } from './portal.ts'
import { listPrices } from './prices.ts'

interface StripeOptions extends ClientOptions {
  webhookSecrets: string[]
  plans: PlanEntry[]
  now(): Date
  /** Told once when Stripe does not take the key, until it does again: whoever runs this must hear of it. */
  fault(error: unknown): void
}

const minutes = 60_000

/** Stripe as the place where plans are paid for. */
export function createStripe(options: StripeOptions): Payments {
  const { key, webhookSecrets: secrets, plans, now, fault } = options
  const client = stripeClient(options)
  const clientFor = (workspace: string) => stripeClient({ ...options, workspace })
  const live = isLive(key)
  const ask = asking(fault)
  const prices = kept(10 * minutes, now, () => ask(listPrices(client, plans)))
  const portal = kept(5 * minutes, now, () => ask(findPortal(client)))

  async function customer(id: string): Promise<HeldCustomer> {
    const [known, all] = await Promise.all([ask(client.customers.retrieve(id)), subscriptionsOf(id)])
    if (known.deleted) return { deleted: true, card: null, subscriptions: [] }
    const subscriptions = await Promise.all(all.map(subscription))
    return {
      deleted: false,
      card: cardOf(known.invoice_settings.default_payment_method),
      subscriptions: subscriptions.filter(one => one !== undefined),
    }
  }

  async function subscriptionsOf(customer: string): Promise<Stripe.Subscription[]> {
    const asked = client.subscriptions.list({ customer, status: 'all', limit: 100, expand })
    return (await ifKnown(ask(asked)))?.data ?? []
  }

  async function subscription(one: Stripe.Subscription): Promise<HeldSubscription | undefined> {
    const next = nextOf(one)
    const [unpaid, price] = await Promise.all([
      isOverdue(one) ? oldestUnpaid(one) : unpaidOf(one),
      next && ask(client.prices.retrieve(next.price)),
    ])
    return held(one, unpaid, price)
  }

  async function oldestUnpaid({
    id: subscription,
  }: Stripe.Subscription): Promise<HeldSubscription['unpaid']> {
    return oldestOf((await ask(client.invoices.list({ subscription, limit: 100 }))).data)
  }

  return {
    live,
    prices,
    createCustomer: async (workspace, idempotencyKey) => {
      const made = await ask(
        clientFor(workspace).customers.create({ metadata: { workspace } }, { idempotencyKey }),
      )
      return made.id
    },
    startCheckout: async (order, idempotencyKey) => {
      const starting = ask(
        clientFor(order.workspace).checkout.sessions.create(checkoutOf(order), { idempotencyKey }),
      )
      // It may be that other prices were published meanwhile.
      const { id, url } = await starting.catch(error => {
        prices.forget()
        throw error
      })
      if (!url) throw new PaymentsFault('refused', 'no_page')
      return { id, url }
    },
    endCheckout: async session => {
      try {
        await ask(client.checkout.sessions.expire(session))
        return 'ended'
      } catch (error) {
        if (!(error instanceof PaymentsFault) || error.code === 'unavailable') throw error
        const known = await ifKnown(ask(client.checkout.sessions.retrieve(session)))
        if (known?.status === 'open') throw error
        return known?.status === 'complete' ? 'paid' : 'over'
      }
    },
    openPortal: async (customer, return_url, flow) => {
      const configuration = (await portal())?.id
      const flow_data = flowData(flow, return_url)
      const wish = { customer, return_url, ...(configuration && { configuration }) }
      const page = { ...wish, ...(flow_data && { flow_data }) }
      return (await ask(client.billingPortal.sessions.create(page))).url
    },
    customer,
    takeCard: (taking, keyOf) => takeCard(client, ask, taking, keyOf),
    invoices: async customer =>
      shownInvoices((await ask(client.invoices.list({ customer, limit: 24 }))).data),
    deleteCustomer: async id => {
      // One that is deleted is known as such; whom nobody knows is another account's, and goes on being charged there.
      if (!(await ifKnown(ask(client.customers.del(id)))) && live) await ask(client.customers.retrieve(id))
    },
    readEvent: (body, signature, now) => readEvent(body, signature, { secrets, live, now }),
  }
}

/** Turns what the package throws into our own fault. */
function asking(fault: (error: unknown) => void) {
  let told = false
  return async <Answer>(request: Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await request
      told = false
      return answer
    } catch (error) {
      const known = faultOf(error)
      if (keyRefused(error) && !told) fault(known)
      told ||= keyRefused(error)
      throw known
    }
  }
}

/** Null where Stripe knows no such thing. */
async function ifKnown<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof PaymentsFault && error.code === 'missing') return null
    throw error
  }
}
