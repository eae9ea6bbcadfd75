import { type Hold, type Holds, NewHold } from '@atavus/contract/holds'
import type { z } from 'zod'
import { body, pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { openOperatorHolds } from './operator-routes.ts'
import { countHolds, endHold, type HoldRow, insertHold, isThere, listHolds, lockHolds } from './queries.ts'
import { dayAhead } from './until.ts'

const most = 100

/** The rooms of legal holds: an owner's, and what an operator holds of a workspace. */
export function openHolds(door: OpenDoor, world: World): void {
  openOperatorHolds(door, world)

  door('holds', async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, tenant => listHolds(tenant))
    return c.json({ items: rows.map(shown) } satisfies z.infer<typeof Holds>)
  })

  door('makeHold', async c => {
    const wish = await body(c, NewHold)
    const until = dayAhead(world, wish.until)
    const { account, workspace } = c.var.account
    const row = await world.db.tenant(workspace, async tenant => {
      await lockHolds(tenant, workspace, true)
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
      await lockHolds(tenant, workspace, true)
      if (!(await endHold(tenant, id))) throw new Refusal('not_found')
      await audit(tenant, c.var.account, 'hold.ended', { target: id })
    })
    return c.body(null, 204)
  })
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
