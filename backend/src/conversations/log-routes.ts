import { ConversationsQuery, ExportQuery } from '@atavus/contract/console'
import type { Hono } from 'hono'
import { ownSite } from '../accounts/own-site.ts'
import { signedIn } from '../accounts/signed-in.ts'
import { cursorFrom, cursorOf } from '../lib/cursor.ts'
import { spanOf } from '../lib/day.ts'
import { type Door, on, pathId, query } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { may } from '../workspaces/may.ts'
import type { World } from '../world.ts'
import { exported, exportTypes } from './export.ts'
import { keyOf, logged, summary } from './logged.ts'
import { eraseConversation, findConversation, listConversations, workspaceOf } from './queries.ts'

const pageSize = 30

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
    const { workspace } = c.var.principal
    const span = day
      ? spanOf((await world.db.tenant(workspace, workspaceOf)).timeZone, day)
      : { from: undefined, until: undefined }
    const name = `conversations${day ? `-${day}` : ''}.${format}`
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    c.header('Cache-Control', 'no-store')
    c.header('Content-Type', exportTypes[format])
    return c.body(exported(world, { format, workspace, assistant, ...span }))
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
