import { type ConversationRow, columns } from '../conversations/queries.ts'
import { bytesArray } from '../db/bytes.ts'
import type { Person, Tenant } from '../db/tenancy.ts'

/** Where an account may ask an assistant. */
export interface Place {
  workspace: string
  /** As what it belongs there; null: no more, and what it asked is still its own. */
  role: string | null
  /** How many days what it asks is kept; null: until it is deleted. */
  days: number | null
  /** Whether it objects to being counted for improvement. */
  uncounted: boolean
}

/** Where the handle's account may ask an assistant, or has asked it. */
export async function findPlace(person: Person, assistant: string): Promise<Place | undefined> {
  const [row] = await person<
    Place[]
  >`select workspace, role, days, uncounted from own_assistant(${assistant})`
  return row
}

/** Where a question of the handle's account stands. */
export interface Asked {
  workspace: string
  assistant: string
  visitor: string
}

export async function findAsked(person: Person, message: string): Promise<Asked | undefined> {
  const [row] = await person<Asked[]>`select workspace, assistant, visitor from own_message(${message})`
  return row
}

export async function daysOf(person: Person): Promise<number | null> {
  const [row] = await person<{ days: number | null }[]>`
    select own_days as days from accounts where id = ${person.account}
  `
  return row?.days ?? null
}

export const setDays = (person: Person, days: number | null) =>
  person`update accounts set own_days = ${days} where id = ${person.account}`

/** An account's own conversations in the handle's workspace. */
export interface OwnFilter {
  account: string
  /** Terms that all stand in one message. */
  terms: string[] | undefined
  before: { at: Date; id: string } | undefined
  limit: number
}

/**
 * Newest first. What one account has said is little beside what a workspace has: its messages are looked through, and
 * not the index of all terms.
 */
export function listOwn(tenant: Tenant, { account, terms, before, limit }: OwnFilter) {
  const said = terms
    ? tenant`and exists (
        select from messages f
        where f.workspace_id = c.workspace_id and f.conversation_id = c.id
          and f.expires_at between c.first_expires_at and c.expires_at and f.terms @> ${terms}::text[]::bigint[]
      ) and cardinality(${terms}::text[]) > 0`
    : tenant``
  return tenant<ConversationRow[]>`
    select ${columns(tenant)}
    where c.workspace_id = ${tenant.workspace} and c.account_id = ${account} ${said}
      ${before ? tenant`and (c.last_at, c.id) < (${before.at}, ${before.id})` : tenant``}
    order by c.last_at desc, c.id desc
    limit ${limit}
  `
}

/** One of an account's own conversations. */
export async function findOwn(
  tenant: Tenant,
  account: string,
  id: string,
): Promise<ConversationRow | undefined> {
  const [row] = await tenant<ConversationRow[]>`
    select ${columns(tenant)}
    where c.workspace_id = ${tenant.workspace} and c.id = ${id} and c.account_id = ${account}
  `
  return row
}

/** What the workspace of the handle is called, and its wrapped key. */
export async function workspaceNamed(tenant: Tenant): Promise<{ name: string; sealedKey: Buffer }> {
  const [row] = await tenant<{ name: string; sealedKey: Buffer }[]>`
    select name, sealed_key as "sealedKey" from workspaces where id = ${tenant.workspace}
  `
  if (!row) throw new Error('a workspace without a row')
  return row
}

/** Puts an account's own conversation into the workspace's log, or takes it out; says whether there was one. */
export async function setShared(
  tenant: Tenant,
  account: string,
  id: string,
  shared: boolean,
): Promise<boolean> {
  const { count } = await tenant`
    update conversations set shared_at = ${shared ? tenant`coalesce(shared_at, ${tenant.now})` : null}
    where workspace_id = ${tenant.workspace} and id = ${id} and account_id = ${account}
  `
  return count > 0
}

/** Who of the handle's workspace may read its log: people who belong there as one of the roles, and API keys. */
export async function readersOf(tenant: Tenant, roles: readonly string[], account: string) {
  const people = await tenant<{ account: string; username: string; role: string }[]>`
    select account, username, role from members() where role = any(${roles as string[]}::text[]) and account <> ${account}
  `
  const [keys] = await tenant<{ count: number }[]>`
    select count(*)::int as count from api_keys
    where workspace_id = ${tenant.workspace} and disabled_at is null and 'conversations:read' = any (scopes)
      and (expires_at is null or expires_at > ${tenant.now})
  `
  return { people, servers: keys?.count ?? 0 }
}

/** What keeps a conversation with an assistant from being erased and may be told. */
export const holdsOver = (tenant: Tenant, assistant: string, conversation: string) => tenant<
  { reason: string; until: Date }[]
>`
  select reason, until from holds
  where workspace_id = ${tenant.workspace} and ended_at is null and until > ${tenant.now} and not silent
    and coalesce(assistant_id, ${assistant}) = ${assistant} and coalesce(conversation_id, ${conversation}) = ${conversation}
    and (by_kind = 'operator' or conversation_id is not null or exists (
      select from conversations c
      where c.workspace_id = ${tenant.workspace} and c.id = ${conversation} and c.shared_at is not null
    ))
  order by until
`

