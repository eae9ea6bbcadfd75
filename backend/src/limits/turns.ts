import type { Context, MiddlewareHandler } from 'hono'
import { clientAddress } from '../lib/client.ts'
import type { Door } from '../lib/door.ts'
import { network } from '../lib/subject.ts'
import type { World } from '../world.ts'
import { addressLimit, limited, take } from './limit.ts'
import type { Limited } from './queries.ts'

/** The gate that counts a visitor's requests: theirs, their network's and their site's. */
export function limitTurns(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    const { visitor, policy } = c.var
    await take(world, c, turnsOf(world, c, visitor.id, policy, visitor.key || policy.id))
    await next()
  }
}

/** What somebody, their network and their site may ask. */
export const turnsOf = (
  world: World,
  c: Context<Door>,
  person: string,
  policy: { id: string; workspace: string },
  key = policy.id,
): Limited[] => [
  limited(world, 'visitor', person, world.limits.visitor),
  addressLimit(world, c, 'address'),
  limited(world, 'key', key, world.limits.key),
  limited(world, 'workspace', policy.workspace, world.limits.workspace),
]

/**
 * The gate of what ends something: a consent, what was said, that one is counted. It has limits of its own, so that
 * nobody's questions, not even one's own, stand in the way of it.
 */
export function limitEndings(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    await take(world, c, endingsOf(world, c, c.var.visitor.id))
    await next()
  }
}

/** What somebody, and their network, may end. */
export const endingsOf = (world: World, c: Context<Door>, person: string): Limited[] => [
  limited(world, 'endings', person, world.limits.visitor),
  limited(world, 'endings:address', network(clientAddress(world.settings, c)), world.limits.address),
]
