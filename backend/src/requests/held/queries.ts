import type { Keeper } from '../../db/tenancy.ts'
import { endings } from '../../retention/queries.ts'

/** A row as text. */
export type HeldRow = Record<string, string | null>

/** Every table with a column that says about which account a row is, or what an operator did to it, and which columns do. What one member did to another is an entry of the one’s. */
export const accountTables = (keeper: Keeper) => keeper<{ name: string; columns: string[] }[]>`
  select c.relname as name, array_agg(a.attname::text order by a.attname) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    and (a.attname in ('account_id', 'created_by', 'invited_by', 'by_id', 'published_by', 'recorded_by')
      or a.attname = 'target' and c.relname = 'operator_log')
  where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and has_table_privilege('atavus_keeper', c.oid, 'select')
  group by c.relname order by c.relname
`

export interface HeldColumn {
  name: string
  bytes: boolean
  /** Whether it is of the primary key. */
  key: boolean
}

/** The columns of a table. */
export const columnsOf = (keeper: Keeper, table: string) => keeper<HeldColumn[]>`
  select a.attname as name, a.atttypid = 'bytea'::regtype as bytes, coalesce(a.attnum = any(i.indkey), false) as key
  from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
  where a.attrelid = ${`atavus.${table}`}::regclass and a.attnum > 0 and not a.attisdropped
  order by a.attnum
`

interface Wanted {
  table: string
  /** The columns that may name the account. */
  by: readonly string[]
  columns: readonly string[]
  key: readonly string[]
}

/**
 * The rows of a table about an account, or about who it is under other ids, as text, the newest first where keys tell time. What is past its term is no
 * longer held, even where the sweep has not come by yet.
 */
export function rowsAbout(keeper: Keeper, { table, by, columns, key }: Wanted, who: readonly string[]) {
  const ending = endings.filter(one => one.table === table)
  const isOver = ending.filter(({ forgets }) => !forgets).map(one => one.over(keeper, keeper.now))
  const shown = columns.map(name => {
    const forgotten = ending.find(({ forgets }) => forgets === name)?.over(keeper, keeper.now)
    const text = keeper`${keeper(name)}::text`
    return forgotten
      ? keeper`case when ${forgotten} then null else ${text} end as ${keeper(name)}`
      : keeper`${text} as ${keeper(name)}`
  })
  const order = key.map(name => keeper`${keeper(name)} desc`)
  const named = by.map(name => keeper`${keeper(name)} = any(${who as string[]}::uuid[])`)
  type Part = (typeof named)[number]
  const joined = (parts: Part[], sign: Part) => parts.reduce((whole, one) => keeper`${whole} ${sign} ${one}`)
  return keeper<HeldRow[]>`
    select ${joined(shown, keeper`,`)} from ${keeper(table)}
    where (${joined(named, keeper`or`)}) and (${joined([keeper`false`, ...isOver], keeper`or`)}) is not true
    order by ${joined(order, keeper`,`)}
  `
}

/** An account's picture, as it is sent to browsers. */
export async function pictureOf(keeper: Keeper, account: string): Promise<Buffer | undefined> {
  const [row] = await keeper<
    { content: Buffer }[]
  >`select content from pictures where account_id = ${account}`
  return row?.content
}

/** Something in an account's own conversation, with what opens it. */
export interface OwnRow {
  conversation: string
  id: string
  sealedKey: Buffer
  workspace: string
  workspaceKey: Buffer
  createdAt: Date
  expiresAt: Date
}

export interface SaidRow extends OwnRow {
  role: 'visitor' | 'assistant'
  sealed: Buffer
}

const after = (keeper: Keeper, table: string, row: OwnRow | undefined) =>
  row
    ? keeper`and (${keeper(table)}.conversation_id, ${keeper(table)}.id) > (${row.conversation}, ${row.id})`
    : keeper``

/** What was said in an account's own conversations, from after a row on. */
export const saidBy = (keeper: Keeper, account: string, last: OwnRow | undefined, most: number) => keeper<
  SaidRow[]
