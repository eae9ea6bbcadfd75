import type postgres from 'postgres'
import type { Keeper, Tenant } from '../db/tenancy.ts'

/** Moments whose partitions the messages written from now until two days on will need, for every term in use. */
export async function momentsAhead(keeper: Keeper): Promise<Date[]> {
  const rows = await keeper<{ moment: Date }[]>`
    select ${keeper.now}::timestamptz + make_interval(days => term.days + ahead.days) as moment
    from (select retention_days as days from assistants union select 1) as term, generate_series(0, 2) as ahead (days)
    group by moment
  `
  return rows.map(({ moment }) => moment)
}

/** Makes the partition in which messages that end at the moment lie, unless it stands. */
export const ensurePartition = (keeper: Keeper, moment: Date) =>
  keeper`select ensure_messages_partition(${moment})`

/**
 * Drops the oldest of the partitions of messages whose last day is over and in which nothing is held, if nobody reads
 * just now; answers whether it did and how many are left that could be dropped.
 */
export async function dropOldMessages(keeper: Keeper): Promise<{ dropped: boolean; remaining: number }> {
  const [row] = await keeper<{ dropped: boolean; remaining: number }[]>`
    select dropped, remaining from drop_messages_before(${keeper.now})
  `
  return row ?? { dropped: false, remaining: 0 }
}

/** A part of a statement. */
type Words = postgres.PendingQuery<postgres.Row[]>

/** What goes when its moment has come, of one table. */
export interface Ending {
  /** As reports name it. */
  name: string
  table: string
  /** The primary key. */
  key: readonly string[]
  /** Which rows are over at a moment. */
  over(keeper: Keeper, moment: Date): Words
  /** What is taken out of a row that itself stays; without it the row goes. */
  forgets?: string
}

/** Days, months and years that things are kept for whose rows do not say when they end. */
const days = { logs: 90, address: 7, canary: 90, job: 7, ceiling: 7, event: 35, deletion: 400, sweep: 90 }
const auditYears = 1
const usageMonths = 25
const breachYears = 3

const expired = (keeper: Keeper, moment: Date) => keeper`expires_at <= ${moment}`
/** The same, unless a hold keeps the conversation. */
const released = (keeper: Keeper, moment: Date) =>
  keeper`expires_at <= ${moment} and not held(workspace_id, conversation_id)`
const older = (column: string, count: number) => (keeper: Keeper, moment: Date) =>
  keeper`${keeper(column)} <= ${moment}::timestamptz - make_interval(days => ${count})`
const yearsOver = (column: string, count: number) => (keeper: Keeper, moment: Date) =>
  keeper`${keeper(column)} <= ${moment}::timestamptz - make_interval(years => ${count})`
const monthsOver = (column: string) => (keeper: Keeper, moment: Date) =>
  keeper`${keeper(column)} < (${moment}::timestamptz - make_interval(months => ${usageMonths}))::date`
const own = ['workspace_id', 'id'] as const

/**
 * In the order in which it goes: answers before their conversations, since a batch of those would take more along than
 * its time allows, and what is only read through something else before that.
 */
