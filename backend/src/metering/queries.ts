import type { Counter } from '@atavus/contract/workspace'
import type { Tenant } from '../db/tenancy.ts'

/**
 * Counts an act on the present day of the handle's workspace, in the transaction of the act itself: `by` times one of
 * the contract's counters, of an assistant or (`null`) of the workspace as a whole. Nothing is counted for an assistant
 * that is not there any more.
 */
export const countUse = (tenant: Tenant, counter: Counter, assistant: string | null, by = 1) =>
  tenant`select count_use(${counter}, ${assistant}, ${by})`

export interface UsageRow {
  day: string
  /** Null: of the workspace as a whole. */
  assistant: { id: string; name: string } | null
  counts: Partial<Record<Counter, number>>
}

export interface UsageFilter {
  /** Days of the workspace's time zone, both included. */
  from: string
  to: string
  assistant: string | null
}

const nil = '00000000-0000-0000-0000-000000000000'

/** What was used, by day and assistant, the earliest day first and on each the workspace as a whole before all. */
export const usageOf = (tenant: Tenant, { from, to, assistant }: UsageFilter) => tenant<UsageRow[]>`
  select u.day::text, case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as assistant,
    json_object_agg(u.counter, u.count order by u.counter) as counts
  from usage u
  left join assistants a on a.workspace_id = u.workspace_id and a.id = u.assistant_id
  where u.workspace_id = ${tenant.workspace} and u.day between ${from}::text::date and ${to}::text::date
    and (a.id is not null or u.assistant_id = ${nil})
    and (${assistant}::uuid is null or u.assistant_id = ${assistant})
  group by u.day, u.assistant_id, a.id, a.name
  order by u.day, a.id is not null, a.name, a.id
`

/** The time zone (IANA) in which the workspace's days begin. */
export async function timeZoneOf(tenant: Tenant): Promise<string> {
  const [row] = await tenant<{ timeZone: string }[]>`
    select time_zone as "timeZone" from workspaces where id = ${tenant.workspace}
  `
  if (!row) throw new Error('a workspace without a row')
  return row.timeZone
}

/** Has the owners told, once a day, that a budget is spent which has just refused a turn. */
export const warnSpent = (tenant: Tenant, { assistant, day, messagesPerDay, tokensPerDay }: Spent) =>
  tenant`select warn_spent(${assistant}, ${day}::text::date, ${messagesPerDay}, ${tokensPerDay})`

/** Which turn was refused: of which assistant, on which day, and what that may use a day. */
export interface Spent {
  assistant: string
  day: string
  messagesPerDay: number
  tokensPerDay: number
}