>`
  select m.conversation_id as conversation, m.id, m.role, m.sealed, c.sealed_key as "sealedKey", w.id as workspace,
    w.sealed_key as "workspaceKey", m.created_at as "createdAt", m.expires_at as "expiresAt"
  from conversations c
  join workspaces w on w.id = c.workspace_id
  join messages m on m.workspace_id = c.workspace_id and m.conversation_id = c.id
    and m.expires_at between c.first_expires_at and c.expires_at
  where c.account_id = ${account} and m.expires_at > ${keeper.now} ${after(keeper, 'm', last)}
  order by m.conversation_id, m.id limit ${most}
`

export interface SharedRow extends OwnRow {
  message: string
  sealedPage: Buffer
  sealedPassages: Buffer
}

export interface SentRow extends OwnRow {
  recipient: string
  country: string
  sealed: Buffer
}

/** What left of an account's own conversations for models outside, from after a row on; `id`: of the answer. */
export const sentBy = (keeper: Keeper, account: string, last: OwnRow | undefined, most: number) => keeper<
  SentRow[]
>`
  select s.conversation_id as conversation, s.reply_id as id, s.recipient, s.country, s.sealed,
    c.sealed_key as "sealedKey", w.id as workspace, w.sealed_key as "workspaceKey", s.sent_at as "createdAt",
    s.expires_at as "expiresAt"
  from sent_prompts s
  join conversations c on c.workspace_id = s.workspace_id and c.id = s.conversation_id
  join workspaces w on w.id = c.workspace_id
  where c.account_id = ${account} and s.expires_at > ${keeper.now}
    ${last ? keeper`and (s.conversation_id, s.reply_id) > (${last.conversation}, ${last.id})` : keeper``}
  order by s.conversation_id, s.reply_id limit ${most}
`

export interface PartOfRow {
  workspace: string
  conversation: string
  hash: Buffer
  sealed: Buffer
  expiresAt: Date
}

/** All parts that what left of a conversation is made of. */
export const partsOf = (keeper: Keeper, conversations: readonly string[]) => keeper<PartOfRow[]>`
  select workspace_id as workspace, conversation_id as conversation, hash, sealed, expires_at as "expiresAt"
  from prompt_parts
  where conversation_id = any(${conversations as string[]}::uuid[]) and expires_at > ${keeper.now}
`

/** The parts that are kept of an account's own conversations, so many at a time. */
export const partsBy = (keeper: Keeper, account: string) => keeper<HeldRow[]>`
  select p.workspace_id::text, p.conversation_id::text, encode(p.hash, 'hex') as part, p.expires_at::text
  from prompt_parts p join conversations c on c.workspace_id = p.workspace_id and c.id = p.conversation_id
  where c.account_id = ${account} and p.expires_at > ${keeper.now}
  order by p.conversation_id, p.hash
`

export interface ReceiptRow {
  id: string
  receipt: string | null
  sealed: Buffer | null
  workspace: string
  workspaceKey: Buffer
}

/** The receipts of the consents under some pseudonyms. */
export const receiptsOf = (keeper: Keeper, people: readonly string[]) => keeper<ReceiptRow[]>`
  select c.id, c.receipt, c.sealed_receipt as sealed, w.id as workspace, w.sealed_key as "workspaceKey"
  from consents c join workspaces w on w.id = c.workspace_id
  where c.visitor_id = any(${people as string[]}::uuid[])
`

/** What an account shared of pages, from after a row on. */
export const pagesBy = (keeper: Keeper, account: string, last: OwnRow | undefined, most: number) => keeper<
  SharedRow[]
>`
  select p.conversation_id as conversation, p.id, p.message_id as message, p.sealed_page as "sealedPage",
    p.sealed_passages as "sealedPassages", c.sealed_key as "sealedKey", w.id as workspace,
    w.sealed_key as "workspaceKey", p.created_at as "createdAt", p.expires_at as "expiresAt"
  from shared_pages p
  join conversations c on c.workspace_id = p.workspace_id and c.id = p.conversation_id
  join workspaces w on w.id = c.workspace_id
  where p.account_id = ${account} and p.expires_at > ${keeper.now} ${after(keeper, 'p', last)}
  order by p.conversation_id, p.id limit ${most}
`
