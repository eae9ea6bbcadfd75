import { type Usage, UsageQuery } from '@atavus/contract/workspace'
import { query } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { timeZoneOf, usageOf } from './queries.ts'

const mostDays = 92
const dayMs = 24 * 60 * 60 * 1000

/** The door to what was used. */
export function openMetering(door: OpenDoor, world: World): void {
  door('usage', async c => {
    const { from, to, assistant = null } = query(c, UsageQuery)
    requireSpan(from, to)
    return c.json(
      await world.db.tenant(
        c.var.principal.workspace,
        async (tenant): Promise<Usage> => ({
          timeZone: await timeZoneOf(tenant),
          items: [...(await usageOf(tenant, { from, to, assistant }))],
        }),
      ),
    )
  })
}

function requireSpan(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1
  if (days >= 1 && days <= mostDays) return
  const problem = days < 1 ? 'before the first day' : `more than ${mostDays} days`
  throw new Refusal('invalid_request', { errors: [{ path: 'to', problem }] })
}
