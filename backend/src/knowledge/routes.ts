import { DocumentChange, DocumentsQuery, NewDocument } from '@atavus/contract/console'
import type { Hono } from 'hono'
import type { z } from 'zod'
import { ownSite } from '../accounts/own-site.ts'
import { signedIn } from '../accounts/signed-in.ts'
import { loadAssistant } from '../assistants/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { body, type Door, on, pathId, query } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { may } from '../workspaces/may.ts'
import type { World } from '../world.ts'
import { deleteDocument, getDocument, insertDocument, listDocuments, replaceDocument } from './queries.ts'

/** A document's text may have 200,000 characters, up to four bytes each and escaped in JSON. */
const mostDocument = 1024 * 1024

/** The rooms of what an assistant knows. */
export function openKnowledge(app: Hono<Door>, world: World): void {
  const here = ownSite(world)
  const session = signedIn(world)

  on(app, 'documents', session, may('read'), async c => {
    const assistant = pathId(c, 'assistant')
    const { cursor } = query(c, DocumentsQuery)
    const page = await world.db.tenant(c.var.principal.workspace, async tenant => {
      if (!(await loadAssistant(tenant, assistant))) throw new Refusal('not_found')
      return listDocuments(tenant, assistant, cursor)
    })
    return c.json(page)
  })

  on(app, 'addDocument', here, session, may('write'), async c => {
    const assistant = pathId(c, 'assistant')
    const document = await body(c, NewDocument, mostDocument)
    const kept = await world.db.tenant(c.var.principal.workspace, tenant =>
      insertDocument(tenant, assistant, document),
    )
    return c.json(found(kept), 201)
  })

  on(app, 'document', session, may('read'), async c => {
    const [assistant, id] = [pathId(c, 'assistant'), pathId(c, 'document')]
    const document = await world.db.tenant(c.var.principal.workspace, tenant =>
      getDocument(tenant, assistant, id),
    )
    return c.json(found(document))
  })

  on(app, 'changeDocument', here, session, may('write'), async c => {
    const [assistant, id] = [pathId(c, 'assistant'), pathId(c, 'document')]
    const change = await body(c, DocumentChange, mostDocument)
    const kept = await world.db.tenant(c.var.principal.workspace, tenant =>
      changed(tenant, assistant, id, change),
    )
    return c.json(kept)
  })

  on(app, 'deleteDocument', here, session, may('write'), async c => {
    const [assistant, id] = [pathId(c, 'assistant'), pathId(c, 'document')]
    const gone = await world.db.tenant(c.var.principal.workspace, tenant =>
      deleteDocument(tenant, assistant, id),
    )
    if (!gone) throw new Refusal('not_found')
    return c.body(null, 204)
  })
}

/** What a change does not name stays as it was. */
async function changed(
  tenant: Tenant,
  assistant: string,
  id: string,
  change: z.infer<typeof DocumentChange>,
) {
  const before = found(await getDocument(tenant, assistant, id))
  const { title = before.title, url = before.url, language = before.language, text = before.text } = change
  return found(await replaceDocument(tenant, assistant, id, { title, url, language, text }))
}

function found<T>(document: T | undefined): T {
  if (!document) throw new Refusal('not_found')
  return document
}
