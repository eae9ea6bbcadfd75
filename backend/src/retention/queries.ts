import type postgres from 'postgres'
import { takeTime } from '../db/take-time.ts'
import type { Keeper } from '../db/tenancy.ts'
import { type Kept, standingHolds } from '../holds/queries.ts'

/** A part of a statement. */
type Words = postgres.PendingQuery<postgres.Row[]>

/** What goes when its moment has come, of one table. */
export interface Ending {
  /** As reports name it. */
  name: string
  table: string
  /** The primary key. */
  key: readonly string[]
  /** Which rows are over at a moment, but for those that `kept` holds. */
  over(keeper: Keeper, moment: Date, kept?: Kept): Words
  /** What is taken out of a row that itself stays; without it the row goes. */
  forgets?: string
}

/** Days, months and years that things are kept for whose rows do not say when they end. */
const days = {
  logs: 90,
  address: 7,
  canary: 90,
  job: 7,
  ceiling: 7,
  event: 35,
  deletion: 400,
  sweep: 90,
  backup: 90,
}
const auditYears = 1
const usageMonths = 25
const breachYears = 3

const expired = (keeper: Keeper, moment: Date) => keeper`expires_at <= ${moment}`
/** The same, unless a hold keeps the conversation, whose id stands in a column. */
const released =
  (table: string, conversation = 'conversation_id'): Ending['over'] =>
  (keeper, moment, kept) =>
    keeper`expires_at <= ${moment} ${butKept(keeper, kept, table, conversation)}`

/** A few sets in place of a question for each row: those that hold nothing cost nothing. */
function butKept(keeper: Keeper, kept: Kept | undefined, table: string, conversation: string): Words {
  if (!kept || isNothing(kept)) return keeper``
  const { workspaces, logs, assistants, conversations } = kept
  const [whose, which] = [keeper(`${table}.workspace_id`), keeper(`${table}.${conversation}`)]
  return keeper`
    and ${whose} <> all (${workspaces}::uuid[]) and ${which} <> all (${conversations}::uuid[])
    and (${whose} <> all (${logs}::uuid[]) or (${whose}, ${which}) in (
      select k.workspace_id, k.id from conversations k
      where k.workspace_id = any (${logs}::uuid[]) and k.account_id is not null and k.shared_at is null
    ))
    and (cardinality(${assistants}::uuid[]) = 0 or not exists (
      select from conversations k
      where k.workspace_id = ${whose} and k.id = ${which} and k.assistant_id = any (${assistants}::uuid[])
        and (k.account_id is null or k.shared_at is not null)
    ))
  `
}

/** Whether a hold keeps a conversation, `c`. */
const isKept = (keeper: Keeper, { workspaces, logs, assistants, conversations }: Kept): Words => keeper`(
  c.workspace_id = any (${workspaces}::uuid[]) or c.id = any (${conversations}::uuid[])
  or (c.account_id is null or c.shared_at is not null)
    and (c.workspace_id = any (${logs}::uuid[]) or c.assistant_id = any (${assistants}::uuid[]))
)`

const nothing: Kept = { workspaces: [], logs: [], assistants: [], conversations: [] }
const isNothing = ({ workspaces, logs, assistants, conversations }: Kept): boolean =>
  workspaces.length + logs.length + assistants.length + conversations.length === 0
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
    over: released('messages'),
  },
  {
    name: 'sentPrompts',
    table: 'sent_prompts',
    key: ['workspace_id', 'reply_id'],
    over: released('sent_prompts'),
  },
  {
    name: 'promptParts',
    table: 'prompt_parts',
    key: ['workspace_id', 'conversation_id', 'hash'],
    over: released('prompt_parts'),
  },
  {
    name: 'maskedValues',
    table: 'masked_values',
    key: ['workspace_id', 'reply_id'],
    over: released('masked_values'),
  },
  { name: 'sharedPages', table: 'shared_pages', key: own, over: released('shared_pages') },
  { name: 'replies', table: 'replies', key: own, over: released('replies') },
  {
    name: 'conversations',
    table: 'conversations',
    key: own,
    over: released('conversations', 'id'),
  },
  {
    name: 'consents',
    table: 'consents',
    key: own,
    // What began under one may have gone on under another: each stays as long as a word under it does.
    over: (keeper, moment, kept = nothing) => keeper`
      expires_at <= ${moment} and not exists (
        select from conversations c where c.workspace_id = consents.workspace_id and c.consent_id = consents.id
          and (c.expires_at > ${moment} or ${isKept(keeper, kept)})
      ) and not exists (
        select from replies r join conversations c on c.workspace_id = r.workspace_id and c.id = r.conversation_id
        where r.workspace_id = consents.workspace_id and r.visitor_id = consents.visitor_id
          and r.consent_id = consents.id and (r.expires_at > ${moment} or ${isKept(keeper, kept)})
      )
    `,
  },
  { name: 'sessions', table: 'sessions', key: ['account_id', 'id'], over: expired },
  { name: 'deviceRequests', table: 'device_requests', key: ['id'], over: expired },
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
    // What nobody could do; who was to be charged no more, and what was to be erased, is never left.
    name: 'jobs',
    table: 'jobs',
    key: ['id'],
    over: (keeper, moment) =>
      keeper`kind not in ('customer-end', 'released') and ${older('run_at', days.job)(keeper, moment)}`,
  },
  { name: 'breaches', table: 'breaches', key: ['id'], over: yearsOver('closed_at', breachYears) },
  { name: 'erasures', table: 'erasures', key: ['position'], over: older('at', days.deletion) },
  { name: 'deletions', table: 'deletions', key: ['id'], over: older('done_at', days.deletion) },
  { name: 'holds', table: 'holds', key: own, over: yearsOver('until', auditYears) },
  {
    name: 'trustChanges',
    table: 'trust_changes',
    key: ['promise', 'at'],
    over: older('at', days.deletion),
  },
  { name: 'backups', table: 'backups', key: ['id'], over: older('begun_at', days.backup) },
  { name: 'requests', table: 'requests', key: ['id'], over: expired },
  { name: 'egress', table: 'egress', key: ['id'], over: older('at', days.logs) },
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
  const kept = await standingHolds(keeper)
  const columns = keeper(key as string[])
  const chosen = keeper`
    (${columns}) in (
      select ${columns} from ${keeper(table)} where ${ending.over(keeper, keeper.now, kept)} limit ${most}
    )
  `
  const { count } = forgets
    ? await keeper`update ${keeper(table)} set ${keeper(forgets)} = null where ${chosen}`
    : await keeper`delete from ${keeper(table)} where ${chosen}`
  return count
}

/** How many rows a sweep at a moment would remove, by what. */
export async function countOver(keeper: Keeper, moment: Date): Promise<Record<string, number>> {
  await takeTime(keeper)
  const counts: Record<string, number> = {}
  const kept = await standingHolds(keeper, moment)
  for (const ending of endings) {
    const [row] = await keeper<{ count: number }[]>`
      select count(*)::float8 as count from ${keeper(ending.table)} where ${ending.over(keeper, moment, kept)}
    `
    counts[ending.name] = row?.count ?? 0
  }
  return counts
}

/** How many conversations are past their term and stay for a hold alone. */
export async function countHeld(keeper: Keeper): Promise<number> {
  const kept = await standingHolds(keeper)
  const [row] = await keeper<{ count: number }[]>`
    select count(*)::int as count from conversations c
    where c.expires_at <= ${keeper.now} and ${isKept(keeper, kept)}
  `
  return row?.count ?? 0
}
