import { TracedQuery, type Usage, UsageExportQuery, UsageQuery } from '@atavus/contract/workspace'
import { cursorFrom } from '../lib/cursor.ts'
import { query } from '../lib/door.ts'
import { asFile } from '../lib/file.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { csvOf, jsonOf } from './export.ts'
import { timeZoneOf, type UsageFilter, usageOf } from './queries.ts'
import { traced } from './trace.ts'

const mostDays = 92
const mostDaysOfFile = 400
const dayMs = 24 * 60 * 60 * 1000

/** The doors to what was used: by day, as a file, and by conversation. */
export function openMetering(door: OpenDoor, world: World): void {
  door('usage', async c => {
    const { assistant = null, ...span } = query(c, UsageQuery)
    requireSpan(span, mostDays)
    return c.json(await used(world, c.var.principal.workspace, { ...span, assistant }))
  })

  // Figures of nobody, which the door above shows as well: no audit, and to take them along is no use to be counted.
  door('exportUsage', async c => {
    const { assistant = null, format, ...span } = query(c, UsageExportQuery)
    requireSpan(span, mostDaysOfFile)
    const filter = { ...span, assistant }
    const usage = await used(world, c.var.principal.workspace, filter)
    asFile(c, `usage-${span.from}-${span.to}`, format)
    return c.body(format === 'csv' ? csvOf(usage) : jsonOf(usage, filter, world.now()))
  })

  door('tracedUsage', async c => {
    const { assistant = null, cursor, ...span } = query(c, TracedQuery)
    requireSpan(span, mostDays)
    const before = cursor === undefined ? undefined : cursorFrom(cursor)
    return c.json(
      await world.db.tenant(c.var.principal.workspace, tenant =>
        traced(tenant, { ...span, assistant }, before),
      ),
    )
  })
}

function used(world: World, workspace: string, filter: UsageFilter): Promise<Usage> {
  return world.db.tenant(workspace, async tenant => ({
    timeZone: await timeZoneOf(tenant),
    items: [...(await usageOf(tenant, filter))],
  }))
}

function requireSpan({ from, to }: { from: string; to: string }, most: number): void {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1
  if (days >= 1 && days <= most) return
  const problem = days < 1 ? 'before the first day' : `more than ${most} days`
  throw new Refusal('invalid_request', { errors: [{ path: 'to', problem }] })
}
