import type { OwnConversation, OwnMessage, OwnSummary, Shared } from '@atavus/contract/own'
import { type Role, rights, roles } from '@atavus/contract/rights'
import { keyOf, summary } from '../conversations/logged.ts'
import { type ConversationRow, messagesOf, ownWorkspaces, runningMessage } from '../conversations/queries.ts'
import { openPage, unwrapConversationKey } from '../conversations/sealed.ts'
import type { PageNames } from '../conversations/sources.ts'
import { termsOf } from '../conversations/terms.ts'
import { transcripts } from '../conversations/transcript.ts'
import { inWorkspace, type Person, type Tenant } from '../db/tenancy.ts'
import type { Cursor } from '../lib/cursor.ts'
import { Refusal } from '../lib/refusal.ts'
import { listMemberships } from '../workspaces/queries.ts'
import type { World } from '../world.ts'
import { mayAsk } from './place.ts'
import { findOwn, holdsOver, listOwn, type PageRow, pagesIn, readersOf, workspaceNamed } from './queries.ts'

/** A conversation of the handle's account in its workspace, with what opens it. */
export interface Opened {
  tenant: Tenant
  row: ConversationRow
  /** The workspace's key. */
  key: Buffer
  workspace: { id: string; name: string }
}

/**
 * The handle's account's own conversations in all workspaces, the newest first, at most so many; with `query` those in
 * which a message has all of its words.
 */
export async function historyOf(
  world: World,
  person: Person,
  { query, before, limit }: { query: string | undefined; before: Cursor | undefined; limit: number },
): Promise<OwnSummary[]> {
  const found: OwnSummary[] = []
  for (const id of await ownWorkspaces(person)) {
    const tenant = await inWorkspace(person, id)
    const { name, sealedKey } = await workspaceNamed(tenant)
    const key = keyOf(world, tenant, sealedKey)
    const terms = query === undefined ? undefined : termsOf(key, query)
    const rows = await listOwn(tenant, { account: person.account, terms, before, limit })
    found.push(...rows.map(row => summaryOf({ tenant, row, key, workspace: { id, name } })))
  }
  return found.sort(latestFirst).slice(0, limit)
}

const latestFirst = (one: OwnSummary, other: OwnSummary): number =>
  other.lastAt.localeCompare(one.lastAt) || other.id.localeCompare(one.id)

function summaryOf({ row, key, workspace }: Opened): OwnSummary {
  const { origin: _, ...told } = summary(key, row)
  return { ...told, workspace, shared: row.shared }
}

/** One of the handle's account's own conversations; refuses with `not_found`. */
export async function openOwn(world: World, person: Person, conversation: string): Promise<Opened> {
  const [id] = await ownWorkspaces(person, conversation)
  if (!id) throw new Refusal('not_found')
  const tenant = await inWorkspace(person, id)
  const row = await findOwn(tenant, person.account, conversation)
  if (!row) throw new Refusal('not_found')
  const { name, sealedKey } = await workspaceNamed(tenant)
  return { tenant, row, key: keyOf(world, tenant, sealedKey), workspace: { id, name } }
}

/** The same with its messages, with what was shared of pages, and who reads it or would. */
export async function wholeOf(person: Person, opened: Opened): Promise<OwnConversation> {
  const { tenant, row, key, workspace } = opened
  const conversationKey = unwrapConversationKey(key, row.id, row.sealedKey)
  const pageRows = await pagesIn(tenant, row.id)
  const names = pageNames(conversationKey, pageRows)
  const [conversation] = transcripts(key, [row], await messagesOf(tenant, [row]), names)
  if (!conversation) throw new Refusal('not_found')
  const pages = shownPages(conversationKey, pageRows)
  return {
    ...conversation,
    assistant: { id: row.assistantId, name: row.assistantName },
    workspace,
    messages: conversation.messages.map(
      message => ({ ...message, shared: pages.get(message.id) ?? [] }) satisfies OwnMessage,
    ),
    running: await runningMessage(tenant, row.id),
    holds: (await holdsOver(tenant, row.assistantId, row.id)).map(({ reason, until }) => ({
      reason,
      until: until.toISOString(),
    })),
    ...(await sharingOf(person, opened)),
  }
}

/** What the pages of a conversation are called. */
export const pageNames = (key: Buffer, rows: readonly Pick<PageRow, 'id' | 'sealedPage'>[]): PageNames =>
  new Map(
    rows.map(({ id, sealedPage }) => {
      const { title, url } = openPage<Omit<Shared, 'passages'>>(key, id, 'page', sealedPage)
      return [id, { title, url }]
    }),
  )

/** What went with each question of pages. */
function shownPages(key: Buffer, rows: readonly PageRow[]): Map<string, Shared[]> {
  const pages = new Map<string, Shared[]>()
  for (const { id, message, sealedPage, sealedPassages } of rows) {
    const where = openPage<Omit<Shared, 'passages'>>(key, id, 'page', sealedPage)
    const passages = openPage<Shared['passages']>(key, id, 'passages', sealedPassages)
    pages.set(message, [...(pages.get(message) ?? []), { ...where, passages }])
  }
  return pages
}

const reading = roles.filter(role => rights[role].includes('conversations:read'))

/** Whether a conversation is shared, and with whom; who does not belong there and shares nothing learns of nobody. */
export async function sharingOf(
  person: Person,
  { tenant, row, workspace }: Opened,
): Promise<Pick<OwnConversation, 'shared' | 'readers' | 'servers'>> {
  const { shared } = row
  if (!shared && !(await belongsTo(person, workspace.id))) return { shared, readers: [], servers: 0 }
  const { people, servers } = await readersOf(tenant, reading, person.account)
  return {
    shared,
    readers: people.map(({ username, role }) => ({ username, role: role as Role })),
    servers,
  }
}

/** Whether the handle's account may ask in a workspace. */
export async function belongsTo(person: Person, workspace: string): Promise<boolean> {
  const memberships = await listMemberships(person)
  return memberships.some(one => one.workspace === workspace && mayAsk(one.role))
}
