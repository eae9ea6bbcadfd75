import {
  type MaskedTrial,
  MaskTrial,
  type Models,
  type ProposedContacts,
  type SentPrompt,
} from '@atavus/contract/console'
import type { z } from 'zod'
import { loadAssistant } from '../assistants/queries.ts'
import { keyOf } from '../conversations/logged.ts'
import { workspaceOf } from '../conversations/queries.ts'
import { unwrapConversationKey } from '../conversations/sealed.ts'
import type { Tenant } from '../db/tenancy.ts'
import { body, pathId } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { newKey } from '../lib/seal.ts'
import { audit } from '../logs/audit.ts'
import { countUseBy } from '../metering/queries.ts'
import type { ModelName } from '../models/model.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { proposals } from './contacts.ts'
import { digestUnder } from './outgoing.ts'
import { bodyHash, hashesOf, rebuilt } from './parts.ts'
import { documentTexts, findParts, findSent, lastCanaries } from './queries.ts'
import { openSent } from './sealed.ts'

const names: ModelName[] = ['quote', 'ollama', 'deepseek']
/** Of an assistant's knowledge so many documents, and of each so many characters, are looked through for contacts. */
const mostDocuments = 60
const mostCharacters = 8000

/** The rooms of what leaves our server: which models there are, what stays readable, what has left. */
export function openRemote(door: OpenDoor, world: World): void {
  door('models', async c => {
    const checks = await lastCanaries(world.db.stranger)
    const items: z.infer<typeof Models>['items'] = names.map(name => {
      const model = world.models[name]
      const check = checks.find(one => one.model === name)
      return {
        name,
        available: model !== undefined,
        recipient: model?.leaves ? model.recipient : null,
        canary: check ? { at: check.at.toISOString(), planted: check.planted, arrived: check.arrived } : null,
      }
    })
    return c.json({ items })
  })

  door('proposedContacts', async c => {
    const id = pathId(c, 'assistant')
    const { assistant, documents } = await world.db.tenant(c.var.principal.workspace, async tenant => ({
      assistant: await existing(tenant, id),
      documents: await documentTexts(tenant, id, mostDocuments, mostCharacters),
    }))
    const items = await proposals(documents, assistant.regions, assistant.publicContacts)
    return c.json({ items } satisfies z.infer<typeof ProposedContacts>)
  })

  door('tryMask', async c => {
    const { text } = await body(c, MaskTrial)
    const id = pathId(c, 'assistant')
    const assistant = await world.db.tenant(c.var.principal.workspace, async tenant => {
      await countUseBy(tenant, c.var.principal, 'feature:mask', id)
      return existing(tenant, id)
    })
    return c.json(trial(world, text, assistant))
  })

  door('sentPrompt', async c => {
    const [conversation, reply] = [pathId(c, 'conversation'), pathId(c, 'answer')]
    const { row, masked, made } = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const row = await findSent(tenant, conversation, reply)
      if (!row) throw new Refusal('not_found')
      const workspaceKey = keyOf(world, tenant, (await workspaceOf(tenant)).sealedKey)
      const key = unwrapConversationKey(workspaceKey, conversation, row.sealedKey)
      const content = openSent(key, reply, row.sealed)
      const places = hashesOf(content).map(hash => ({ conversation, hash }))
      const made = rebuilt(key, content, await findParts(tenant, places))
      if (!made) throw new Refusal('not_found')
      await audit(tenant, c.var.principal, 'prompt.read', { target: reply })
      return { row, masked: content.masked, made }
    })
    if (made.body !== null && !row.bodyHash?.equals(bodyHash(made.body)))
      throw new Error('what left cannot be made again')
    const answer: z.infer<typeof SentPrompt> = {
      recipient: row.recipient,
      country: row.country,
      sentAt: row.sentAt.toISOString(),
      messages: made.messages,
      body: made.body,
      hash: row.bodyHash?.toString('hex') ?? null,
      masked: masked.map(({ placeholder, kind, value }) => ({ placeholder, kind, value })),
    }
    return c.json(answer)
  })
}

async function existing(tenant: Tenant, id: string) {
  const assistant = await loadAssistant(tenant, id)
  if (!assistant) throw new Refusal('not_found')
  return assistant
}

function trial(
  world: World,
  text: string,
  { regions, publicContacts }: { regions: string[]; publicContacts: string[] },
): MaskedTrial {
  const { texts, values, special, unsure } = world.anonymizer([text], {
    place: { regions },
    digest: digestUnder(newKey()),
    earlier: [],
    said: 1,
    readable: publicContacts,
  })
  return {
    words: texts[0] ?? '',
    masked: values.map(({ placeholder, kind, value }) => ({ placeholder, kind, value })),
    special,
    unsure: unsure[0] ?? true,
  }
}
