import type { MiddlewareHandler } from 'hono'
import type { Door } from '../lib/door.ts'
import type { World } from '../world.ts'
import { addressLimit, limited, take } from './limit.ts'

/** The gate that counts a visitor's requests: theirs, their network's and their site's. */
export function limitTurns(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    const { visitor, policy } = c.var
    await take(world, c, [
      limited(world, 'visitor', visitor.id, world.limits.visitor),
      addressLimit(world, c, 'address'),
      limited(world, 'key', visitor.key || policy.id, world.limits.key),
      limited(world, 'workspace', policy.workspace, world.limits.workspace),
    ])
    await next()
  }
}
