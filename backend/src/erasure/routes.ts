import { AccessReason } from '@atavus/contract/operator'
import { receiptedButHeld } from '../deletions/receipt.ts'
import { body, pathId } from '../lib/door.ts'
import { audit } from '../logs/audit.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { eraseChildOf } from './child.ts'

/** What is deleted in one step, with no grace: a child's data, when it is discovered. */
export function openErasure(door: OpenDoor, world: World): void {
  door('deleteChild', async c => {
    const id = pathId(c, 'conversation')
    const deletion = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const erased = await eraseChildOf(world, tenant, id, 'owner')
      await audit(tenant, c.var.principal, 'child.deleted')
      return erased
    })
    return c.json(await receiptedButHeld(world, deletion))
  })

  door('operatorDeleteChild', async c => {
    const { reason } = await body(c, AccessReason)
    const [workspace, id] = [pathId(c, 'workspace'), pathId(c, 'conversation')]
    const by = { kind: 'operator', account: c.var.account.account } as const
    const deletion = await world.db.tenant(workspace, async tenant => {
      const erased = await eraseChildOf(world, tenant, id, 'operator')
      await audit(tenant, by, 'child.deleted', { reason })
      return erased
    })
    await world.db.keeper(keeper => insertOperatorAct(keeper, by.account, 'child.deleted', workspace, reason))
    return c.json(await receiptedButHeld(world, deletion))
  })
}
