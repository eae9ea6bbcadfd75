import type { Keeper, Stranger, Tenant } from '../db/tenancy.ts'
import type { Evidence, PromiseState } from '../privacy/promise.ts'

export interface CheckRow {
  promise: string
  at: Date
  state: PromiseState
  since: Date
  facts: Evidence['facts']
  failed: string | null
}

/** The latest look at each promise. */
export const listChecks = (handle: Stranger | Keeper) => handle<CheckRow[]>`
  select promise, at, state, since, facts, failed from trust_checks
`

/** When the last round of looks began that is not over for long; null: none. */
export async function lastRound(keeper: Keeper): Promise<Date | null> {
  const [row] = await keeper<{ at: Date | null }[]>`select max(at) as at from trust_checks`
  return row?.at ?? null
}

/**
 * Keeps what a look found; answers the state before, where it is another one. Before its first look a promise needs
 * attention: one that is broken then has changed, one that is kept has not.
 */
export async function keepCheck(
  keeper: Keeper,
  promise: string,
  { state, facts }: Evidence,
  failed: string | null,
): Promise<PromiseState | undefined> {
  // Of two processes that look for the first time at once the second waits here, and then is not the first.
  const { count: first } = await keeper`
    insert into trust_checks (promise, at, state, since, facts)
    values (${promise}, ${keeper.now}, 'attention', ${keeper.now}, '[]')
    on conflict do nothing
  `
  const [before] = await keeper<{ state: PromiseState }[]>`
    select state from trust_checks where promise = ${promise} for update
  `
  await keeper`
    update trust_checks
    set at = ${keeper.now}, facts = ${JSON.stringify(facts)}::text::jsonb, failed = ${failed}, state = ${state},
      since = case when state = ${state} then since else ${keeper.now} end
    where promise = ${promise}
  `
  if (!before || before.state === state || (first && state !== 'broken')) return undefined
  await keeper`
    insert into trust_changes (promise, at, state, before) values (${promise}, ${keeper.now}, ${state}, ${before.state})
    on conflict do nothing
  `
  return before.state
}

export interface ChangeRow {
  promise: string
  at: Date
  state: PromiseState
  before: PromiseState
}

export const listChanges = (keeper: Keeper, most: number) => keeper<ChangeRow[]>`
  select promise, at, state, before from trust_changes order by at desc, promise limit ${most}
`

export const operators = (keeper: Keeper) =>
  keeper<{ account: string }[]>`select account_id as account from operators order by account_id`

/** A number that one statement counts. */
export async function counted(
  keeper: Keeper,
  ask: (keeper: Keeper) => PromiseLike<readonly { count: number }[]>,
): Promise<number> {
  const [row] = await ask(keeper)
  return row?.count ?? 0
}

/** Every column of every table that stands. */
export const liveColumns = (keeper: Keeper) => keeper<{ table: string; column: string }[]>`
  select c.relname as table, a.attname as column
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
`

/** Tables that say whose workspace a row is. */
export const workspaceTables = (keeper: Keeper) => keeper<{ name: string }[]>`
  select c.relname as name from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
  where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and has_table_privilege('atavus_app', c.oid, 'select')
`

/** Whether a handle reaches any row of a table. */
export async function reachesAny(tenant: Tenant, table: string): Promise<boolean> {
  return (await tenant`select from ${tenant(table)} limit 1`).length > 0
}

/** Accounts, and those whose hash is not bcrypt's at the cost in force. */
export async function passwordHashes(
  keeper: Keeper,
): Promise<{ schemes: Record<string, number>; all: number }> {
  const rows = await keeper<{ scheme: string; count: number }[]>`
    select left(password_hash, 7) as scheme, count(*)::int as count from accounts group by 1
  `
  const schemes = Object.fromEntries(rows.map(({ scheme, count }) => [scheme, count]))
  return { schemes, all: rows.reduce((sum, { count }) => sum + count, 0) }
}

export const apiKeys = (keeper: Keeper) =>
  keeper<{ count: number }[]>`select count(*)::int as count from api_keys where disabled_at is null`

/** Keys that are kept other than as a hash of 32 bytes. */
export const badKeyHashes = (keeper: Keeper) =>
  keeper<{ count: number }[]>`select count(*)::int as count from api_keys where octet_length(hash) <> 32`

/** What happened at the doors within the last 30 days, of one kind. */
export const happened = (keeper: Keeper, event: string) => keeper<{ count: number }[]>`
  select count(*)::int as count from security_log
  where event = ${event} and at > ${keeper.now}::timestamptz - interval '30 days'
`

/** Browsers and systems of sessions that are more than a family and a major version. */
export const fineDevices = (keeper: Keeper) => keeper<{ count: number }[]>`
  select count(*)::int as count from sessions
  where browser !~ '^[A-Za-z][A-Za-z ]{0,30}( [0-9]{1,4})?$' or system !~ '^[A-Za-z][A-Za-z ]{0,30}$'
`

/** Ends what the rest of the transaction asks after so many milliseconds: nobody waits for it any more then. */
export async function limitTime(keeper: Keeper, milliseconds: number): Promise<void> {
  await keeper`select set_config('statement_timeout', ${String(Math.max(1, Math.ceil(milliseconds)))}, true)`
}

/** How long a session may last, of those that are or were on the disk: how many end later than that. */
export const longSessions = (keeper: Keeper, days: number) => keeper<{ count: number }[]>`
  select count(*)::int as count from sessions where expires_at > created_at + make_interval(days => ${days})
`

const addressWritten = '(^|[^0-9.])([0-9]{1,3}[.]){3}[0-9]{1,3}([^0-9.]|$)|([0-9a-f]{1,4}:){3,}|[0-9a-f]::'

/**
 * Where an address stands in full besides the security log's own column, by the latest rows: columns made for one, hashes
 * of networks that are no hash (16 bytes), and words in which one is written.
 */
export const addressesElsewhere = (keeper: Keeper) => keeper<{ place: string; count: number }[]>`
  select c.relname || '.' || a.attname as place, 1 as count
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and a.atttypid in ('inet'::regtype, 'cidr'::regtype) and (c.relname, a.attname) <> ('security_log', 'address')
  union all
  select place, count(*)::int from (
    (select 'api_log.network' as place from (select network from api_log order by at desc limit 10000) l
      where octet_length(network) not in (0, 16))
    union all
    (select 'security_log.network' from (select network from security_log order by at desc limit 10000) l
      where octet_length(network) not in (0, 16))
    union all
    (select 'limits.subject' from (select subject from limits limit 10000) l where octet_length(subject) <> 16)
    union all
    (select 'api_log.route' from (select route from api_log order by at desc limit 10000) l
      where route ~ ${addressWritten})
    union all
    (select 'security_log.detail' from (select detail from security_log order by at desc limit 10000) l
      where detail ~ ${addressWritten})
    union all
    (select 'sessions.browser' from (select concat_ws(' ', browser, system) as seen from sessions limit 10000) l
      where seen ~ ${addressWritten})
  ) found group by place
`
