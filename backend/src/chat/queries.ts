import type { Counter } from '@atavus/contract/workspace'
import { bytesArray } from '../db/bytes.ts'
import { notice as news } from '../db/channel.ts'
import type { Database, Tenant } from '../db/tenancy.ts'
import type { ModelName } from '../models/model.ts'

export interface Turn {
  assistant: string
  visitor: string
  consent: string
  message: string
  bodyHash: Buffer
  reply: string
  conversation: string
  isNew: boolean
  sealedKey: Buffer | null
  sealedQuestion: Buffer
  /** What the question can be found by. */
  terms: string[]
  language: string
  origin: string
  preview: boolean
  model: ModelName
  process: number
  expiresAt: Date
  /** Whose own it is, with what is kept of pages that go with it; null: a visitor's. */
  own: { account: string; pages: NewPage[] } | null
  mostHistory: number
  /** The most bytes of history, as it is kept. */
  historyBytes: number
  metered: boolean
  fixedBytes: number
  answerTokens: number
  day: string
  dayEnds: Date
  messagesPerDay: number
  tokensPerDay: number
  /** How many answers may be under way at once, of the assistant and of one visitor. */
  answersAtOnce: number
  visitorAtOnce: number
  /** What is counted with it beside the message. */
  feature: Counter | null
  /** Whether there are plans, so that it takes from the month's meter. */
  plans: boolean
  /** The month is used up and its owner has it answered all the same, by quoting. */
  beyond: boolean
  /** Its first day, and when the next one begins. */
  month: string
  monthEnds: Date
}

export interface OpenedTurn {
  /** False when the client sent the message before: then there is an answer to follow already. */
  fresh: boolean
  reply: string
  conversation: string
  /** Newest first, the three in step. */
  roles: ('visitor' | 'assistant')[] | null
  history: Buffer[] | null
  historyIds: string[] | null
}

/** The one statement before a model is called; see the migration for what it does in which order. */
export function openTurn(tenant: Tenant, turn: Turn) {
  return tenant<OpenedTurn[]>`
    select fresh, reply, conversation, roles, history, history_ids as "historyIds"
    from open_turn(
      ${turn.assistant}, ${turn.visitor}, ${turn.consent}, ${turn.message}, ${turn.bodyHash},
      ${turn.reply}, ${turn.conversation}, ${turn.isNew},
      ${turn.sealedKey}, ${turn.sealedQuestion}, ${turn.terms}::text[]::bigint[],
      ${turn.language}, ${turn.origin}, ${turn.preview}, ${turn.model}, ${turn.process}, ${turn.expiresAt},
      ${turn.mostHistory}, ${turn.historyBytes}, ${turn.metered}, ${turn.fixedBytes}, ${turn.answerTokens},
      ${turn.day}, ${turn.dayEnds}, ${turn.messagesPerDay}, ${turn.tokensPerDay},
      ${turn.answersAtOnce}, ${turn.visitorAtOnce}, ${turn.feature},
      ${turn.plans}, ${turn.beyond}, ${turn.month}::text::date, ${turn.monthEnds}
    )
  `
}

/** What was shared of a page, as it is kept. */
export interface NewPage {
  id: string
  site: Buffer
  sealedPage: Buffer
  sealedPassages: Buffer
  characters: number
}

/** Keeps the pages that go with a question, in the trip that opens its turn: of one that came before there are some. */
export const keepPages = (tenant: Tenant, reply: string, pages: readonly NewPage[]) => tenant`
  insert into shared_pages (workspace_id, id, conversation_id, message_id, ordinal, site, sealed_page, sealed_passages,
    characters, created_at, expires_at)
  select r.workspace_id, p.id, r.conversation_id, r.message_id, p.ordinal, p.site, p.page, p.passages, p.characters,
    ${tenant.now}, r.expires_at
  from replies r, unnest(${pages.map(({ id }) => id)}::uuid[],
    ${bytesArray(pages.map(({ site }) => site))}::text[]::bytea[],
    ${bytesArray(pages.map(({ sealedPage }) => sealedPage))}::text[]::bytea[],
    ${bytesArray(pages.map(({ sealedPassages }) => sealedPassages))}::text[]::bytea[],
    ${pages.map(({ characters }) => characters)}::int[]) with ordinality as p (id, site, page, passages, characters, ordinal)
  where r.workspace_id = ${tenant.workspace} and r.id = ${reply}
`

/** The wrapped key of a visitor's own conversation. */
export async function conversationKey(
  tenant: Tenant,
  id: string,
  visitor: string,
): Promise<Buffer | undefined> {
  const [row] = await tenant<{ sealedKey: Buffer }[]>`
    select sealed_key as "sealedKey" from conversations
    where workspace_id = ${tenant.workspace} and id = ${id} and visitor_id = ${visitor}
  `
  return row?.sealedKey
}

export interface BatchRow {
  process: number
  workspace: string
  reply: string
  firstSeq: number
  sealed: Buffer
}

/**
 * Keeps the batches of many answers and tells who follows them elsewhere; also of the processes in `ended`, of which
 * some answers have ended. Answers that do not come back are not this process's any more. A batch may be sent again.
 */
