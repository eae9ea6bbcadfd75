import { DocumentChange, DocumentsQuery, NewDocument } from '@atavus/contract/console'
import type { z } from 'zod'
import { loadAssistant } from '../assistants/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { noteDeletion } from '../deletions/receipt.ts'
import { body, pathId, query } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import { holdToPlan } from '../plans/hold.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import {
  deleteDocument,
  getDocument,
  insertDocument,
  listDocuments,
  lockDocument,
  replaceDocument,
} from './queries.ts'

/** A document's text may have 200,000 characters, up to four bytes each and escaped in JSON. */
const mostDocument = 1024 * 1024

/** The rooms of what an assistant knows. */
export function openKnowledge(door: OpenDoor, world: World): void {
  door('documents', async c => {
    const assistant = pathId(c, 'assistant')
    const { cursor } = query(c, DocumentsQuery)
    const page = await world.db.tenant(c.var.principal.workspace, async tenant => {
      if (!(await loadAssistant(tenant, assistant))) throw new Refusal('not_found')
      return listDocuments(tenant, assistant, cursor)
    })
    return c.json(page)
  })

  door('addDocument', async c => {
    const assistant = pathId(c, 'assistant')
    const document = await body(c, NewDocument, mostDocument)
    const kept = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const added = found(await insertDocument(tenant, assistant, document))
      await holdToPlan(world, tenant, 'passages')
      await audit(tenant, c.var.principal, 'document.added', { target: added.id })
      return added
    })
    return c.json(kept, 201)
  })

  door('document', async c => {
    const [assistant, id] = [pathId(c, 'assistant'), pathId(c, 'document')]
    const document = await world.db.tenant(c.var.principal.workspace, tenant =>
      getDocument(tenant, assistant, id),
    )
    return c.json(found(document))
  })

  door('changeDocument', async c => {
    const [assistant, id] = [pathId(c, 'assistant'), pathId(c, 'document')]
    const change = await body(c, DocumentChange, mostDocument)
    const kept = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const document = await changed(world, tenant, assistant, id, change)
      await audit(tenant, c.var.principal, 'document.changed', { target: id, fields: Object.keys(change) })
      return document
    })
    return c.json(kept)
  })

  door('deleteDocument', async c => {
    const [assistant, id] = [pathId(c, 'assistant'), pathId(c, 'document')]
    const since = performance.now()
    await world.db.tenant(c.var.principal.workspace, async tenant => {
      if (!(await deleteDocument(tenant, assistant, id))) throw new Refusal('not_found')
      await audit(tenant, c.var.principal, 'document.deleted', { target: id })
      const counts = { conversations: 0, messages: 0 }
      await noteDeletion(tenant, { kind: 'document', via: 'owner', subject: id, counts }, since)
    })
    return c.body(null, 204)
  })
}

/** What a change does not name stays as it was. */
async function changed(
  world: World,
  tenant: Tenant,
  assistant: string,
  id: string,
  change: z.infer<typeof DocumentChange>,
) {
  const before = found(await lockDocument(tenant, assistant, id))
  const { title = before.title, url = before.url, language = before.language, text = before.text } = change
  const after = found(await replaceDocument(tenant, assistant, id, { title, url, language, text }))
  if (after.passages > before.passages) await holdToPlan(world, tenant, 'passages')
  return after
}

function found<T>(document: T | undefined): T {
  if (!document) throw new Refusal('not_found')
  return document
}
