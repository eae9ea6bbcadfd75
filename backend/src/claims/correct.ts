import { Correction } from '@atavus/contract/chat'
import { shareConsents } from '../consent/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { body } from '../lib/door.ts'
import { askedLanguage } from '../lib/language.ts'
import { Refusal } from '../lib/refusal.ts'
import { limitTurns } from '../limits/turns.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { openRequest } from '../requests/open.ts'
import { listOfVisitor } from '../requests/queries.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import type { World } from '../world.ts'

const mostOpen = 10

interface Whose {
  assistant: string
  visitor: string
}

/** Opens a visitor's request to correct something, with its clock. Refuses with `too_many` beyond ten that are open. */
export async function askCorrection(
  world: World,
  tenant: Tenant,
  { assistant, visitor }: Whose,
  words: string,
  language: 'en' | 'de',
): Promise<{ id: string; due: string }> {
  await shareConsents(tenant, assistant, visitor)
  const open = (await listOfVisitor(tenant, visitor)).filter(({ answeredAt }) => answeredAt === null)
  if (open.length >= mostOpen) throw new Refusal('too_many')
  await rightsRequested(tenant, assistant, 'rectification')
  const { id, due } = await openRequest(world, tenant, {
    kind: 'rectification',
    via: 'widget',
    workspace: tenant.workspace,
    assistant,
    visitor,
    contact: null,
    words,
    language,
    proven: true,
  })
  return { id, due: due.toISOString() }
}

/** The door by which a visitor says in the chat what is wrong about them. */
export function openCorrections(door: OpenDoor, world: World): void {
  door('visitorCorrect', limitTurns(world), async c => {
    const { text } = await body(c, Correction)
    const { policy, visitor } = c.var
    const whose = { assistant: policy.id, visitor: visitor.id }
    const language = askedLanguage(c)
    const opened = await world.db.tenant(policy.workspace, tenant =>
      askCorrection(world, tenant, whose, text, language),
    )
    return c.json(opened, 201)
  })
}
