import type { Interval } from '@atavus/contract/billing'
import type { Tenant } from '../../db/tenancy.ts'

/** Makes room for the workspace as a customer, where there is none yet. */
export async function beginCustomer(tenant: Tenant, live: boolean): Promise<void> {
  await tenant`
    insert into subscriptions (workspace_id, live, created_at) values (${tenant.workspace}, ${live}, ${tenant.now})
    on conflict do nothing
  `
}

/** Keeps the customer that was made at this attempt, unless there is one. */
export async function keepCustomer(tenant: Tenant, attempt: number, customer: string): Promise<void> {
  await tenant`
    update subscriptions set customer = ${customer}
    where workspace_id = ${tenant.workspace} and attempt = ${attempt} and customer is null
  `
}

/** The workspace is made a customer by another key from now on. */
export async function nextAttempt(tenant: Tenant, attempt: number): Promise<void> {
  await tenant`
    update subscriptions set attempt = attempt + 1
    where workspace_id = ${tenant.workspace} and attempt = ${attempt} and customer is null
  `
}

export interface Intent {
  /** Its id, which is Stripe's idempotency key. */
  id: string
  plan: string
  interval: Interval
  price: string
  until: Date
}

/** Keeps what is about to be paid for, before Stripe is asked for a page. */
export async function keepIntent(
  tenant: Tenant,
  { id, plan, interval, price, until }: Intent,
): Promise<void> {
  await tenant`
    update subscriptions
    set checkout = ${id}, checkout_plan = ${plan}, checkout_interval = ${interval}, checkout_price = ${price},
      checkout_session = null, checkout_url = null, checkout_until = ${until}
    where workspace_id = ${tenant.workspace}
  `
}

/** Keeps the checkout's session at Stripe, and its page; null: it is about to be ended, and handed to nobody. */
export async function keepSession(
  tenant: Tenant,
  checkout: string,
  session: string,
  url: string | null,
): Promise<void> {
  await tenant`
    update subscriptions set checkout_session = ${session}, checkout_url = ${url}
    where workspace_id = ${tenant.workspace} and checkout = ${checkout}
  `
}

/** Forgets a checkout that nobody can pay any more, if its session at Stripe still is the given one or none. */
export async function dropCheckout(tenant: Tenant, checkout: string, session: string | null): Promise<void> {
  await tenant`
    update subscriptions
    set checkout = null, checkout_plan = null, checkout_interval = null, checkout_price = null,
      checkout_session = null, checkout_url = null, checkout_until = null
    where workspace_id = ${tenant.workspace} and checkout = ${checkout}
      and checkout_session is not distinct from ${session}
  `
}
