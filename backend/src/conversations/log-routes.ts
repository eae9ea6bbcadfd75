import type { Conversation } from '@atavus/contract/chat'
import {
  type ConversationSummary,
  ConversationsQuery,
  ExportQuery,
  type LoggedConversation,
} from '@atavus/contract/console'
import type { Hono } from 'hono'
import { ownSite } from '../accounts/own-site.ts'
import { signedIn } from '../accounts/signed-in.ts'
import type { Tenant } from '../db/tenancy.ts'
import { cursorFrom, cursorOf } from '../lib/cursor.ts'
import { spanOf } from '../lib/day.ts'
import { type Door, on, pathId, query } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { unwrapWorkspaceKey } from '../workspaces/keys.ts'
import { may } from '../workspaces/may.ts'
import type { World } from '../world.ts'
import { csvOf } from './csv.ts'
import {
  type ConversationRow,
  eraseConversation,
  findConversation,
  listConversations,
  messagesOf,
  workspaceOf,
} from './queries.ts'
import { titleOf, transcripts } from './transcript.ts'

const pageSize = 30
const exportPage = 200
const mostExported = 10_000

/** The owner's conversation log: newest first, one opened, taken along, deleted. */
export function openLog(app: Hono<Door>, world: World): void {
  const session = signedIn(world)

  on(app, 'conversations', session, may('read'), async c => {
    const asked = query(c, ConversationsQuery)
    const before = asked.cursor === undefined ? undefined : cursorFrom(asked.cursor)
    const { rows, key } = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const { timeZone, sealedKey } = await workspaceOf(tenant)
      const span = asked.day ? spanOf(timeZone, asked.day) : undefined
      const filter = {
        assistant: asked.assistant,
        from: span?.from,
        until: span?.until,
        before,
        limit: pageSize + 1,
      }
      return { rows: await listConversations(tenant, filter), key: keyOf(world, tenant, sealedKey) }
    })
    const page = rows.slice(0, pageSize)
    const last = page.at(-1)
    const next = rows.length > pageSize && last ? cursorOf({ at: last.lastAt, id: last.id }) : null
    return c.json({ items: page.map(row => summary(key, row)), next })
  })

  on(app, 'exportConversations', session, may('read'), async c => {
    const { format, assistant, day } = query(c, ExportQuery)
    const conversations = await everything(world, c.var.principal.workspace, assistant, day)
    const name = `conversations${day ? `-${day}` : ''}.${format}`
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    c.header('Cache-Control', 'no-store')
    if (format === 'json') return c.json({ exportedAt: world.now().toISOString(), conversations })
    return c.body(csvOf(conversations), 200, { 'Content-Type': 'text/csv; charset=utf-8' })
  })

  on(app, 'conversation', session, may('read'), async c => {
    const id = pathId(c, 'conversation')
    const [conversation] = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const row = await findConversation(tenant, id)
      if (!row) throw new Refusal('not_found')
      return logged(world, tenant, [row])
    })
    return c.json(conversation)
  })

  on(app, 'deleteConversation', ownSite(world), session, may('write'), async c => {
    const id = pathId(c, 'conversation')
    const gone = await world.db.tenant(c.var.principal.workspace, tenant => eraseConversation(tenant, id))
    if (!gone) throw new Refusal('not_found')
    return c.body(null, 204)
  })
}

function summary(key: Buffer, row: ConversationRow): ConversationSummary {
  return {
    id: row.id,
    assistant: { id: row.assistantId, name: row.assistantName },
    title: titleOf(key, row),
    origin: row.origin,
    language: row.language,
    messages: row.messages,
    startedAt: row.startedAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    deletedAt: row.expiresAt.toISOString(),
  }
}

async function logged(world: World, tenant: Tenant, rows: ConversationRow[]): Promise<LoggedConversation[]> {
  if (!rows.length) return []
  const key = keyOf(world, tenant, (await workspaceOf(tenant)).sealedKey)
  const opened: Conversation[] = transcripts(key, rows, await messagesOf(tenant, rows))
  return rows.map((row, i) => ({ ...summary(key, row), ...(opened[i] as Conversation) }))
}

/** Page after page, each in a transaction of its own, so that a large export holds none open. */
async function everything(
  world: World,
  workspace: string,
  assistant: string | undefined,
  day: string | undefined,
) {
  const all: LoggedConversation[] = []
  let before: { at: Date; id: string } | undefined
  while (all.length < mostExported) {
    const rows = await world.db.tenant(workspace, async tenant => {
      const span = day ? spanOf((await workspaceOf(tenant)).timeZone, day) : undefined
      const filter = { assistant, from: span?.from, until: span?.until, before, limit: exportPage }
      const found = await listConversations(tenant, filter)
      all.push(...(await logged(world, tenant, found)))
      return found
    })
    const last = rows.at(-1)
    if (rows.length < exportPage || !last) return all
    before = { at: last.lastAt, id: last.id }
  }
  return all
}

const keyOf = (world: World, tenant: Tenant, sealed: Buffer): Buffer =>
  unwrapWorkspaceKey(world.secrets.master, tenant.workspace, sealed)
