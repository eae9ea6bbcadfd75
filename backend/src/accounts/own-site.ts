import type { MiddlewareHandler } from 'hono'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'

/**
 * The gate against requests that another site sends in somebody's name: what changes anything must come from our
 * own pages. Browsers say where from in Origin and Sec-Fetch-Site; who says neither is no browser of today, and is
 * held by SameSite and by JSON alone being taken.
 */
export function ownSite(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    if (origin !== undefined && origin !== world.settings.url) throw new Refusal('origin_not_allowed')
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new Refusal('origin_not_allowed')
    await next()
  }
}