export async function keepBatches(
  stranger: Database['stranger'],
  rows: BatchRow[],
  ended: Set<number>,
): Promise<Set<string>> {
  const owners = new Set([...rows.map(row => row.process), ...ended])
  const kept = new Set<string>()
  for (const owner of owners) {
    const own = rows.filter(row => row.process === owner)
    const found = await stranger<{ reply: string }[]>`
      select keep_batches as reply from keep_batches(
        ${owner}, ${own.map(row => row.workspace)}::uuid[], ${own.map(row => row.reply)}::uuid[],
        ${own.map(row => row.firstSeq)}::int[], ${bytesArray(own.map(row => row.sealed))}::text[]::bytea[]
      )
    `
    for (const { reply } of found) kept.add(reply)
  }
  return kept
}

export interface Ending {
  reply: string
  state: 'complete' | 'truncated' | 'refused' | 'stopped' | 'error'
  sealed: Buffer
  /** What the answer can be found by. */
  terms: string[]
  /** What the answer cost; without it the whole reservation counts as spent. */
  usage: { input: number; output: number; estimated: boolean } | undefined
  /** Nothing in the knowledge answered the question. */
  unanswered?: boolean
}

/**
 * Ends a running answer, once: keeps it as a message, settles the budget, counts it, clears its batches. Answers no
 * row when it is not running any more (or was erased).
 */
export function endReply(tenant: Tenant, { reply, state, sealed, terms, usage, unanswered = false }: Ending) {
  return tenant<{ id: string }[]>`
    select end_reply as id from end_reply(
      ${reply}, ${state}, ${sealed}, ${terms}::text[]::bigint[],
      ${usage?.input ?? null}, ${usage?.output ?? null}, ${usage?.estimated ?? null}, ${unanswered}
    )
  `
}

export interface ReplyRow {
  id: string
  message: string
  conversation: string
  model: ModelName
  state: 'running' | Ending['state']
  process: number
  createdAt: Date
  expiresAt: Date
  sealedKey: Buffer
  /** The whole answer, once it has ended. */
  sealed: Buffer | null
}

const replyColumns = (tenant: Tenant) => tenant`
  r.id, r.message_id as message, r.conversation_id as conversation, r.model, r.state, r.process,
  r.created_at as "createdAt", r.expires_at as "expiresAt", c.sealed_key as "sealedKey", m.sealed
  from replies r
  join conversations c on c.workspace_id = r.workspace_id and c.id = r.conversation_id
  left join messages m on m.workspace_id = r.workspace_id and m.conversation_id = r.conversation_id
    and m.expires_at = r.expires_at and m.id = r.id
`

/** The answer to a visitor's message, by the client's id of it: one row or none. */
export const repliesTo = (tenant: Tenant, visitor: string, message: string) => tenant<ReplyRow[]>`
  select ${replyColumns(tenant)}
  where r.workspace_id = ${tenant.workspace} and r.visitor_id = ${visitor} and r.message_id = ${message}
`

export async function findReply(
  tenant: Tenant,
  visitor: string,
  message: string,
): Promise<ReplyRow | undefined> {
  const [row] = await repliesTo(tenant, visitor, message)
  return row
}

/** Locks the running answers of a visitor with an assistant, in the order in which everybody locks them. */
export const lockRunning = (tenant: Tenant, assistant: string, visitor: string) => tenant<ReplyRow[]>`
  select ${replyColumns(tenant)}
  where r.workspace_id = ${tenant.workspace} and r.assistant_id = ${assistant} and r.visitor_id = ${visitor}
    and r.state = 'running'
  order by r.id for update of r
`

/** Locks a running answer that its process has left behind; nothing when somebody else is at it. */
export async function lockOrphan(tenant: Tenant, reply: string): Promise<ReplyRow | undefined> {
  const [row] = await tenant<ReplyRow[]>`
    select ${replyColumns(tenant)}
    where r.workspace_id = ${tenant.workspace} and r.id = ${reply} and r.state = 'running'
    for update of r skip locked
  `
  return row
}

/** The kept batches of a running answer from a seq on. */
export function batchesFrom(tenant: Tenant, reply: string, seq: number) {
  return tenant<{ firstSeq: number; sealed: Buffer }[]>`
    select first_seq as "firstSeq", sealed from reply_batches
    where workspace_id = ${tenant.workspace} and reply_id = ${reply} and first_seq >= ${seq}
    order by first_seq
  `
}

/** Running answers without a living process, of all workspaces, and those of process `mine` from before a moment. */
export function orphanedReplies(stranger: Database['stranger'], mine: number, before: Date) {
  return stranger<{ workspace: string; reply: string }[]>`
    select workspace, reply from orphaned_replies(${mine}, ${before})
  `
}

export async function processLives(stranger: Database['stranger'], process: number): Promise<boolean> {
  const [row] = await stranger<{ lives: boolean }[]>`select process_lives(${process}) as lives`
  return row?.lives ?? false
}

/** Tells the process that makes an answer to stop it. */
export async function tellStop(tenant: Tenant, reply: string): Promise<void> {
  await tenant`select pg_notify('atavus', ${news({ type: 'stop', reply })})`
}

/** Sets or takes back the thumb of an ended answer; answers whether there is one. */
export async function rateAnswer(
  tenant: Tenant,
  reply: ReplyRow,
  thumb: 'up' | 'down' | null,
): Promise<boolean> {
  const rated = await tenant`
    update messages set thumb = ${thumb}
    where workspace_id = ${tenant.workspace} and conversation_id = ${reply.conversation}
      and expires_at = ${reply.expiresAt} and id = ${reply.id}
  `
  return rated.count > 0
}