export const endings: readonly Ending[] = [
  {
    name: 'messages',
    table: 'messages',
    key: ['workspace_id', 'conversation_id', 'expires_at', 'id'],
    over: released,
  },
  { name: 'sentPrompts', table: 'sent_prompts', key: ['workspace_id', 'reply_id'], over: released },
  { name: 'maskedValues', table: 'masked_values', key: ['workspace_id', 'reply_id'], over: released },
  { name: 'replies', table: 'replies', key: own, over: released },
  {
    name: 'conversations',
    table: 'conversations',
    key: own,
    over: (keeper, moment) => keeper`expires_at <= ${moment} and not held(workspace_id, id)`,
  },
  {
    name: 'consents',
    table: 'consents',
    key: own,
    over: (keeper, moment) => keeper`
      expires_at <= ${moment} and not exists (
        select from conversations c where c.workspace_id = consents.workspace_id and c.consent_id = consents.id
          and held(c.workspace_id, c.id)
      )
    `,
  },
  { name: 'sessions', table: 'sessions', key: ['account_id', 'id'], over: expired },
  { name: 'signInLinks', table: 'sign_in_links', key: ['hash'], over: expired },
  { name: 'accountLinks', table: 'account_links', key: ['account_id', 'kind'], over: expired },
  { name: 'signUps', table: 'sign_ups', key: ['id'], over: expired },
  {
    // Authenticators that were offered and not confirmed while the offer stood.
    name: 'factorOffers',
    table: 'second_factors',
    key: ['account_id'],
    over: (keeper, moment) =>
      keeper`confirmed_at is null and offered_at <= ${moment}::timestamptz - interval '15 minutes'`,
  },
  { name: 'namedRequests', table: 'idempotency', key: ['workspace_id', 'key_hash'], over: expired },
  { name: 'deliveries', table: 'deliveries', key: own, over: expired },
  { name: 'invitations', table: 'invitations', key: own, over: expired },
  { name: 'outbox', table: 'outbox', key: ['id'], over: expired },
  { name: 'apiLog', table: 'api_log', key: ['id'], over: older('at', days.logs) },
  {
    name: 'addresses',
    table: 'security_log',
    key: ['id'],
    forgets: 'address',
    over: (keeper, moment) => keeper`address is not null and ${older('at', days.address)(keeper, moment)}`,
  },
  { name: 'securityLog', table: 'security_log', key: ['id'], over: older('at', days.logs) },
  { name: 'auditLog', table: 'audit_log', key: own, over: yearsOver('at', auditYears) },
  { name: 'operatorLog', table: 'operator_log', key: ['id'], over: yearsOver('at', auditYears) },
  { name: 'operatorAccess', table: 'operator_access', key: own, over: expired },
  {
    // Former secrets whose day is over.
    name: 'identitySecrets',
    table: 'identity_secrets',
    key: own,
    over: (keeper, moment) => keeper`until <= ${moment}`,
  },
  {
    name: 'usage',
    table: 'usage',
    key: ['workspace_id', 'day', 'assistant_id', 'counter'],
    over: monthsOver('day'),
  },
  {
    name: 'workspaceBudgets',
    table: 'workspace_budgets',
    key: ['workspace_id', 'day'],
    over: (keeper, moment) =>
      keeper`day < (${moment}::timestamptz - make_interval(days => ${days.ceiling}))::date`,
  },
  { name: 'meters', table: 'meters', key: ['workspace_id', 'month'], over: monthsOver('month') },
  {
    // Longer than Stripe sends an event again, by itself (3 days) or when somebody asks it to (30 days).
    name: 'billingEvents',
    table: 'billing_events',
    key: ['id'],
    over: older('received_at', days.event),
  },
  {
    name: 'canaryChecks',
    table: 'canary_checks',
    key: ['at', 'process', 'model'],
    over: older('at', days.canary),
  },
  {
    // What nobody could do; who was to be charged no more is never left.
    name: 'jobs',
    table: 'jobs',
    key: ['id'],
    over: (keeper, moment) => keeper`kind <> 'customer-end' and ${older('run_at', days.job)(keeper, moment)}`,
  },
  { name: 'breaches', table: 'breaches', key: ['id'], over: yearsOver('closed_at', breachYears) },
  { name: 'erasures', table: 'erasures', key: ['position'], over: older('at', days.deletion) },
  { name: 'deletions', table: 'deletions', key: ['id'], over: older('done_at', days.deletion) },
  { name: 'holds', table: 'holds', key: own, over: yearsOver('until', auditYears) },
  { name: 'sweeps', table: 'sweeps', key: ['id'], over: older('started_at', days.sweep) },
  {
    // Subjects whose limits are all free again say nothing any more.
    name: 'limits',
    table: 'limits',
    key: ['subject'],
    over: (keeper, moment) => keeper`tat <= ${moment}`,
  },
  {
    // A process that has not heard for an hour has no stream of that time any more.
    name: 'revocations',
    table: 'revocations',
    key: ['id'],
    over: (keeper, moment) => keeper`at <= ${moment}::timestamptz - interval '1 hour'`,
  },
]

