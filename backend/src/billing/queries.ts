import type { Interval } from '@atavus/contract/billing'
import type { Keeper, Stranger, Tenant } from '../db/tenancy.ts'
import type { BillingEvent, StripeStatus } from './payments.ts'

/** What was last heard of a subscription; all null: there is none that counts. */
export interface SubscriptionFacts {
  subscription: string | null
  status: StripeStatus | null
  plan: string | null
  interval: Interval | null
  amount: number | null
  currency: string | null
  periodEndsAt: Date | null
  endsAt: Date | null
  graceUntil: Date | null
  unpaidInvoice: string | null
  nextPlan: string | null
  nextInterval: Interval | null
  nextAt: Date | null
}

/** A workspace as Stripe's customer, as the table has it. */
export interface SubscriptionRow extends SubscriptionFacts {
  live: boolean
  attempt: number
  customer: string | null
  asked: number
  answered: number
  syncedAt: Date | null
  checkout: string | null
  checkoutPlan: string | null
  checkoutInterval: Interval | null
  checkoutPrice: string | null
  checkoutSession: string | null
  checkoutUrl: string | null
  checkoutUntil: Date | null
}

const row = (tenant: Tenant) => tenant`
  live, attempt, customer, subscription, status, plan, interval, amount::float8, currency,
  period_ends_at as "periodEndsAt", ends_at as "endsAt", grace_until as "graceUntil",
  unpaid_invoice as "unpaidInvoice", next_plan as "nextPlan", next_interval as "nextInterval", next_at as "nextAt",
  asked::float8, answered::float8, synced_at as "syncedAt", checkout, checkout_plan as "checkoutPlan",
  checkout_interval as "checkoutInterval", checkout_price as "checkoutPrice", checkout_session as "checkoutSession",
  checkout_url as "checkoutUrl", checkout_until as "checkoutUntil"
`

/** Undefined: the handle's workspace was never Stripe's customer. */
export async function loadSubscription(tenant: Tenant): Promise<SubscriptionRow | undefined> {
  const [found] = await tenant<SubscriptionRow[]>`
    select ${row(tenant)} from subscriptions where workspace_id = ${tenant.workspace}
  `
  return found
}

/** The same, and nobody else changes it until the transaction is over. The workspace stays until then, too. */
export async function lockSubscription(tenant: Tenant): Promise<SubscriptionRow | undefined> {
  // Before the row, as whoever deletes the workspace takes them: what hangs on it is written in this transaction.
  await tenant`select from workspaces where id = ${tenant.workspace} for key share`
  const [found] = await tenant<SubscriptionRow[]>`
    select ${row(tenant)} from subscriptions where workspace_id = ${tenant.workspace} for no key update
  `
  return found
}

/** The card that the customer had chosen, by its id; null: none. */
export interface Seen {
  card: string | null
}

export interface Asking {
  customer: string | null
  live: boolean
  /** The subscription that is known. */
  subscription: string | null
  /** The customer's card, by its id, when Stripe was last asked. */
  cardSeen: string | null
  /** Its number: later askings have higher ones. */
  asked: number
}

/** Numbers an asking of Stripe before it is made; undefined as in `loadSubscription`. */
export async function beginAsking(tenant: Tenant): Promise<Asking | undefined> {
  const [asking] = await tenant<Asking[]>`
    update subscriptions set asked = asked + 1 where workspace_id = ${tenant.workspace}
    returning customer, live, subscription, card_seen as "cardSeen", asked::float8
  `
  return asking
}

/** Keeps what Stripe answered to the asking of that number, and the card that was seen; without one the former stays. */
export async function storeAnswer(
  tenant: Tenant,
  asked: number,
  facts: SubscriptionFacts,
  seen: Seen | undefined,
): Promise<void> {
  await tenant`
    update subscriptions
    set subscription = ${facts.subscription}, status = ${facts.status}, plan = ${facts.plan},
      interval = ${facts.interval}, amount = ${facts.amount}, currency = ${facts.currency},
      period_ends_at = ${facts.periodEndsAt}, ends_at = ${facts.endsAt}, grace_until = ${facts.graceUntil},
      unpaid_invoice = ${facts.unpaidInvoice}, next_plan = ${facts.nextPlan}, next_interval = ${facts.nextInterval},
      next_at = ${facts.nextAt}, ${seen ? tenant`card_seen = ${seen.card},` : tenant``} answered = ${asked}, synced_at = ${tenant.now}
    where workspace_id = ${tenant.workspace}
  `
}

