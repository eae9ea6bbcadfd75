import { Objection } from '@atavus/contract/chat'
import { objectionsOf, setObjection } from '../consent/queries.ts'
import { requireConsent } from '../consent/standing.ts'
import { receiptedButHeld } from '../deletions/receipt.ts'
import { body } from '../lib/door.ts'
import { limitEndings, limitTurns } from '../limits/turns.ts'
import { countVisitorUse } from '../metering/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import type { World } from '../world.ts'
import { eraseAsWished } from './erase/visitor.ts'
import { heldOfVisitor, spokenBy } from './held.ts'
import { runningMessage } from './queries.ts'

/** What visitors may do with their own words: read, take along, erase. */
export function openVisitorConversations(door: OpenDoor, world: World): void {
  const limits = limitTurns(world)
  const endings = limitEndings(world)

  door('visitorConversation', limits, async c => {
    const { policy, visitor } = c.var
    return c.json(
      await world.db.tenant(policy.workspace, async tenant => {
        await requireConsent(tenant, visitor.consent)
        const [conversation] = await spokenBy(tenant, policy, visitor.id, 1)
        const objections = await objectionsOf(tenant, policy.id, visitor.id)
        if (!conversation) return { conversation: null, running: null, objections }
        return { conversation, running: await runningMessage(tenant, conversation.id), objections }
      }),
    )
  })

  door('visitorExport', limits, async c => {
    const { policy, visitor } = c.var
    const exported = await world.db.tenant(policy.workspace, async tenant => {
      await countVisitorUse(tenant, 'feature:export', policy.id, visitor.id)
      await rightsRequested(tenant, policy.id, 'access')
      return heldOfVisitor(tenant, policy, visitor.id)
    })
    return c.json(exported)
  })

  door('visitorObject', endings, async c => {
    const { improve } = await body(c, Objection)
    const { policy, visitor } = c.var
    await world.db.tenant(policy.workspace, async tenant => {
      await setObjection(tenant, policy.id, visitor.id, improve)
      if (improve) await rightsRequested(tenant, policy.id, 'objection')
    })
    return c.body(null, 204)
  })

  door('visitorErase', endings, async c => {
    const { policy, visitor } = c.var
    const deletion = await world.db.tenant(policy.workspace, async tenant => {
      const done = await eraseAsWished(tenant, { assistant: policy.id, visitor: visitor.id }, 'visitor')
      await countVisitorUse(tenant, 'feature:erase', policy.id, visitor.id)
      return done
    })
    return c.json(await receiptedButHeld(world, deletion))
  })
}
