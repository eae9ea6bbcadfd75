import type { Retention, Sweeps } from '@atavus/contract/retention'
import type { z } from 'zod'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { countOver } from './queries.ts'
import { lastSweep, listSweeps, termsOfAssistants } from './report/queries.ts'

const shownSweeps = 50
const dayMs = 24 * 60 * 60 * 1000

/** How long things are kept and what goes when: an owner's view, and the operator's of the sweeps. */
export function openRetention(door: OpenDoor, { db, now }: World): void {
  door('retention', async c => {
    const rows = await db.tenant(c.var.principal.workspace, async tenant => termsOfAssistants(tenant))
    const swept = await db.keeper(lastSweep)
    const items = rows.map(({ id, name, days, questions, oldest, ...going }) => ({
      id,
      name,
      days,
      questions,
      oldest: oldest?.toISOString() ?? null,
      going,
    }))
    return c.json({ items, sweptAt: swept?.toISOString() ?? null } satisfies z.infer<typeof Retention>)
  })

  door('sweeps', async c => {
    const rows = await db.keeper(async keeper => listSweeps(keeper, shownSweeps))
    const [present = {}, week = {}, month = {}] = await Promise.all(
      [0, 7, 30].map(days =>
        db.keeper(keeper => countOver(keeper, new Date(now().getTime() + days * dayMs))),
      ),
    )
    const items = rows.map(({ startedAt, endedAt, ...row }) => ({
      ...row,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    }))
    return c.json({ items, next: { now: present, week, month } } satisfies z.infer<typeof Sweeps>)
  })
}
