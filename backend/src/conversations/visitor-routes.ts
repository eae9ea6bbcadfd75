import type { VisitorExport } from '@atavus/contract/chat'
import type { Hono } from 'hono'
import type { z } from 'zod'
import type { Policies, Policy } from '../assistants/policies.ts'
import { consentsOf } from '../consent/queries.ts'
import { scope } from '../consent/routes.ts'
import { requireConsent } from '../consent/standing.ts'
import type { Tenant } from '../db/tenancy.ts'
import { type Door, on } from '../lib/door.ts'
import { limitTurns } from '../limits/turns.ts'
import type { World } from '../world.ts'
import { conversationsOfVisitor, eraseVisitor, messagesOf, runningMessage } from './queries.ts'
import { transcripts } from './transcript.ts'

const mostExported = 1000

/** What visitors may do with their own words: read, take along, erase. */
export function openVisitorConversations(app: Hono<Door>, world: World, policies: Policies): void {
  const visitor = [scope(world, policies), limitTurns(world)]
  const rights = [scope(world, policies, 'rights'), limitTurns(world)]

  on(app, 'visitorConversation', ...visitor, async c => {
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

  on(app, 'visitorExport', ...rights, async c => {
    const { policy, visitor } = c.var
    const exported = await world.db.tenant(
      policy.workspace,
      async (tenant): Promise<z.infer<typeof VisitorExport>> => {
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

  on(app, 'visitorErase', ...rights, async c => {
    const { policy, visitor } = c.var
    return c.json(
      await world.db.tenant(policy.workspace, tenant => eraseVisitor(tenant, policy.id, visitor.id)),
    )
  })
}

async function opened(tenant: Tenant, policy: Policy, visitor: string, limit: number) {
  const rows = await conversationsOfVisitor(tenant, policy.id, visitor, limit)
  return rows.length ? transcripts(policy.workspaceKey, rows, await messagesOf(tenant, rows)) : []
}
