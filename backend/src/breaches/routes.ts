import { type Breaches, ChangeBreach, RecordBreach, type WorkspaceBreaches } from '@atavus/contract/breaches'
import type { z } from 'zod'
import { body, pathId } from '../lib/door.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { breachesOfWorkspace, listBreaches } from './queries.ts'
import { changeBreach, recordBreach } from './record.ts'
import { shownBreach, shownToOwner } from './shown.ts'

/** The register of breaches: kept by operators, and shown to the owners whom it touches. */
export function openBreaches(door: OpenDoor, world: World): void {
  door('breaches', async c => {
    const rows = await world.db.keeper(async keeper => listBreaches(keeper))
    return c.json({ items: rows.map(shownBreach) } satisfies z.infer<typeof Breaches>)
  })

  door('recordBreach', async c =>
    c.json(await recordBreach(world, c.var.account.account, await body(c, RecordBreach)), 201),
  )

  door('changeBreach', async c => {
    const change = await body(c, ChangeBreach)
    return c.json(await changeBreach(world, c.var.account.account, pathId(c, 'breach'), change))
  })

  door('workspaceBreaches', async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, async tenant => breachesOfWorkspace(tenant))
    return c.json({ items: rows.map(shownToOwner) } satisfies z.infer<typeof WorkspaceBreaches>)
  })
}
