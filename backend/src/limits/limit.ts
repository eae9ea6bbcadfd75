import type { Context, MiddlewareHandler } from 'hono'
import { refused } from '../db/tenancy.ts'
import { clientAddress } from '../lib/client.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { network, subjectHash } from '../lib/subject.ts'
import type { World } from '../world.ts'
import { type Limited, takeLimits } from './queries.ts'
import type { LimitRule, LimitRules } from './rules.ts'

/** The gate that counts requests of an address against one of the rules, before anything is known of the caller. */
export function limit(world: World, name: keyof LimitRules): MiddlewareHandler<Door> {
  return async (c, next) => {
    await take(world, c, [addressLimit(world, c, name)])
    await next()
  }
}

/** The limit of this request's address under a rule. */
export function addressLimit(world: World, c: Context<Door>, name: keyof LimitRules): Limited {
  return limited(world, `${name}:address`, network(clientAddress(world.settings, c)), world.limits[name])
}

/** A limit on anything with an id: a key, a visitor, an account that somebody tries. */
export function limited(world: World, kind: string, id: string, rule: LimitRule): Limited {
  return { subject: subjectHash(world.secrets.subjects, kind, id), rule }
}

/** Takes one request from each if all have room; says whether. */
export async function hasRoom(world: World, limits: Limited[]): Promise<boolean> {
  try {
    await takeSilently(world, limits)
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'too_many_requests') return false
    throw error
  }
}

/** Takes one request from each, or refuses with `too_many_requests`; says to nobody how much is left. */
export const takeSilently = (world: World, limits: Limited[]): Promise<number[]> =>
  takeLimits(world.db.stranger, limits, world.now()).catch(refused)

/** Takes one request from each; sets the RateLimit fields, or refuses with `too_many_requests`. */
export async function take(world: World, c: Context<Door>, limits: Limited[]): Promise<void> {
  try {
    const rooms = await takeSilently(world, limits)
    for (const [name, value] of Object.entries(rateHeaders(limits, rooms))) c.header(name, value)
  } catch (error) {
    if (error instanceof Refusal) c.header('RateLimit', `"default";r=0;t=${error.retryAfter ?? 1}`)
    throw error
  }
}

/**
 * RateLimit fields as in draft-ietf-httpapi-ratelimit-headers, of the limit that has the least room left: its
 * policy, what is left of it, and the seconds until all of it is there again.
 */
export function rateHeaders(limits: Limited[], rooms: number[]): Record<string, string> {
  const least = rooms.indexOf(Math.min(...rooms))
  const rule = limits[least]?.rule
  const room = rooms[least]
  if (!rule || room === undefined) return {}
  return {
    'RateLimit-Policy': `"default";q=${rule.burst};w=${Math.ceil(rule.burst * rule.every)}`,
    RateLimit: `"default";r=${room};t=${Math.ceil((rule.burst - room) * rule.every)}`,
  }
}
