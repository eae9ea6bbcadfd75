import type { Counter } from '@atavus/contract/workspace'
import type { Tenant } from '../db/tenancy.ts'
import type { Principal } from '../principal/principal.ts'

/**
 * Counts an act on the present day of the handle's workspace, in the transaction of the act itself: `by` times one of
 * the contract's counters, of an assistant or (`null`) of the workspace as a whole. Nothing is counted for an assistant
 * that is not there any more.
 */
export const countUse = (tenant: Tenant, counter: Counter, assistant: string | null, by = 1) =>
  tenant`select count_use(${counter}, ${assistant}, ${by})`

/** The same of a feature that somebody in the workspace used, unless they objected to it (P8.5); of a server always. */
export const countUseBy = (tenant: Tenant, by: Principal, counter: Counter, assistant: string | null) =>
  tenant`select count_account_use(${counter}, ${assistant}, ${by.kind === 'account' ? by.account : null})`

/** The same of something that a visitor did, unless they objected to it (P8.5). */
export const countVisitorUse = (tenant: Tenant, counter: Counter, assistant: string, visitor: string) =>
  tenant`select count_visitor_use(${counter}, ${assistant}, ${visitor})`

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

export interface Sums {
  messages: number
  tokensIn: number
  tokensOut: number
}

/** What one conversation has of a day's counts. */
export interface TracedRow extends Sums {
  day: string
  conversation: string
  assistant: string
  preview: boolean
  /** Of the messages, how many are in a month's meter. */
  counted: number
}

export interface TraceFilter extends UsageFilter {
  /** Where the page before ended. */
  after: { day: string; conversation: string } | undefined
  limit: number
}

/**
 * Which conversations the counts belong to, the latest day and in it the latest beginning first; and of the whole span
 * what was counted and what living conversations have of it that are no account's own. All of one moment, so that the sums agree while answers
 * come and conversations go. An ended answer without a count of its own was settled as `settle_reply` splits it; one
 * under way has no tokens yet.
 */
export async function tracedUsage(tenant: Tenant, { from, to, assistant, after, limit }: TraceFilter) {
  const [row] = await tenant<{ items: TracedRow[]; totals: Sums; living: Sums }[]>`
    with living as materialized (
      select r.day, r.conversation_id as conversation, r.assistant_id as assistant,
        count(*) as messages, count(r.meter_month) as counted,
        coalesce(sum(coalesce(r.tokens_in, r.reserved_tokens - r.answer_tokens)) filter (where r.state <> 'running'), 0)
          as "tokensIn",
        coalesce(sum(coalesce(r.tokens_out, r.answer_tokens)) filter (where r.state <> 'running'), 0) as "tokensOut"
      from replies r
      where r.workspace_id = ${tenant.workspace} and r.day between ${from}::text::date and ${to}::text::date
        and (${assistant}::uuid is null or r.assistant_id = ${assistant})
        and not exists (
          select from conversations c where c.workspace_id = r.workspace_id and c.id = r.conversation_id
            and c.account_id is not null and c.shared_at is null
        )
      group by r.day, r.conversation_id, r.assistant_id
    ), page as (
      select * from living l
      where ${after?.day ?? null}::text is null
        or (l.day, l.conversation) < (${after?.day ?? null}::text::date, ${after?.conversation ?? null}::uuid)
      order by l.day desc, l.conversation desc limit ${limit}
    ), counted as (
      select u.counter, sum(u.count) as count from usage u
      where u.workspace_id = ${tenant.workspace} and u.day between ${from}::text::date and ${to}::text::date
        and (${assistant}::uuid is null or u.assistant_id = ${assistant})
        and exists (select from assistants a where a.workspace_id = u.workspace_id and a.id = u.assistant_id)
      group by u.counter
    )
    select (
      select coalesce(json_agg(json_build_object(
        'day', p.day, 'conversation', p.conversation, 'assistant', p.assistant, 'preview', c.preview,
        'messages', p.messages, 'counted', p.counted, 'tokensIn', p."tokensIn", 'tokensOut', p."tokensOut"
      ) order by p.day desc, p.conversation desc), '[]')
      from page p join conversations c on c.workspace_id = ${tenant.workspace} and c.id = p.conversation
    ) as items, (
      select json_build_object('messages', coalesce(sum(l.messages), 0), 'tokensIn', coalesce(sum(l."tokensIn"), 0),
        'tokensOut', coalesce(sum(l."tokensOut"), 0))
      from living l
    ) as living, (
      select json_build_object('messages', coalesce(sum(c.count) filter (where c.counter = 'messages'), 0),
        'tokensIn', coalesce(sum(c.count) filter (where c.counter = 'tokens_in'), 0),
        'tokensOut', coalesce(sum(c.count) filter (where c.counter = 'tokens_out'), 0))
      from counted c
    ) as totals
  `
  if (!row) throw new Error('sums without a row')
  return row
}

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