export interface PageRow {
  id: string
  message: string
  sealedPage: Buffer
  sealedPassages: Buffer
}

/** What was shared of pages in a conversation, in the order in which it went. */
export const pagesIn = (tenant: Tenant, conversation: string) => tenant<PageRow[]>`
  select id, message_id as message, sealed_page as "sealedPage", sealed_passages as "sealedPassages"
  from shared_pages
  where workspace_id = ${tenant.workspace} and conversation_id = ${conversation}
  order by created_at, message_id, ordinal
`

/** The pages that went with a question of the handle's account, without their passages. */
export const namedPages = (tenant: Tenant, message: string) => tenant<Pick<PageRow, 'id' | 'sealedPage'>[]>`
  select id, sealed_page as "sealedPage" from shared_pages
  where workspace_id = ${tenant.workspace} and message_id = ${message}
`

export interface SiteRow {
  times: number
  characters: number
  lastAt: Date
  /** What was shared of it last. */
  id: string
  conversation: string
  sealedKey: Buffer
  sealedPage: Buffer
}

/** Of which sites the handle's account shared something in the handle's workspace. */
export const sitesIn = (tenant: Tenant) => tenant<SiteRow[]>`
  select s.times, s.characters, s."lastAt", p.id, p.conversation_id as conversation, c.sealed_key as "sealedKey",
    p.sealed_page as "sealedPage"
  from (
    select count(*)::int as times, sum(characters)::int as characters, max(created_at) as "lastAt",
      (array_agg(id order by created_at desc, id desc))[1] as latest
    from shared_pages where workspace_id = ${tenant.workspace} group by site
  ) s
  join shared_pages p on p.workspace_id = ${tenant.workspace} and p.id = s.latest
  join conversations c on c.workspace_id = p.workspace_id and c.id = p.conversation_id
`

/** Where something of a site stands: with which question, and whose that is with the assistant. */
export interface Standing {
  conversation: string
  message: string
  assistant: string
  visitor: string
  /** Whether a legal hold keeps it. */
  held: boolean
}

/** With which questions the handle's account shared something of a site. */
export const questionsWith = (tenant: Tenant, site: Buffer, by: Date | null) => tenant<Standing[]>`
  select distinct p.conversation_id as conversation, p.message_id as message, c.assistant_id as assistant,
    c.visitor_id as visitor, held(c.workspace_id, c.id) as held
  from shared_pages p join conversations c on c.workspace_id = p.workspace_id and c.id = p.conversation_id
  where p.workspace_id = ${tenant.workspace} and p.site = ${site}
    and (${by}::timestamptz is null or p.created_at <= ${by})
`

/** Deletes what was shared of a site with questions, and what left of it for models outside. */
export const deletePages = (tenant: Tenant, site: Buffer, questions: readonly Standing[]) => tenant<
  { id: string }[]
>`
  delete from shared_pages
  where workspace_id = ${tenant.workspace} and site = ${site}
    and (conversation_id, message_id) in (
      select * from unnest(${questions.map(({ conversation }) => conversation)}::uuid[],
        ${questions.map(({ message }) => message)}::uuid[]))
  returning id
`

export interface AnswerRow {
  id: string
  conversation: string
  expiresAt: Date
  sealed: Buffer
  sealedKey: Buffer
}

/** The answers to questions, where they have ended. */
export const answersTo = (tenant: Tenant, account: string, asked: readonly Standing[]) => tenant<AnswerRow[]>`
  select m.id, c.id as conversation, m.expires_at as "expiresAt", m.sealed, c.sealed_key as "sealedKey"
  from unnest(${asked.map(({ conversation }) => conversation)}::uuid[], ${asked.map(({ message }) => message)}::uuid[])
    as q (conversation, message)
  join conversations c on c.workspace_id = ${tenant.workspace} and c.id = q.conversation and c.account_id = ${account}
  join messages m on m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.answers = q.message
    and m.expires_at between c.first_expires_at and c.expires_at
  for update of m
`

/** Puts answers without words in the place of what they were: no search finds them any more. */
export const putWordless = (tenant: Tenant, answers: readonly AnswerRow[]) => tenant`
  update messages m set sealed = a.sealed, terms = '{}'
  from unnest(${answers.map(({ id }) => id)}::uuid[], ${answers.map(({ conversation }) => conversation)}::uuid[],
    ${answers.map(({ expiresAt }) => expiresAt.toISOString())}::text[]::timestamptz[],
    ${bytesArray(answers.map(({ sealed }) => sealed))}::text[]::bytea[]) as a (id, conversation, expires_at, sealed)
  where m.workspace_id = ${tenant.workspace} and m.conversation_id = a.conversation and m.expires_at = a.expires_at
    and m.id = a.id
`
