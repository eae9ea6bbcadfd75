import type { Person, Tenant } from '../db/tenancy.ts'

export interface ConversationRow {
  id: string
  assistantId: string
  assistantName: string
  origin: string
  language: string
  sealedKey: Buffer
  /** The oldest question that still lives. */
  titleId: string | null
  titleSealed: Buffer | null
  /** Whether an account whose own it is shares it. */
  shared: boolean
  /** How many messages still live. */
  messages: number
  startedAt: Date
  lastAt: Date
  firstExpiresAt: Date
  expiresAt: Date
}

export interface MessageRow {
  conversationId: string
  id: string
  role: 'visitor' | 'assistant'
  answers: string | null
  sealed: Buffer
  thumb: 'up' | 'down' | null
  createdAt: Date
  expiresAt: Date
}

/** What the log is asked for: an assistant, a span of time, what was said, and where the page before ended. */
export interface LogFilter {
  assistant: string | undefined
  from: Date | undefined
  until: Date | undefined
  /** Terms that all stand in one message. */
  terms?: string[] | undefined
  before: { at: Date; id: string } | undefined
  limit: number
}

/** The columns of conversations, and where they come from. */
export const columns = (tenant: Tenant) => tenant`
  c.shared_at is not null as shared, c.id, c.assistant_id as "assistantId", a.name as "assistantName", c.origin, c.language,
  c.sealed_key as "sealedKey", q.id as "titleId", q.sealed as "titleSealed",
  (
    select count(*)::int from messages m
    where m.workspace_id = c.workspace_id and m.conversation_id = c.id
      and m.expires_at between c.first_expires_at and c.expires_at
  ) as messages,
  c.started_at as "startedAt", c.last_at as "lastAt",
  c.first_expires_at as "firstExpiresAt", c.expires_at as "expiresAt"
  from conversations c
  join assistants a on a.workspace_id = c.workspace_id and a.id = c.assistant_id
  left join lateral (
    select m.id, m.sealed from messages m
    where m.workspace_id = c.workspace_id and m.conversation_id = c.id
      and m.expires_at between c.first_expires_at and c.expires_at and m.role = 'visitor'
    order by m.created_at, m.id limit 1
  ) q on true
`

/** What stands in the owner's log: no preview, and nothing of an account's own but what it shares. */
export const isLogged = (tenant: Tenant) =>
  tenant`not c.preview and (c.account_id is null or c.shared_at is not null)`

/** The owner's log, newest first. */
export function listConversations(tenant: Tenant, filter: LogFilter) {
  const { assistant = null, from = null, until = null, terms, before, limit } = filter
  const found = terms ? tenant`and c.id in (select search_messages(${terms}::text[]::bigint[]))` : tenant``
  return tenant<ConversationRow[]>`
    select ${columns(tenant)}
    where c.workspace_id = ${tenant.workspace} and ${isLogged(tenant)}
      and (${assistant}::uuid is null or c.assistant_id = ${assistant})
      and (${from}::timestamptz is null or c.last_at >= ${from})
      and (${until}::timestamptz is null or c.last_at < ${until})
      and (${before?.at ?? null}::timestamptz is null or (c.last_at, c.id) < (${before?.at ?? null}, ${before?.id ?? null}::uuid))
      ${found}
    order by c.last_at desc, c.id desc
    limit ${limit}
  `
}

/** What an export is asked for: as the log, as it stood at a moment, and which conversation the page before ended with. */
export interface ExportFilter extends Omit<LogFilter, 'before' | 'terms'> {
  begun: Date
  after: string | undefined
}

/**
 * The log for taking along, in the order of ids, which is that of beginnings and which no new message changes. One
 * that went on after `begun` comes too, whenever it ends now: whether it was of the span then, its messages say.
 */
export function exportedConversations(tenant: Tenant, filter: ExportFilter) {
  const { assistant = null, from = null, until = null, begun, after = null, limit } = filter
  return tenant<ConversationRow[]>`
    select ${columns(tenant)}
    where c.workspace_id = ${tenant.workspace} and ${isLogged(tenant)} and c.started_at <= ${begun}
      and (${assistant}::uuid is null or c.assistant_id = ${assistant})
      and (${from}::timestamptz is null or c.last_at >= ${from})
      and (${until}::timestamptz is null or c.last_at < ${until} or c.last_at > ${begun})
      and (${after}::uuid is null or c.id > ${after})
    order by c.id
    limit ${limit}
  `
}

export async function findConversation(tenant: Tenant, id: string): Promise<ConversationRow | undefined> {
  const [row] = await tenant<ConversationRow[]>`
    select ${columns(tenant)}
    where c.workspace_id = ${tenant.workspace} and c.id = ${id} and ${isLogged(tenant)}
  `
  return row
}

/** Whether an account whose own a conversation is shares it; undefined: it is nobody's own. */
export async function sharingOf(tenant: Tenant, id: string): Promise<boolean | undefined> {
  const [row] = await tenant<{ shared: boolean }[]>`
    select shared_at is not null as shared from conversations
    where workspace_id = ${tenant.workspace} and id = ${id} and account_id is not null
  `
  return row?.shared
}

/** A visitor's conversations with one assistant, newest first. */
export function conversationsOfVisitor(tenant: Tenant, assistant: string, visitor: string, limit: number) {
  return tenant<ConversationRow[]>`
    select ${columns(tenant)}
    where c.workspace_id = ${tenant.workspace} and c.assistant_id = ${assistant} and c.visitor_id = ${visitor}
    order by c.last_at desc, c.id desc
    limit ${limit}
  `
}

/** The messages of several conversations in the order they were said; only their own partitions are read. */
export function messagesOf(tenant: Tenant, conversations: ConversationRow[]) {
  const from = new Date(Math.min(...conversations.map(one => one.firstExpiresAt.getTime())))
  const until = new Date(Math.max(...conversations.map(one => one.expiresAt.getTime())))
  return tenant<MessageRow[]>`
    select conversation_id as "conversationId", id, role, answers, sealed, thumb,
      created_at as "createdAt", expires_at as "expiresAt"
    from messages
    where workspace_id = ${tenant.workspace} and conversation_id = any(${conversations.map(one => one.id)}::uuid[])
      and expires_at between ${from} and ${until}
    order by created_at, role desc, id
  `
}

/** The message of a visitor whose answer is still being made, in one conversation. */
export async function runningMessage(tenant: Tenant, conversation: string): Promise<string | null> {
  const [row] = await tenant<{ message: string }[]>`
    select message_id as message from replies
    where workspace_id = ${tenant.workspace} and conversation_id = ${conversation} and state = 'running'
    order by created_at desc limit 1
  `
  return row?.message ?? null
}

/** The workspace's time zone and wrapped key, for days and for reading what is sealed. */
export async function workspaceOf(tenant: Tenant): Promise<{ timeZone: string; sealedKey: Buffer }> {
  const [row] = await tenant<{ timeZone: string; sealedKey: Buffer }[]>`
    select time_zone as "timeZone", sealed_key as "sealedKey" from workspaces where id = ${tenant.workspace}
  `
  if (!row) throw new Error('a workspace without a row')
  return row
}

/** The workspaces in which the handle's account has conversations of its own, or the one of a conversation. */
export async function ownWorkspaces(person: Person, conversation: string | null = null): Promise<string[]> {
  const rows = await person<{ id: string }[]>`select id from own_workspaces(${conversation}) as id`
  return rows.map(({ id }) => id)
}
