import type { VisitorLeft } from '@atavus/contract/egress'
import type { z } from 'zod'
import { unwrapConversationKey } from '../conversations/sealed.ts'
import type { Tenant } from '../db/tenancy.ts'
import { limitTurns } from '../limits/turns.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { openQuestion, questionOf } from './parts.ts'
import { findParts, type LeftRow, leftOfVisitor, type PartPlace, type PartRow } from './queries.ts'
import { openSent } from './sealed.ts'

type Left = z.infer<typeof VisitorLeft>['items'][number]

/** What visitors read of what left: their own words, and to whom they went. */
export function openLeft(door: OpenDoor, world: World): void {
  door('visitorLeft', limitTurns(world), async c => {
    const { policy, visitor } = c.var
    const items = await world.db.tenant(policy.workspace, tenant => leftOf(tenant, policy, visitor.id))
    return c.json({ items } satisfies z.infer<typeof VisitorLeft>)
  })
}

/** A visitor's own words as they left for models outside, the latest first. */
export async function leftOf(
  tenant: Tenant,
  { id, workspaceKey }: { id: string; workspaceKey: Buffer },
  visitor: string,
): Promise<Left[]> {
  const rows = (await leftOfVisitor(tenant, id, visitor)).map(row => opened(workspaceKey, row))
  const parts = await findParts(
    tenant,
    rows.flatMap(({ question }) => question ?? []),
  )
  return rows.map(row => told(row, parts))
}

interface Opened {
  row: LeftRow
  /** The conversation's key. */
  key: Buffer
  question: PartPlace | undefined
}

function opened(workspaceKey: Buffer, row: LeftRow): Opened {
  const { reply, conversation } = row
  const key = unwrapConversationKey(workspaceKey, conversation, row.sealedKey)
  const hash = questionOf(openSent(key, reply, row.sealed))
  return { row, key, question: hash && { conversation, hash } }
}

function told({ row, key, question }: Opened, parts: readonly (PartRow & PartPlace)[]): Left {
  const part = parts.find(
    ({ conversation, hash }) => conversation === question?.conversation && hash.equals(question.hash),
  )
  return {
    at: row.sentAt.toISOString(),
    recipient: row.recipient,
    country: row.country,
    words: part ? openQuestion(key, part) : null,
  }
}
