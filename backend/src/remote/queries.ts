import { bytesArray } from '../db/bytes.ts'
import type { Keeper, Stranger, Tenant } from '../db/tenancy.ts'
import type { ModelName } from '../models/model.ts'

export interface PartRow {
  hash: Buffer
  sealed: Buffer
}

export interface SentRow {
  reply: string
  conversation: string
  recipient: string
  country: string
  sealed: Buffer
  /** SHA-256 of the body. */
  bodyHash: Buffer
  parts: readonly PartRow[]
  /** When the oldest message goes that the prompt holds. */
  sealedUntil: Date
  sealedValues: Buffer
  expiresAt: Date
}

/** Keeps the parts of what is about to leave, those that are there already for longer. */
export const keepParts = (tenant: Tenant, { conversation, parts, sealedUntil }: SentRow) => tenant`
  select keep_parts(${conversation}, ${bytesArray(parts.map(({ hash }) => hash))}::text[]::bytea[],
    ${bytesArray(parts.map(({ sealed }) => sealed))}::text[]::bytea[], ${sealedUntil})
`

/** Keeps what is about to leave for an answer; an answer that was erased meanwhile is not there to keep it for. */
export const keepSent = (tenant: Tenant, row: SentRow) => tenant`
  with kept as (
    insert into sent_prompts (workspace_id, reply_id, conversation_id, recipient, country, sealed, body_hash, sent_at,
      expires_at)
    values (${tenant.workspace}, ${row.reply}, ${row.conversation}, ${row.recipient}, ${row.country}, ${row.sealed},
      ${row.bodyHash}, ${tenant.now}, ${row.sealedUntil})
  )
  insert into masked_values (workspace_id, reply_id, conversation_id, sealed, sent_at, expires_at)
  values (${tenant.workspace}, ${row.reply}, ${row.conversation}, ${row.sealedValues}, ${tenant.now}, ${row.expiresAt})
`

export interface EarlierRow {
  reply: string
  message: string
  sealed: Buffer
  expiresAt: Date
}

const mostEarlier = 50

/** The turns of a conversation that have left before, with what was masked in each, the oldest first. */
export const earlierTurns = (tenant: Tenant, conversation: string) => tenant<EarlierRow[]>`
  select reply, message, sealed, "expiresAt" from (
    select v.reply_id as reply, r.message_id as message, v.sealed, v.expires_at as "expiresAt", v.sent_at
    from masked_values v
    join replies r on r.workspace_id = v.workspace_id and r.id = v.reply_id
    where v.workspace_id = ${tenant.workspace} and v.conversation_id = ${conversation}
    order by v.sent_at desc limit ${mostEarlier}
  ) latest order by sent_at
`

export interface OpenableSent {
  recipient: string
  country: string
  sealed: Buffer
  /** SHA-256 of the body; null of what left before it was kept. */
  bodyHash: Buffer | null
  sealedKey: Buffer
  sentAt: Date
}

/** What left for one answer of a conversation in the log; what is an account's own stays its own here, shared or not. */
export async function findSent(
  tenant: Tenant,
  conversation: string,
  reply: string,
): Promise<OpenableSent | undefined> {
  const [row] = await tenant<OpenableSent[]>`
    select s.recipient, s.country, s.sealed, s.body_hash as "bodyHash", c.sealed_key as "sealedKey",
      s.sent_at as "sentAt"
    from sent_prompts s
    join conversations c on c.workspace_id = s.workspace_id and c.id = s.conversation_id and not c.preview
      and c.account_id is null
    where s.workspace_id = ${tenant.workspace} and s.conversation_id = ${conversation} and s.reply_id = ${reply}
  `
  return row
}

/** Where a part is kept. */
export interface PartPlace {
  conversation: string
  hash: Buffer
}

/** The parts in these places; one whose time is over is not there. */
export const findParts = (tenant: Tenant, places: readonly PartPlace[]) => tenant<(PartRow & PartPlace)[]>`
  select conversation_id as conversation, hash, sealed from prompt_parts
  where workspace_id = ${tenant.workspace} and (conversation_id, hash) in (
    select * from unnest(${places.map(({ conversation }) => conversation)}::uuid[],
      ${bytesArray(places.map(({ hash }) => hash))}::text[]::bytea[])
  )
`

const mostLeft = 500

export interface LeftRow {
  reply: string
  conversation: string
  recipient: string
  country: string
  sealed: Buffer
  sealedKey: Buffer
  sentAt: Date
}

/** What left of a visitor's conversations with an assistant, the latest first. */
export const leftOfVisitor = (tenant: Tenant, assistant: string, visitor: string) => tenant<LeftRow[]>`
  select s.reply_id as reply, s.conversation_id as conversation, s.recipient, s.country, s.sealed,
    c.sealed_key as "sealedKey", s.sent_at as "sentAt"
  from sent_prompts s
  join conversations c on c.workspace_id = s.workspace_id and c.id = s.conversation_id
  where s.workspace_id = ${tenant.workspace} and c.assistant_id = ${assistant} and c.visitor_id = ${visitor}
  order by s.sent_at desc, s.reply_id desc limit ${mostLeft}
`

/** The beginnings of an assistant's documents, those first whose title or address speaks of contact. */
export const documentTexts = (tenant: Tenant, assistant: string, most: number, characters: number) => tenant<
  { title: string; language: string; text: string }[]
>`
  select title, language, left(body, ${characters}) as text from documents
  where workspace_id = ${tenant.workspace} and assistant_id = ${assistant}
  order by (title || coalesce(url, '')) ~* '(contact|kontakt|imprint|impressum|legal|mentions|aviso|about|store|filial)' desc,
    created_at
  limit ${most}
`

export interface CanaryRow {
  model: ModelName
  at: Date
  planted: number
  arrived: number
}

export async function keepCanary(keeper: Keeper, process: number, row: Omit<CanaryRow, 'at'>): Promise<void> {
  await keeper`
    insert into canary_checks (at, process, model, planted, arrived)
    values (${keeper.now}, ${process}, ${row.model}, ${row.planted}, ${row.arrived})
    on conflict do nothing
  `
}

/** The latest check of each model, whichever process made it. */
export const lastCanaries = (stranger: Stranger) => stranger<CanaryRow[]>`
  select model, at, planted, arrived from last_canary_checks()
`
