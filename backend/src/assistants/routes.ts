import { type Assistant, AssistantChange, NewAssistant, type PreviewTicket } from '@atavus/contract/console'
import type { Hono } from 'hono'
import type { z } from 'zod'
import { ownSite } from '../accounts/own-site.ts'
import { signedIn } from '../accounts/signed-in.ts'
import type { Tenant } from '../db/tenancy.ts'
import { body, type Door, on, pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { newPublicKey } from '../lib/public-key.ts'
import { Refusal } from '../lib/refusal.ts'
import type { Settings } from '../settings.ts'
import { may } from '../workspaces/may.ts'
import type { World } from '../world.ts'
import { assistantFrom, changeFrom } from './fields.ts'
import type { Policies } from './policies.ts'
import {
  type AssistantWithUse,
  deleteAssistant,
  insertAssistant,
  listAssistants,
  loadAssistant,
  updateAssistant,
} from './queries.ts'

const previewSeconds = 15 * 60

/** The rooms in which a workspace's assistants are made, changed, tried out and deleted. */
export function openAssistants(app: Hono<Door>, world: World, policies: Policies): void {
  const here = ownSite(world)
  const session = signedIn(world)

  on(app, 'assistants', session, may('read'), async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, tenant => listAssistants(tenant))
    return c.json({ items: rows.map(row => shown(world.settings, row)) })
  })

  on(app, 'createAssistant', here, session, may('write'), async c => {
    const fields = assistantFrom(await body(c, NewAssistant))
    const id = newId(world.now())
    const row = await world.db.tenant(c.var.principal.workspace, async tenant => {
      await insertAssistant(tenant, id, newPublicKey(), fields)
      return existing(tenant, id)
    })
    return c.json(shown(world.settings, row), 201)
  })

  on(app, 'assistant', session, may('read'), async c => {
    const id = pathId(c, 'assistant')
    const row = await world.db.tenant(c.var.principal.workspace, tenant => existing(tenant, id))
    return c.json(shown(world.settings, row))
  })

  on(app, 'changeAssistant', here, session, may('write'), async c => {
    const id = pathId(c, 'assistant')
    const change = changeFrom(await body(c, AssistantChange))
    const row = await world.db.tenant(c.var.principal.workspace, async tenant => {
      await updateAssistant(tenant, id, change)
      return existing(tenant, id)
    })
    policies.forget(id)
    return c.json(shown(world.settings, row))
  })

  on(app, 'deleteAssistant', here, session, may('write'), async c => {
    const id = pathId(c, 'assistant')
    const gone = await world.db.tenant(c.var.principal.workspace, tenant => deleteAssistant(tenant, id))
    policies.forget(id)
    if (!gone) throw new Refusal('not_found')
    return c.body(null, 204)
  })

  on(app, 'previewAssistant', here, session, may('write'), async c => {
    const id = pathId(c, 'assistant')
    const { account, session, workspace } = c.var.principal
    if (!(await world.db.tenant(workspace, tenant => loadAssistant(tenant, id))))
      throw new Refusal('not_found')
    const claims = { sub: account, ses: session, wsp: workspace, ast: id }
    const now = world.now()
    const answer: z.infer<typeof PreviewTicket> = {
      ticket: await world.tokens.sign('preview', claims, now, previewSeconds),
      expiresAt: new Date(now.getTime() + previewSeconds * 1000).toISOString(),
    }
    return c.json(answer, 201)
  })
}

async function existing(tenant: Tenant, id: string): Promise<AssistantWithUse> {
  const [row] = await listAssistants(tenant, id)
  if (!row) throw new Refusal('not_found')
  return row
}

/** An assistant as its owner sees it: named field by field, so that nothing else ever gets out. */
function shown({ url }: Settings, row: AssistantWithUse): Assistant {
  return {
    id: row.id,
    name: row.name,
    greeting: row.greeting,
    instructions: row.instructions,
    suggestions: row.suggestions,
    model: row.model,
    quoteFallback: row.quoteFallback,
    accent: row.accent,
    retentionDays: row.retentionDays,
    controllerName: row.controllerName,
    controllerContact: row.controllerContact,
    addedNotice: row.addedNotice,
    localFallback: row.localFallback,
    secondLook: row.secondLook,
    regions: row.regions,
    publicContacts: row.publicContacts,
    origins: row.origins,
    messagesPerDay: row.messagesPerDay,
    tokensPerDay: row.tokensPerDay,
    key: row.publicKey,
    tag: `<script async src="${url}/widget.js" data-key="${row.publicKey}" data-accent="${row.accent}"></script>`,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    today: { messages: row.messagesToday, tokens: row.tokensToday },
  }
}
