import { type Hold, type Holds, NewHold, OperatorHold } from '@atavus/contract/holds'
import type { z } from 'zod'
import { body, pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit, auditIn } from '../logs/audit.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import {
  countHolds,
  endHold,
  endOperatorHolds,
  type HoldRow,
  insertHold,
  isThere,
  isWorkspace,
  listHolds,
} from './queries.ts'

const most = 100
const longestMs = 366 * 24 * 60 * 60 * 1000

/** The rooms of legal holds: an owner's, and what an operator holds of a workspace. */
export function openHolds(door: OpenDoor, world: World): void {
  door('holds', async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, tenant => listHolds(tenant))
    return c.json({ items: rows.map(shown) } satisfies z.infer<typeof Holds>)
  })

  door('makeHold', async c => {
    const wish = await body(c, NewHold)
    const until = dayAhead(world, wish.until)
    const { account, workspace } = c.var.account
    const row = await world.db.tenant(workspace, async tenant => {
      if (!(await isThere(tenant, wish))) throw new Refusal('not_found')
      if ((await countHolds(tenant)) >= most) throw new Refusal('too_many')
      const id = newId(tenant.now)
      await insertHold(tenant, workspace, { ...wish, id, until, by: { kind: 'account', account } })
      await audit(tenant, c.var.account, 'hold.made', { target: id, reason: wish.reason })
      return (await listHolds(tenant, id))[0]
    })
    if (!row) throw new Refusal('not_found')
    return c.json(shown(row), 201)
  })

  door('endHold', async c => {
    const id = pathId(c, 'hold')
    const { workspace } = c.var.account
    await world.db.tenant(workspace, async tenant => {
      if (!(await endHold(tenant, id))) throw new Refusal('not_found')
      await audit(tenant, c.var.account, 'hold.ended', { target: id })
    })
    return c.body(null, 204)
  })

  door('operatorHold', async c => {
    const wish = await body(c, OperatorHold)
    const until = dayAhead(world, wish.until)
    const workspace = pathId(c, 'workspace')
    const by = { kind: 'operator', account: c.var.account.account } as const
    const { reason } = wish
    await world.db.keeper(async keeper => {
      if (!(await isWorkspace(keeper, workspace))) throw new Refusal('not_found')
      const hold = {
        id: newId(keeper.now),
        assistant: null,
        conversation: null,
        reason,
        silent: false,
        by,
        until,
      }
      await insertHold(keeper, workspace, hold)
      await auditIn(keeper, workspace, by, 'hold.made', { target: hold.id, reason })
      await insertOperatorAct(keeper, by.account, 'hold.made', workspace, reason)
    })
    return c.body(null, 204)
  })

  door('endOperatorHold', async c => {
    const workspace = pathId(c, 'workspace')
    const by = { kind: 'operator', account: c.var.account.account } as const
    await world.db.keeper(async keeper => {
      if (!(await endOperatorHolds(keeper, workspace))) throw new Refusal('not_found')
      await auditIn(keeper, workspace, by, 'hold.ended', { target: workspace })
      await insertOperatorAct(keeper, by.account, 'hold.ended', workspace, null)
    })
    return c.body(null, 204)
  })
}

/** The last moment of a hold: ahead of now, and within a year. */
function dayAhead(world: World, iso: string): Date {
  const until = new Date(iso)
  const ahead = until.getTime() - world.now().getTime()
  if (ahead <= 0 || ahead > longestMs)
    throw new Refusal('invalid_request', {
      errors: [{ path: 'until', problem: 'not within a year from now' }],
    })
  return until
}

function shown(row: HoldRow): Hold {
  const { id, assistantId, assistantName, conversationId, reason, silent, byKind, by } = row
  return {
    id,
    assistant: assistantId === null ? null : { id: assistantId, name: assistantName ?? '' },
    conversation: conversationId,
    reason,
    silent,
    by: { kind: byKind, name: by },
    createdAt: row.createdAt.toISOString(),
    until: row.until.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