/** Removes a batch of what is over now; answers how many rows. */
export async function removeOver(keeper: Keeper, ending: Ending, most: number): Promise<number> {
  const { table, key, forgets } = ending
  const columns = keeper(key as string[])
  const chosen = keeper`
    (${columns}) in (
      select ${columns} from ${keeper(table)} where ${ending.over(keeper, keeper.now)} limit ${most}
    )
  `
  const { count } = forgets
    ? await keeper`update ${keeper(table)} set ${keeper(forgets)} = null where ${chosen}`
    : await keeper`delete from ${keeper(table)} where ${chosen}`
  return count
}

/** How many rows a sweep at a moment would remove, by what. */
export async function countOver(keeper: Keeper, moment: Date): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const ending of endings) {
    const [row] = await keeper<{ count: number }[]>`
      select count(*)::float8 as count from ${keeper(ending.table)} where ${ending.over(keeper, moment)}
    `
    counts[ending.name] = row?.count ?? 0
  }
  return counts
}

/** How many conversations are past their term and stay for a hold alone. */
export async function countHeld(keeper: Keeper): Promise<number> {
  const [row] = await keeper<{ count: number }[]>`
    select count(*)::int as count from conversations where expires_at <= ${keeper.now} and held(workspace_id, id)
  `
  return row?.count ?? 0
}

export interface TermRow {
  id: string
  name: string
  days: number
  questions: number
  oldest: Date | null
  day: number
  week: number
  month: number
}

/** How long each assistant of a workspace keeps what is said, how much there is, and how much goes in the next days. */
export const termsOfAssistants = (tenant: Tenant) => tenant<TermRow[]>`
  select a.id, a.name, a.retention_days as days, count(r.id)::int as questions, min(r.created_at) as oldest,
    count(*) filter (where r.expires_at <= ${tenant.now}::timestamptz + interval '1 day')::int as day,
    count(*) filter (where r.expires_at <= ${tenant.now}::timestamptz + interval '7 days')::int as week,
    count(*) filter (where r.expires_at <= ${tenant.now}::timestamptz + interval '30 days')::int as month
  from assistants a
  left join replies r on r.workspace_id = a.workspace_id and r.assistant_id = a.id
  where a.workspace_id = ${tenant.workspace}
  group by a.workspace_id, a.id
  order by a.created_at, a.id
`

/** When the latest sweep ended that took every step. */
export async function lastSweep(keeper: Keeper): Promise<Date | null> {
  const [row] = await keeper<
    { at: Date | null }[]
  >`select max(ended_at) as at from sweeps where failed = '{}'`
  return row?.at ?? null
}

export interface SweepRow {
  id: string
  startedAt: Date
  endedAt: Date | null
  removed: Record<string, number>
  failed: string[]
}

/** A sweep that has taken no step for so long has died. */
const silentMinutes = 10

/** Begins a sweep unless another one is at it; `always`: whether or not. Says whether it began. */
export async function beginSweep(keeper: Keeper, id: string, always: boolean): Promise<boolean> {
  await keeper`select pg_advisory_xact_lock(hashtext('atavus.sweep'))`
  const { count } = await keeper`
    insert into sweeps (id, started_at, beat_at)
    select ${id}, ${keeper.now}, ${keeper.now}
    where ${always} or not exists (
      select from sweeps where ended_at is null
        and beat_at > ${keeper.now}::timestamptz - make_interval(mins => ${silentMinutes})
    )
  `
  return count > 0
}

/** What a sweep has done by now; `ended` that it is over. */
export async function reportSweep(
  keeper: Keeper,
  id: string,
  { removed, failed }: Pick<SweepRow, 'removed' | 'failed'>,
  ended: boolean,
): Promise<void> {
  await keeper`
    update sweeps set beat_at = ${keeper.now}, ended_at = ${ended ? keeper.now : null},
      removed = ${JSON.stringify(removed)}::text::jsonb, failed = ${failed}
    where id = ${id}
  `
}

/** The latest sweeps, newest first. */
export const listSweeps = (keeper: Keeper, most: number) => keeper<SweepRow[]>`
  select id, started_at as "startedAt", ended_at as "endedAt", removed, failed
  from sweeps order by started_at desc, id desc limit ${most}
`
