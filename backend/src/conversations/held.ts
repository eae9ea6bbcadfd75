import type { Conversation, VisitorExport } from '@atavus/contract/chat'
import type { z } from 'zod'
import type { Policy } from '../assistants/policies.ts'
import { consentsOf, objectionsOf } from '../consent/queries.ts'
import { openReceipt } from '../consent/receipt.ts'
import type { Tenant } from '../db/tenancy.ts'
import { holdsOn } from '../holds/queries.ts'
import { conversationsOfVisitor, messagesOf } from './queries.ts'
import { transcripts } from './transcript.ts'

const mostExported = 1000

type Whose = Pick<Policy, 'id' | 'name' | 'workspaceKey'>

/** Everything held about a visitor of an assistant: consents with their receipts, words, objections, holds. */
export async function heldOfVisitor(
  tenant: Tenant,
  policy: Whose,
  visitor: string,
): Promise<z.infer<typeof VisitorExport>> {
  const consents = await consentsOf(tenant, policy.id, visitor)
  const holds = await holdsOn(tenant, policy.id, visitor)
  return {
    exportedAt: tenant.now.toISOString(),
    assistant: policy.name,
    consents: consents.map(consent => ({
      id: consent.id,
      givenAt: consent.givenAt.toISOString(),
      withdrawnAt: consent.withdrawnAt?.toISOString() ?? null,
      noticeHash: consent.noticeHash.toString('hex'),
      notice: consent.notice,
      receipt: openReceipt(policy.workspaceKey, consent),
    })),
    conversations: await spokenBy(tenant, policy, visitor, mostExported),
    objections: await objectionsOf(tenant, policy.id, visitor),
    holds: holds.map(({ reason, until }) => ({ reason, until: until.toISOString() })),
  }
}

/** A visitor's latest conversations with an assistant, opened. */
export async function spokenBy(
  tenant: Tenant,
  policy: Whose,
  visitor: string,
  limit: number,
): Promise<Conversation[]> {
  const rows = await conversationsOfVisitor(tenant, policy.id, visitor, limit)
  return rows.length ? transcripts(policy.workspaceKey, rows, await messagesOf(tenant, rows)) : []
}
