import type { VisitorExport } from '@atavus/contract/chat'
import type { z } from 'zod'
import type { Policy } from '../assistants/policies.ts'
import { consentsOf } from '../consent/queries.ts'
import { requireConsent } from '../consent/standing.ts'
import type { Tenant } from '../db/tenancy.ts'
import { noteDeletion, receipted } from '../deletions/receipt.ts'
import { refuseHeld } from '../holds/held.ts'
import { limitTurns } from '../limits/turns.ts'
import { countUse } from '../metering/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import type { World } from '../world.ts'
import { conversationsOfVisitor, eraseVisitor, messagesOf, runningMessage } from './queries.ts'
import { transcripts } from './transcript.ts'

const mostExported = 1000

/** What visitors may do with their own words: read, take along, erase. */
export function openVisitorConversations(door: OpenDoor, world: World): void {
  const limits = limitTurns(world)

  door('visitorConversation', limits, async c => {
    const { policy, visitor } = c.var
    return c.json(
      await world.db.tenant(policy.workspace, async tenant => {
        await requireConsent(tenant, visitor.consent)
        const [conversation] = await opened(tenant, policy, visitor.id, 1)
        if (!conversation) return { conversation: null, running: null }
        return { conversation, running: await runningMessage(tenant, conversation.id) }
      }),
    )
  })

  door('visitorExport', limits, async c => {
    const { policy, visitor } = c.var
    const exported = await world.db.tenant(
      policy.workspace,
      async (tenant): Promise<z.infer<typeof VisitorExport>> => {
        await countUse(tenant, 'feature:export', policy.id)
        await rightsRequested(tenant, policy.id, 'access')
        const consents = await consentsOf(tenant, policy.id, visitor.id)
        return {
          exportedAt: tenant.now.toISOString(),
          assistant: policy.name,
          consents: consents.map(consent => ({
            id: consent.id,
            givenAt: consent.givenAt.toISOString(),
            withdrawnAt: consent.withdrawnAt?.toISOString() ?? null,
            noticeHash: consent.noticeHash.toString('hex'),
            receipt: consent.receipt,
          })),
          conversations: await opened(tenant, policy, visitor.id, mostExported),
        }
      },
    )
    return c.json(exported)
  })

  door('visitorErase', limits, async c => {
    const { policy, visitor } = c.var
    const since = performance.now()
    const deletion = await world.db.tenant(policy.workspace, async tenant => {
      await refuseHeld(tenant, { assistant: policy.id, visitor: visitor.id })
      // First, since it waits for an assistant that is being deleted, and that deletion would wait for what is erased.
      await countUse(tenant, 'feature:erase', policy.id)
      const counts = await eraseVisitor(tenant, policy.id, visitor.id)
      await rightsRequested(tenant, policy.id, 'erasure')
      return noteDeletion(tenant, { kind: 'visitor', via: 'visitor', subject: visitor.id, counts }, since)
    })
    return c.json(await receipted(world, deletion))
  })
}

async function opened(tenant: Tenant, policy: Policy, visitor: string, limit: number) {
  const rows = await conversationsOfVisitor(tenant, policy.id, visitor, limit)
  return rows.length ? transcripts(policy.workspaceKey, rows, await messagesOf(tenant, rows)) : []
}
