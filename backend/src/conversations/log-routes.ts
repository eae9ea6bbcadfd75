import { ConversationsQuery, ExportQuery } from '@atavus/contract/console'
import { noteDeletion, receipted } from '../deletions/receipt.ts'
import { refuseHeld } from '../holds/held.ts'
import { cursorFrom, cursorOf } from '../lib/cursor.ts'
import { spanOf } from '../lib/day.ts'
import { pathId, query } from '../lib/door.ts'
import { asFile } from '../lib/file.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import { countUseBy } from '../metering/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { eraseConversation } from './erase/queries.ts'
import { exported } from './export.ts'
import { keyOf, logged, summary } from './logged.ts'
import { refuseOwn } from './own.ts'
import { findConversation, listConversations, workspaceOf } from './queries.ts'
import { termsOf } from './terms.ts'

const pageSize = 30

/** The owner's conversation log: newest first, one opened, taken along, deleted. */
export function openLog(door: OpenDoor, world: World): void {
  door('conversations', async c => {
    const asked = query(c, ConversationsQuery)
    const before = asked.cursor === undefined ? undefined : cursorFrom(asked.cursor)
    const { rows, key } = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const { timeZone, sealedKey } = await workspaceOf(tenant)
      const span = asked.day ? spanOf(timeZone, asked.day) : undefined
      const key = keyOf(world, tenant, sealedKey)
      const filter = {
        assistant: asked.assistant,
        from: span?.from,
        until: span?.until,
        terms: asked.search === undefined ? undefined : termsOf(key, asked.search),
        before,
        limit: pageSize + 1,
      }
      if (filter.terms && !before)
        await countUseBy(tenant, c.var.principal, 'feature:search', asked.assistant ?? null)
      return { rows: await listConversations(tenant, filter), key }
    })
    const page = rows.slice(0, pageSize)
    const last = page.at(-1)
    const next = rows.length > pageSize && last ? cursorOf({ at: last.lastAt, id: last.id }) : null
    return c.json({ items: page.map(row => summary(key, row)), next })
  })

  door('exportConversations', async c => {
    const { format, assistant, day } = query(c, ExportQuery)
    const { workspace } = c.var.principal
    const { timeZone } = await world.db.tenant(workspace, async tenant => {
      await audit(tenant, c.var.principal, 'conversations.exported', {
        ...(assistant && { target: assistant }),
      })
      await countUseBy(tenant, c.var.principal, 'feature:export', assistant ?? null)
      return workspaceOf(tenant)
    })
    const span = day ? spanOf(timeZone, day) : { from: undefined, until: undefined }
    asFile(c, `conversations${day ? `-${day}` : ''}`, format)
    const { subjects } = c.var
    return c.body(exported(world, { format, subjects, workspace, assistant, ...span }))
  })

  door('conversation', async c => {
    const id = pathId(c, 'conversation')
    const [conversation] = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const row = await findConversation(tenant, id)
      if (!row) throw new Refusal('not_found')
      return logged(world, tenant, [row])
    })
    return c.json(conversation)
  })

  door('deleteConversation', async c => {
    const id = pathId(c, 'conversation')
    const since = performance.now()
    const deletion = await world.db.tenant(c.var.principal.workspace, async tenant => {
      await refuseOwn(tenant, id)
      await refuseHeld(tenant, { conversation: id })
      const counts = await eraseConversation(tenant, id)
      if (!counts.conversations) throw new Refusal('not_found')
      await audit(tenant, c.var.principal, 'conversation.deleted', { target: id })
      return noteDeletion(tenant, { kind: 'conversation', via: 'owner', subject: id, counts }, since)
    })
    return c.json(await receipted(world, deletion))
  })
}
