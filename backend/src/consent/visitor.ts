import type { Context } from 'hono'
import { z } from 'zod'
import type { Policies, Policy } from '../assistants/policies.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'

/** What a visitor's token says: whose it is, of which assistant, on which site, under which consent. */
export const VisitorClaims = z.object({
  sub: z.uuid(),
  wsp: z.uuid(),
  ast: z.uuid(),
  con: z.uuid(),
  /** The site's origin. */
  org: z.string(),
  /** The notice that was agreed to. */
  ntc: z.string(),
  /** Whether an owner is trying the assistant out. */
  pre: z.boolean(),
  /** Whether the device may keep the token beyond the tab. */
  his: z.boolean(),
  lng: z.string(),
  /** Whether the words may go to the recipient that the notice names. */
  rem: z.boolean().default(false),
  /** Whether the browser asked not to share (Sec-GPC) when the visitor agreed. */
  gpc: z.boolean().default(false),
})
export type VisitorClaims = z.infer<typeof VisitorClaims>
const ReadClaims = VisitorClaims.extend({ exp: z.number() })

export interface Visitor {
  id: string
  consent: string
  origin: string
  noticeHash: string
  preview: boolean
  history: boolean
  /** Of the notice that was agreed to. */
  language: string
  /** Whether the words may go to the recipient that the notice names. */
  remote: boolean
  /** Whether the browser asked not to share (Sec-GPC) when the visitor agreed. */
  gpc: boolean
}

declare module '../lib/door.ts' {
  interface Variables {
    visitor: Visitor
    policy: Policy
  }
}

const tokenSeconds = 30 * 60
const day = 24 * 60 * 60
const longest = 30 * day
/** What a page's script may read of an answer's header. */
export const exposed = 'Retry-After, RateLimit, RateLimit-Policy'

/** A new token for a visitor, and when it ends. Beyond that it serves for a day, or a month if kept, where late ones do. */
export async function visitorToken(world: World, policy: Policy, visitor: Visitor) {
  const now = world.now()
  const claims: VisitorClaims = {
    sub: visitor.id,
    wsp: policy.workspace,
    ast: policy.id,
    con: visitor.consent,
    org: visitor.origin,
    ntc: visitor.noticeHash,
    pre: visitor.preview,
    his: visitor.history,
    lng: visitor.language,
    rem: visitor.remote,
    gpc: visitor.gpc,
  }
  const token = await world.tokens.sign('visitor', claims, now, tokenSeconds)
  return { token, tokenExpiresAt: new Date(now.getTime() + tokenSeconds * 1000).toISOString() }
}

/**
 * What a visitor's token is shown for. To `chat` it must be in its time and its site welcome; to be renewed it may be
 * over for a day, or a month if the device keeps it; for a visitor's `rights` the site itself may have been let go.
 */
export type TokenUse = 'chat' | 'renewal' | 'rights'

/**
 * Reads the bearer token of a visitor and checks it against its assistant as that is now, and against the origin
 * that the browser names. Refuses with `unauthenticated`, `origin_not_allowed` or `token_expired`.
 */
export async function readVisitor(
  world: World,
  policies: Policies,
  c: Context<Door>,
  use: TokenUse,
): Promise<{ visitor: Visitor; policy: Policy }> {
  const token = bearerOf(c)
  if (!token) throw new Refusal('unauthenticated')
  const claims = await world.tokens.read('visitor', token, ReadClaims, world.now(), longest)
  const policy = await policies.byId(claims.wsp, claims.ast)
  if (!policy) throw new Refusal('unauthenticated')
  const origin = originOf(world, c, claims.pre)
  // Before the time is looked at: only so can the site's page read that it is over.
  if (use !== 'rights') welcome(world, c, policy, claims.pre)
  if (claims.org !== origin) throw new Refusal('origin_not_allowed')
  if (use === 'rights') letRead(c, origin)
  const grace = use === 'chat' ? 0 : claims.his || use === 'rights' ? longest : day
  if (world.now().getTime() >= (claims.exp + grace) * 1000) throw new Refusal('token_expired')
  return {
    policy,
    visitor: {
      id: claims.sub,
      consent: claims.con,
      origin: claims.org,
      noticeHash: claims.ntc,
      preview: claims.pre,
      history: claims.his,
      language: claims.lng,
      remote: claims.rem,
      gpc: claims.gpc,
    },
  }
}

/** The request's bearer token (RFC 6750), if it has exactly one. */
export function bearerOf(c: Context<Door>): string | undefined {
  const [scheme, token, more] = (c.req.header('authorization') ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && token && more === undefined ? token : undefined
}

/**
 * Lets an origin of the assistant's list in, and tells the browser so (CORS). Compared as the exact strings that
 * browsers send; a missing or `null` one is on no list. An owner's preview comes from our own origin.
 */
export function welcome(world: World, c: Context<Door>, policy: Policy, preview: boolean): void {
  const origin = originOf(world, c, preview)
  if (preview ? origin !== world.settings.url : !policy.origins.has(origin))
    throw new Refusal('origin_not_allowed')
  letRead(c, origin)
}

function letRead(c: Context<Door>, origin: string): void {
  c.header('Access-Control-Allow-Origin', origin)
  c.header('Access-Control-Expose-Headers', exposed)
}

/** The request's origin. Browsers leave it out of same-origin reads, which only a preview makes. */
export function originOf(world: World, c: Context<Door>, preview: boolean): string {
  const origin = c.req.header('origin')
  if (origin !== undefined) return origin
  return preview && c.req.header('sec-fetch-site') === 'same-origin' ? world.settings.url : ''
}
