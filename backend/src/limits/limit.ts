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

/** Takes one request from each; sets the RateLimit fields, or refuses with `too_many_requests`. */
export async function take(world: World, c: Context<Door>, limits: Limited[]): Promise<void> {
  const moment = world.now()
  refuseKnown(limits, moment)
  const room = await takeLimits(world.db.stranger, limits, moment)
    .catch(refused)
    .catch(error => remember(error, limits, moment))
  for (const [name, value] of Object.entries(rateHeaders(tightest(limits), room))) c.header(name, value)
}

/** RateLimit fields as in draft-ietf-httpapi-ratelimit-headers: the policy, and what is left of it. */
export function rateHeaders(rule: LimitRule, room: number): Record<string, string> {
  const window = Math.ceil(rule.burst * rule.every)
  return {
    'RateLimit-Policy': `"default";q=${rule.burst};w=${window}`,
    RateLimit: `"default";r=${Math.max(0, room)};t=${Math.ceil((rule.burst - room) * rule.every)}`,
  }
}

export const tightest = (limits: Limited[]): LimitRule =>
  limits.map(one => one.rule).reduce((a, b) => (b.burst < a.burst ? b : a))

/** Who was refused lately, so that a flood of refused requests does not reach the database. */
const refusedUntil = new Map<string, number>()
const mostRemembered = 10_000

/** Refuses a subject that the database refused and whose time has not come. */
export function refuseKnown(limits: Limited[], moment: Date): void {
  for (const { subject } of limits) {
    const until = refusedUntil.get(subject.toString('base64')) ?? 0
    const seconds = Math.ceil((until - moment.getTime()) / 1000)
    if (seconds > 0) throw new Refusal('too_many_requests', { retryAfter: seconds })
  }
}

/** Remembers a refusal of a single subject; of several, the database alone knows which it was. */
export function remember(error: unknown, limits: Limited[], moment: Date): never {
  const [only] = limits
  if (error instanceof Refusal && error.code === 'too_many_requests' && only && limits.length === 1) {
    if (refusedUntil.size >= mostRemembered) refusedUntil.clear()
    // One second less than told: a clock that is moved back must not keep anybody out for long.
    refusedUntil.set(only.subject.toString('base64'), moment.getTime() + ((error.retryAfter ?? 1) - 1) * 1000)
  }
  throw error
}
