import type { VisitorExport } from '@atavus/contract/chat'
import type { VisitorLeft } from '@atavus/contract/egress'
import type { RightsRequest } from '@atavus/contract/requests'
import type { z } from 'zod'
import type { Policy } from '../assistants/policies.ts'
import { heldOfVisitor } from '../conversations/held.ts'
import type { Tenant } from '../db/tenancy.ts'
import { limitTurns } from '../limits/turns.ts'
import { countVisitorUse } from '../metering/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { leftOf } from '../remote/left.ts'
import { shownRequest } from '../requests/answer.ts'
import { listOfVisitor } from '../requests/queries.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import type { World } from '../world.ts'
import { archiveOf } from './archive.ts'

/** All that is held about a visitor of an assistant. */
export interface All {
  held: z.infer<typeof VisitorExport>
  /** Their words as they left for models outside. */
  left: z.infer<typeof VisitorLeft>['items']
  /** What they asked by right, with the answers. */
  requests: RightsRequest[]
}

/** Reads all of it, in the handle's transaction. */
export async function allOf(world: World, tenant: Tenant, policy: Policy, visitor: string): Promise<All> {
  return {
    held: await heldOfVisitor(tenant, policy, visitor),
    left: await leftOf(tenant, policy, visitor),
    requests: (await listOfVisitor(tenant, visitor)).map(row => shownRequest(world, row)),
  }
}

/** The door by which a visitor takes all of it along from the chat. */
export function openArchive(door: OpenDoor, world: World): void {
  door('visitorArchive', limitTurns(world), async c => {
    const { policy, visitor } = c.var
    const all = await world.db.tenant(policy.workspace, async tenant => {
      await countVisitorUse(tenant, 'feature:export', policy.id, visitor.id)
      await rightsRequested(tenant, policy.id, 'portability')
      return allOf(world, tenant, policy, visitor.id)
    })
    c.header('Content-Disposition', 'attachment; filename="my-chat-data.zip"')
    c.header('Cache-Control', 'no-store')
    return c.body(archiveOf(all, world.now()), 200, { 'Content-Type': 'application/zip' })
  })
}
