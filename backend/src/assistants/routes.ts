import { type Assistant, AssistantChange, NewAssistant, type PreviewTicket } from '@atavus/contract/console'
import type { TriedAssistants } from '@atavus/contract/workspace'
import type { z } from 'zod'
import { takeTime } from '../db/take-time.ts'
import type { Tenant } from '../db/tenancy.ts'
import { noteDeletion, receipted } from '../deletions/receipt.ts'
import { refuseHeld } from '../holds/held.ts'
import { body, pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { newPublicKey } from '../lib/keys.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import { countUseBy } from '../metering/queries.ts'
import { holdToModels, holdToPlan } from '../plans/hold.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { Settings } from '../settings.ts'
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
export function openAssistants(door: OpenDoor, world: World, policies: Policies): void {
  door('triedAssistants', async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, tenant => listAssistants(tenant))
    const items: z.infer<typeof TriedAssistants>['items'] = rows.map(({ id, name, greeting, accent }) => ({
      id,
      name,
      greeting,
      accent,
    }))
    return c.json({ items })
  })

  door('assistants', async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, tenant => listAssistants(tenant))
    return c.json({ items: rows.map(row => shown(world.settings, row)) })
  })

  door('createAssistant', async c => {
    const fields = assistantFrom(await body(c, NewAssistant))
    const id = newId(world.now())
    const row = await world.db.tenant(c.var.principal.workspace, async tenant => {
      await insertAssistant(tenant, id, newPublicKey(), fields)
      await holdToPlan(world, tenant, 'assistants')
      await holdToModels(world, tenant, fields.model)
      await audit(tenant, c.var.principal, 'assistant.created', { target: id })
      return existing(tenant, id)
    })
    policies.forget(id)
    return c.json(shown(world.settings, row), 201)
  })

  door('assistant', async c => {
    const id = pathId(c, 'assistant')
    const row = await world.db.tenant(c.var.principal.workspace, tenant => existing(tenant, id))
    return c.json(shown(world.settings, row))
  })

  door('changeAssistant', async c => {
    const id = pathId(c, 'assistant')
    const change = changeFrom(await body(c, AssistantChange))
    const row = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const before = await existing(tenant, id)
      if (!(await updateAssistant(tenant, id, change))) throw new Refusal('not_found')
      // What it has it keeps, also where the plan has gone down since.
      if (change.model && change.model !== before.model) await holdToModels(world, tenant, change.model)
      const changed = { target: id, fields: Object.keys(change) }
      await audit(tenant, c.var.principal, 'assistant.changed', changed)
      return existing(tenant, id)
    })
    policies.forget(id)
    return c.json(shown(world.settings, row))
  })

  door('deleteAssistant', async c => {
    const id = pathId(c, 'assistant')
    const since = performance.now()
    const deletion = await world.db.tenant(c.var.principal.workspace, async tenant => {
      await takeTime(tenant)
      await refuseHeld(tenant, { assistant: id })
      const counts = await deleteAssistant(tenant, id)
      if (!counts) throw new Refusal('not_found')
      await audit(tenant, c.var.principal, 'assistant.deleted', { target: id })
      return noteDeletion(tenant, { kind: 'assistant', via: 'owner', subject: id, counts }, since)
    })
    policies.forget(id)
    return c.json(await receipted(world, deletion))
  })

  door('previewAssistant', async c => {
    const id = pathId(c, 'assistant')
    const { account, session, workspace } = c.var.account
    await world.db.tenant(workspace, async tenant => {
      if (!(await loadAssistant(tenant, id))) throw new Refusal('not_found')
      await countUseBy(tenant, c.var.account, 'feature:try', id)
    })
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
  const { key = '' } = row.publicKeys.find(({ disabled }) => !disabled) ?? row.publicKeys[0] ?? {}
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
    controllerAddress: row.controllerAddress,
    addedNotice: row.addedNotice,
    localFallback: row.localFallback,
    secondLook: row.secondLook,
    regions: row.regions,
    publicContacts: row.publicContacts,
    origins: row.origins,
    messagesPerDay: row.messagesPerDay,
    tokensPerDay: row.tokensPerDay,
    inputTokens: row.inputTokens,
    answerTokens: row.answerTokens,
    answersAtOnce: row.answersAtOnce,
    identitySince: sinceOf(row),
    key,
    tag: `<script async src="${url}/widget.js" data-key="${key}" data-accent="${row.accent}"></script>`,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    today: { messages: row.messagesToday, tokens: row.tokensToday },
  }
}

function sinceOf({ identitySecrets: [present] }: AssistantWithUse): string | null {
  return present ? new Date(present.since).toISOString() : null
}
