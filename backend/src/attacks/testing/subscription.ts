import type { Interval } from '@atavus/contract/billing'
import { startCheckout } from '../../billing/checkout/checkout.ts'
import type { Payments } from '../../billing/payments.ts'
import { pseudonym } from '../../lib/ids.ts'
import { Refusal } from '../../lib/refusal.ts'
import { newKey } from '../../lib/seal.ts'
import { wrapWorkspaceKey } from '../../lib/workspace-key.ts'
import { type BilledWorld, sessionOf } from '../../testing/billed.ts'
import type { Card } from '../../testing/stripe/books.ts'
import { PageRefusal } from '../../testing/stripe/checkout.ts'
import { insertWorkspace } from '../../workspaces/queries.ts'
import type { World } from '../../world.ts'
import type { Standing } from './at-stripe.ts'

/** What can happen to a subscription at Stripe. Where it cannot just now, nothing happens. */
export interface Life {
  workspace: string
  subscribe(plan: string, interval: Interval, card?: Card): Promise<void>
  change(plan: string, interval: Interval): Promise<void>
  cancel(): Promise<void>
  keep(): Promise<void>
  /** The card behaves so from now on; with a good one what is open is paid. */
  card(card: Card): void
  /** It is over at once, as somebody at Stripe's dashboard can do. */
  end(): Promise<void>
  leave(): Promise<void>
  /** How it stands here, in our own database. */
  standing(): Promise<Standing>
}

/** The life of a new workspace's subscription. */
export async function lifeOf({ atavus, stripe }: BilledWorld): Promise<Life> {
  const { world } = atavus
  const payments = world.payments as Payments
  const workspace = await workspaceOf(world)
  const customer = () =>
    stripe.objects.customers.findLast(({ metadata }) => metadata.workspace === workspace)?.id
  const running = () =>
    stripe.objects.subscriptions.find(
      one => one.customer === customer() && ['active', 'past_due', 'unpaid'].includes(one.status),
    )
  const page = (flow: Parameters<Payments['openPortal']>[2]) =>
    payments.openPortal(customer() ?? '', 'http://localhost:4600/billing', flow)

  return {
    workspace,
    subscribe: async (plan, interval, card = 'good') => {
      if (running()) return
      const till = { world, payments, workspace, by: { kind: 'platform' } } as const
      try {
        stripe.pay(sessionOf(await startCheckout(till, { plan, interval })), card)
      } catch (error) {
        // Another checkout was just paid, and its subscription is over already: for an hour no other is begun.
        if (!(error instanceof Refusal) && !isPageRefusal(error)) throw error
      }
    },
    change: async (plan, interval) => {
      const now = running()
      const item = now?.items.data[0]
      const price = (await payments.prices()).get(plan)?.[interval]?.id
      if (now?.status !== 'active' || now.schedule || now.cancel_at_period_end || !item || !price) return
      if (item.price.id === price) return
      const url = await page({ to: 'change', subscription: now.id, item: item.id, price })
      try {
        stripe.confirmChange(url)
      } catch (error) {
        // What the card does not pay leaves all as it was.
        if (!isPageRefusal(error)) throw error
      }
    },
    cancel: async () => {
      const now = running()
      if (now?.status !== 'active' || now.schedule || now.cancel_at_period_end) return
      stripe.cancel(await page({ to: 'cancel', subscription: now.id }))
    },
    keep: async () => {
      if (running()?.cancel_at_period_end) stripe.keep(await page({ to: 'home' }))
    },
    card: card => {
      const now = running()
      if (!now) return
      stripe.card(now.customer, card)
      if (card !== 'good') return
      for (const { id, status, parent } of stripe.objects.invoices)
        if (parent?.subscription_details?.subscription === now.id && status === 'open') stripe.payInvoice(id)
    },
    end: async () => {
      const now = running()
      if (now) await remove(stripe, `/v1/subscriptions/${now.id}`)
    },
    leave: async () => {
      const id = customer()
      if (id) await payments.deleteCustomer(id)
    },
    standing: () =>
      world.db.tenant(workspace, async tenant => {
        const [row] = await tenant<Standing[]>`
        select (select id from plan_of_workspace()) as "inForce", s.status, s.plan, s.interval,
          extract(epoch from s.period_ends_at)::float8 as until, extract(epoch from s.ends_at)::float8 as ends,
          s.next_plan || ' ' || s.next_interval || ' ' || extract(epoch from s.next_at)::int8 as next
        from workspaces w left join subscriptions s on s.workspace_id = w.id where w.id = ${workspace}
      `
        return { ...(row as Standing) }
      }),
  }
}

const isPageRefusal = (error: unknown): boolean => error instanceof PageRefusal

async function workspaceOf({ db, secrets }: World): Promise<string> {
  const id = pseudonym()
  const sealedKey = wrapWorkspaceKey(secrets.master, id, newKey())
  await db.person(
    pseudonym(),
    person => insertWorkspace(person, { id, name: 'Shop', timeZone: 'UTC', sealedKey }),
    id,
  )
  return id
}

async function remove({ url, secretKey }: BilledWorld['stripe'], path: string): Promise<void> {
  const answer = await fetch(url + path, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${secretKey}`, 'stripe-version': '2026-10-28.endive' },
  })
  if (!answer.ok) throw new Error(await answer.text())
}
