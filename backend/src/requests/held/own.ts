import type { Shared } from '@atavus/contract/own'
import {
  answerText,
  openAnswer,
  openPage,
  openQuestion,
  unwrapConversationKey,
} from '../../conversations/sealed.ts'
import type { Keeper } from '../../db/tenancy.ts'
import { unwrapWorkspaceKey } from '../../lib/workspace-key.ts'
import type { World } from '../../world.ts'
import { type HeldRow, type OwnRow, pagesBy, type SaidRow, type SharedRow, saidBy } from './queries.ts'

/** What an account said and was answered in its own conversations, opened; so many rows at a time. */
export const ownMessages = (world: World, keeper: Keeper, account: string, most: number) =>
  inPages(
    most,
    after => saidBy(keeper, account, after, most),
    row => messageOf(world, row),
  )

/** What it shared of pages, opened. */
export const ownPages = (world: World, keeper: Keeper, account: string, most: number) =>
  inPages(
    most,
    after => pagesBy(keeper, account, after, most),
    row => pageOf(world, row),
  )

async function* inPages<Row extends OwnRow>(
  most: number,
  find: (after: OwnRow | undefined) => PromiseLike<Row[]>,
  open: (row: Row) => HeldRow,
): AsyncGenerator<HeldRow[]> {
  let last: Row | undefined
  do {
    const rows: Row[] = await find(last)
    if (rows.length) yield rows.map(open)
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
