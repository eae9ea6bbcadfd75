import type { AtLimit, Limits } from '@atavus/contract/billing'
import type { Keeper, Tenant } from '../../db/tenancy.ts'
import type { PlanRow } from '../../plans/queries.ts'

interface Choice {
  timeZone: string
  atLimit: AtLimit
  suspended: boolean
}

/** How the handle's workspace counts its months, what it chose for when one is used up, and whether it is suspended. */
export async function loadChoice(tenant: Tenant): Promise<Choice> {
  const [row] = await tenant<Choice[]>`
    select time_zone as "timeZone", at_limit as "atLimit", suspended_at is not null as suspended
    from workspaces where id = ${tenant.workspace}
  `
  if (!row) throw new Error('a workspace without a row')
  return row
}

/** Sets what happens to a message when the month’s are used. */
export async function chooseAtLimit(tenant: Tenant, atLimit: AtLimit): Promise<void> {
  await tenant`update workspaces set at_limit = ${atLimit} where id = ${tenant.workspace}`
}

/** The plans on offer and the given ones, which may be sold no more; the base one first. */
export async function listOffered(tenant: Tenant, also: string[]): Promise<PlanRow[]> {
  const rows = await tenant<(Omit<PlanRow, 'limits'> & Limits)[]>`
    select id, name, base, messages::float8, tokens::float8, assistants::float8, seats::float8, passages::float8, remote
    from plans where not retired or id = any(${also}) order by base desc, retired, place
  `
  return rows.map(({ id, name, base, ...limits }) => ({ id, name, base, limits }))
}

interface Figures {
  lastEventAt: Date | null
  oldestSyncAt: Date | null
  pastDue: number
  lapsed: number
  ending: number
  customersToDelete: number
}

/** How all subscriptions stand, by what was last heard of them. */
export async function billingFigures(keeper: Keeper): Promise<Figures> {
  const [row] = await keeper<Figures[]>`
    select (select max(received_at) from billing_events) as "lastEventAt",
      min(s.synced_at) filter (where s.customer is not null) as "oldestSyncAt",
      count(*) filter (where s.status = 'past_due' and s.grace_until > ${keeper.now})::int as "pastDue",
      count(*) filter (
        where s.status in ('unpaid', 'paused')
          or s.status = 'past_due' and s.grace_until > ${keeper.now} is not true
      )::int as lapsed,
      count(*) filter (where s.ends_at > ${keeper.now})::int as ending,
      (select count(*)::int from jobs where kind = 'customer-end') as "customersToDelete"
    from subscriptions s
  `
  if (!row) throw new Error('a count without a row')
  return row
}

/** How many workspaces each plan holds for, as `plan_of_workspace()` has it; those of nobody only while they are sold. */
export const workspacesByPlan = (keeper: Keeper) => keeper<
  { id: string; name: string; workspaces: number }[]
>`
  with held as (
    select s.plan, count(*)::int as workspaces from subscriptions s
    where s.plan is not null
      and (s.status in ('trialing', 'active') or s.status = 'past_due' and s.grace_until > ${keeper.now})
    group by s.plan
  ), counted as (
    select p.id, p.name, p.base, p.retired, p.place, coalesce(h.workspaces, 0) + case when p.base
      then (select count(*)::int from workspaces) - (select coalesce(sum(workspaces), 0)::int from held)
      else 0 end as workspaces
    from plans p left join held h on h.plan = p.id
  )
  select id, name, workspaces from counted
  where workspaces > 0 or not retired
  order by base desc, retired, place
`
