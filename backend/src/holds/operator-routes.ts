import { EndHold, type OperatedHolds, OperatorHold } from '@atavus/contract/holds'
import { body, pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { auditIn } from '../logs/audit.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import {
  endOperatorHold,
  insertHold,
  listOperatedHolds,
  lockHolds,
  nameOf,
  type OperatedHoldRow,
} from './queries.ts'
import { dayAhead } from './until.ts'

/** What an operator holds of a whole workspace: seen, made and ended, each act with a reason that its owners read. */
export function openOperatorHolds(door: OpenDoor, world: World): void {
  door('operatedHolds', async c => {
    const id = pathId(c, 'workspace')
    const found = await world.db.keeper(async keeper => {
      const workspace = await nameOf(keeper, id)
      if (workspace === undefined) throw new Refusal('not_found')
      return { workspace, items: (await listOperatedHolds(keeper, id)).map(shown) }
    })
    return c.json(found satisfies OperatedHolds)
  })

  door('operatorHold', async c => {
    const { reason, silent, until: day } = await body(c, OperatorHold)
    const until = dayAhead(world, day)
    const workspace = pathId(c, 'workspace')
    const by = { kind: 'operator', account: c.var.account.account } as const
    await world.db.keeper(async keeper => {
      await lockHolds(keeper, workspace, true)
      if ((await nameOf(keeper, workspace)) === undefined) throw new Refusal('not_found')
      const id = newId(keeper.now)
      await insertHold(keeper, workspace, {
        id,
        assistant: null,
        conversation: null,
        reason,
        silent,
        by,
        until,
      })
      await auditIn(keeper, workspace, by, 'hold.made', { target: id, reason })
      await insertOperatorAct(keeper, by.account, 'hold.made', workspace, reason)
    })
    return c.body(null, 204)
  })

  door('endOperatorHold', async c => {
    const { reason } = await body(c, EndHold)
    const [workspace, id] = [pathId(c, 'workspace'), pathId(c, 'hold')]
    const by = { kind: 'operator', account: c.var.account.account } as const
    await world.db.keeper(async keeper => {
      await lockHolds(keeper, workspace, true)
      if (!(await endOperatorHold(keeper, workspace, id))) throw new Refusal('not_found')
      await auditIn(keeper, workspace, by, 'hold.ended', { target: id, reason })
      await insertOperatorAct(keeper, by.account, 'hold.ended', workspace, reason)
    })
    return c.body(null, 204)
  })
}

const shown = ({ createdAt, until, ...row }: OperatedHoldRow) => ({
  ...row,
  createdAt: createdAt.toISOString(),
  until: until.toISOString(),
})
