import { Withdraw } from '@atavus/contract/chat'
import type { Hono } from 'hono'
import type { Policies } from '../assistants/policies.ts'
import { withdrawConsents } from '../consent/queries.ts'
import { scope } from '../consent/routes.ts'
import { eraseVisitor } from '../conversations/queries.ts'
import { body, type Door, on } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limitTurns } from '../limits/turns.ts'
import type { World } from '../world.ts'
import { lockRunning } from './queries.ts'
import { endAsKept } from './reap.ts'

/**
 * Withdrawal ends running answers in its own transaction: when it has answered, no process can keep a further word
 * of them, and what is not kept is not shown. The news only make the process that makes one let go of its model.
 */
export function openWithdrawal(app: Hono<Door>, world: World, policies: Policies): void {
  on(app, 'withdrawConsent', scope(world, policies, 'rights'), limitTurns(world), async c => {
    const wish = await body(c, Withdraw)
    const { policy, visitor } = c.var
    return c.json(
      await world.db.tenant(policy.workspace, async tenant => {
        const withdrawnAt = await withdrawConsents(tenant, policy.id, visitor.id, visitor.consent)
        if (!withdrawnAt) throw new Refusal('consent_required')
        for (const reply of await lockRunning(tenant, policy.id, visitor.id))
          await endAsKept(world, tenant, reply, { type: 'error', code: 'withdrawn' })
        const deleted = wish.delete ? await eraseVisitor(tenant, policy.id, visitor.id) : null
        return { withdrawnAt: withdrawnAt.toISOString(), deleted }
      }),
    )
  })
}