/** The workspace is no customer any more: the next one is another, and no checkout of this one's is open. */
export async function forgetCustomer(tenant: Tenant, live: boolean): Promise<void> {
  await tenant`
    update subscriptions
    set live = ${live}, customer = null, attempt = attempt + 1, card_seen = null, checkout = null, checkout_plan = null,
      checkout_interval = null, checkout_price = null, checkout_session = null, checkout_url = null,
      checkout_until = null
    where workspace_id = ${tenant.workspace}
  `
}

/** What is kept of the workspace's assistants in memory knows its plan: every process forgets it. */
export async function tellAssistants(tenant: Tenant): Promise<void> {
  await tenant`
    select pg_notify('atavus', json_build_object('type', 'assistant', 'id', id)::text) from assistants
    where workspace_id = ${tenant.workspace}
  `
}

/** A plan that is sold or held. */
export interface KnownPlan {
  id: string
  name: string
}

/** All of them, in ascending order. */
export const listPlans = (tenant: Tenant) => tenant<KnownPlan[]>`
  select id, name from plans order by place, retired desc
`

/** Keeps an event once, and puts the asking for its customer in line; says whether it was new. */
export async function keepEvent(
  stranger: Stranger,
  { id, type, at, customer }: BillingEvent,
  moment: Date,
): Promise<boolean> {
  const [kept] = await stranger<{ fresh: boolean }[]>`
    select keep_billing_event(${id}, ${type}, ${at}, ${customer}, ${moment}) as fresh
  `
  return kept?.fresh ?? false
}

interface Line {
  /** Over which time the askings are spread, in seconds. */
  spread: number
  most: number
}

/**
 * Puts in line that Stripe is asked for workspaces whose moment has come: each after six hours, and after one where
 * something is about to happen. Of these first, and of those that were asked longest ago. Those that are in line already are
 * left. Answers how many.
 */
export const queueDue = (keeper: Keeper, line: Line): Promise<number> =>
  queueAsking(
    keeper,
    keeper`
      synced_at is null or synced_at <= ${keeper.now}::timestamptz - interval '6 hours'
      or synced_at <= ${keeper.now}::timestamptz - interval '1 hour' and (${isUrgent(keeper)})
    `,
    line,
  )

/** Something is about to happen: it is late, may be paid for at this moment, or ends or changes within a day. */
const isUrgent = (keeper: Keeper) => keeper`
  status = 'past_due' or checkout_until > ${keeper.now}::timestamptz - interval '1 hour'
  or least(ends_at, next_at) <= ${keeper.now}::timestamptz + interval '1 day'
`

/** The same for all of them, due or not. */
export const queueAll = (keeper: Keeper): Promise<number> =>
  queueAsking(keeper, keeper`true`, { spread: 0, most: 1_000_000 })

async function queueAsking(keeper: Keeper, due: ReturnType<Keeper>, { spread, most }: Line): Promise<number> {
  const { count } = await keeper`
    with due as materialized (
      select s.workspace_id as workspace, s.synced_at, (${isUrgent(keeper)}) is true as urgent
      from subscriptions s join workspaces w on w.id = s.workspace_id
      where s.customer is not null and (${due})
        and not exists (select from jobs j where j.kind = 'billing' and j.key = s.workspace_id::text)
      order by urgent desc, s.synced_at nulls first limit ${most}
      for key share of w skip locked
    )
    insert into jobs (id, workspace_id, kind, subject, key, run_at, created_at)
    select gen_random_uuid(), workspace, 'billing', '{}', workspace::text, ${keeper.now}::timestamptz + make_interval(
      secs => ${spread}::float8 * (row_number() over (order by urgent desc, synced_at nulls first) - 1) / count(*) over ()
    ), ${keeper.now}
    from due
    on conflict do nothing
  `
  if (count) await keeper`select pg_notify('atavus', json_build_object('type', 'job')::text)`
  return count
}
