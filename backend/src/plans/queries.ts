import type { Billing, Limits } from '@atavus/contract/billing'
import type { Keeper, Person, Tenant } from '../db/tenancy.ts'
import type { PlanEntry } from './file.ts'

/**
 * Keeps the plans that are sold here. One that is not among them any more is retired: who has it keeps it, with the
 * limits that it had.
 */
export async function keepPlans(keeper: Keeper, plans: PlanEntry[]): Promise<void> {
  // One at a time, in every process that starts: there is never a second base plan.
  await keeper`lock table plans in share row exclusive mode`
  await keeper`update plans set base = false, retired = true`
  for (const [place, { id, name, limits, prices, retired }] of plans.entries()) {
    const row = { id, name, place, base: !prices, retired, ...limits }
    await keeper`
      insert into plans ${keeper(row)} on conflict (id) do update
      set name = excluded.name, place = excluded.place, base = excluded.base, retired = excluded.retired,
        messages = excluded.messages, tokens = excluded.tokens, assistants = excluded.assistants,
        seats = excluded.seats, passages = excluded.passages, remote = excluded.remote
    `
  }
}

export type Held = 'assistants' | 'seats' | 'passages'

/** The plan's limit where there is now more than that of a kind; null: it fits. Asked after something was added. */
export async function overPlan(handle: Tenant | Person, what: Held): Promise<number | null> {
  const [row] = await handle<{ most: number | null }[]>`select over_plan(${what})::float8 as most`
  return row?.most ?? null
}

export interface PlanRow {
  id: string
  name: string
  base: boolean
  limits: Limits
}

/** The plan whose limits hold now: what is paid for, or in grace, else the base one. Asked only where there are plans. */
export async function planInForce(tenant: Tenant): Promise<PlanRow> {
  const [row] = await tenant<(Omit<PlanRow, 'limits'> & Limits)[]>`
    select id, name, base, messages::float8, tokens::float8, assistants::float8, seats::float8, passages::float8, remote
    from plan_of_workspace() where id is not null
  `
  if (!row) throw new Error('plans without a base one')
  const { id, name, base, ...limits } = row
  return { id, name, base, limits }
}

/**
 * What is used of the plan: of the month (its first day) messages and tokens, with what answers under way have reserved,
 * and of the rest what there is now. A month of which nothing was metered yet has what its meter would begin with.
 */
export async function usedOfPlan(tenant: Tenant, month: string): Promise<Billing['used']> {
  const [row] = await tenant<Billing['used'][]>`
    select u.messages::float8, u.tokens::float8, u.beyond::float8, held_of_plan('assistants')::float8 as assistants,
      held_of_plan('seats')::float8 as seats, held_of_plan('passages')::float8 as passages
    from used_in_month(${month}::text::date) u
  `
  if (!row) throw new Error('a month without figures')
  return row
}

/** Has the owners told, once a month, that its messages or tokens are used up: `most` is what one turn may reserve. */
export const warnQuotaSpent = (tenant: Tenant, month: string, most: number) =>
  tenant`select warn_quota_spent(${month}::text::date, ${most})`
