import type { Shared } from '@atavus/contract/own'
import { openReceipt } from '../../consent/receipt.ts'
import {
  answerText,
  openAnswer,
  openPage,
  openQuestion,
  unwrapConversationKey,
} from '../../conversations/sealed.ts'
import type { Keeper } from '../../db/tenancy.ts'
import { unwrapWorkspaceKey } from '../../lib/workspace-key.ts'
import { rebuilt } from '../../remote/parts.ts'
import type { PartRow } from '../../remote/queries.ts'
import { openSent } from '../../remote/sealed.ts'
import type { World } from '../../world.ts'
import {
  type HeldRow,
  type OwnRow,
  pagesBy,
  partsOf,
  receiptsOf,
  type SaidRow,
  type SentRow,
  type SharedRow,
  saidBy,
  sentBy,
} from './queries.ts'

/** What an account said and was answered in its own conversations, opened; so many rows at a time. */
export const ownMessages = (world: World, keeper: Keeper, account: string, most: number) =>
  inPages(
    most,
    after => saidBy(keeper, account, after, most),
    async rows => rows.map(row => messageOf(world, row)),
  )

/** What it shared of pages, opened. */
export const ownPages = (world: World, keeper: Keeper, account: string, most: number) =>
  inPages(
    most,
    after => pagesBy(keeper, account, after, most),
    async rows => rows.map(row => pageOf(world, row)),
  )

/** Prompts are long: so many are in memory at once. */
const promptsAtOnce = 51

/** What left of them for models outside, as it left. */
export const ownSent = (world: World, keeper: Keeper, account: string, most: number) =>
  inPages(
    Math.min(most, promptsAtOnce),
    after => sentBy(keeper, account, after, Math.min(most, promptsAtOnce)),
    async rows => {
      const conversations = [...new Set(rows.map(({ conversation }) => conversation))]
      const parts = await partsOf(keeper, conversations)
      return rows.map(row =>
        sentOf(
          world,
          row,
          parts.filter(part => part.conversation === row.conversation),
        ),
      )
    },
  )

/** The signed receipts of the consents under some pseudonyms, by the consents' ids. */
export async function receiptsBy(
  world: World,
  keeper: Keeper,
  people: readonly string[],
): Promise<Map<string, string>> {
  const rows = await receiptsOf(keeper, people)
  return new Map(
    rows.map(({ workspace, workspaceKey, ...row }) => [
      row.id,
      openReceipt(unwrapWorkspaceKey(world.secrets.master, workspace, workspaceKey), row),
    ]),
  )
}

async function* inPages<Row extends OwnRow>(
  most: number,
  find: (after: OwnRow | undefined) => PromiseLike<Row[]>,
  open: (rows: Row[]) => Promise<HeldRow[]>,
): AsyncGenerator<HeldRow[]> {
  let last: Row | undefined
  do {
    const rows: Row[] = await find(last)
    if (rows.length) yield await open(rows)
    last = rows.length === most ? rows.at(-1) : undefined
  } while (last)
}

function keyOf(world: World, { workspace, workspaceKey, conversation, sealedKey }: OwnRow): Buffer {
  const outer = unwrapWorkspaceKey(world.secrets.master, workspace, workspaceKey)
  return unwrapConversationKey(outer, conversation, sealedKey)
}

function messageOf(world: World, row: SaidRow): HeldRow {
  const { workspace, conversation, id, role, createdAt, expiresAt, sealed } = row
  const key = keyOf(world, row)
  return {
    workspace_id: workspace,
    conversation_id: conversation,
    id,
    role,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    words: role === 'visitor' ? openQuestion(key, id, sealed) : answerText(openAnswer(key, id, sealed)),
  }
}

/** Without what its assistant was told to be, which is its owner's. */
function sentOf(world: World, row: SentRow, parts: readonly PartRow[]): HeldRow {
  const { workspace, conversation, id, recipient, country, createdAt, expiresAt, sealed } = row
  const key = keyOf(world, row)
  const left = rebuilt(key, openSent(key, id, sealed), parts)
  const said = left?.messages.filter(({ role }) => role !== 'system').map(({ content }) => content)
  return {
    workspace_id: workspace,
    conversation_id: conversation,
    reply_id: id,
    recipient,
    country,
    sent_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    words: said?.join('\n\n') ?? null,
  }
}

function pageOf(world: World, row: SharedRow): HeldRow {
  const { workspace, conversation, id, message, createdAt, expiresAt } = row
  const key = keyOf(world, row)
  const { url, title } = openPage<Pick<Shared, 'url' | 'title'>>(key, id, 'page', row.sealedPage)
  const passages = openPage<Shared['passages']>(key, id, 'passages', row.sealedPassages)
  return {
    workspace_id: workspace,
    conversation_id: conversation,
    message_id: message,
    id,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    page: `${title} ${url}`,
    passages: passages.map(({ text }) => text).join('\n\n'),
  }
}
