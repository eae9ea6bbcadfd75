import type { Context } from 'hono'
import { z } from 'zod'
import type { Policies, Policy } from '../assistants/policies.ts'
import { vouches } from '../identity/read.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { membershipSubject } from '../revocation/membership.ts'
import { liveSession } from '../sessions/queries.ts'
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
  /** The id of the public key that the visitor came by; empty when an owner tries the assistant out. */
  key: z.string().default(''),
  /** Whose session a preview hangs on. */
  own: z.object({ account: z.uuid(), session: z.uuid() }).optional(),
  /** The id of the secret by which the site's server said who the visitor is. */
  idn: z.uuid().optional(),
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
  /** The id of the public key that the visitor came by; empty when an owner tries the assistant out. */
  key: string
  /** Whose session a preview hangs on. */
  own?: { account: string; session: string } | undefined
  /** The id of the secret by which the site's server said who the visitor is; none: nobody did. */
  identity?: string | undefined
  /** All whose loss ends what the visitor has running. */
  subjects: readonly string[]
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
export async function visitorToken(world: World, policy: Policy, visitor: Omit<Visitor, 'subjects'>) {
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
    key: visitor.key,
    own: visitor.own,
    idn: visitor.identity,
  }
  const token = await world.tokens.sign('visitor', claims, now, tokenSeconds)
  return { token, tokenExpiresAt: new Date(now.getTime() + tokenSeconds * 1000).toISOString() }
}

/**
 * What a visitor's token is shown for. To `chat` it must be in its time and its site welcome; to be renewed it may be
 * over for a day, or a month if the device keeps it; for a visitor's rights the site itself may have been let go. By them
 * they may have their words (`access`), or only end something (`ending`).
 */
export type TokenUse = 'chat' | 'renewal' | 'access' | 'ending'

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
  const read = await world.tokens.read('visitor', token, ReadClaims, world.now(), longest)
  const policy = await policies.byId(read.wsp, read.ast)
  if (!policy) throw new Refusal('unauthenticated')
  const claims = { ...read, key: keyOf(policy, read) }
  const origin = originOf(world, c, claims.pre)
  const byRight = use === 'access' || use === 'ending'
  // Before the time is looked at: only so can the site's page read that it is over.
  if (!byRight) welcome(world, c, policy, claims.pre)
  if (claims.org !== origin) throw new Refusal('origin_not_allowed')
  if (byRight) letRead(c, origin)
  if (!byRight) await requireStanding(world, policy, claims)
  if (use !== 'ending') requireVoucher(world, policy, claims)
  const grace = use === 'chat' ? 0 : claims.his || byRight ? longest : day
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
      key: claims.key,
      own: claims.own,
      identity: claims.idn,
      subjects: subjectsOf(policy, claims),
    },
  }
}

/** A token from before an assistant could have several keys was got by its first one. */
function keyOf({ keys }: Policy, { key, pre }: VisitorClaims): string {
  const [first = ''] = keys.keys()
  return key || pre ? key : first
}

/**
 * What a token hangs on must stand: the public key it was got by, or the session of whoever tries the assistant out.
 * Rights stay with the visitor whatever became of those. Refuses with `key_disabled`, `suspended`, `unauthenticated`.
 */
async function requireStanding(world: World, policy: Policy, { key, own }: VisitorClaims): Promise<void> {
  if (policy.suspended) throw new Refusal('suspended')
  if (own) {
    const live = await world.db.person(own.account, person => liveSession(person, own.session))
    if (live?.workspace !== policy.workspace) throw new Refusal('unauthenticated')
    return
  }
  if (policy.keys.get(key)?.disabled !== false) throw new Refusal('key_disabled')
}

/**
 * Whom the site named is who they are while the secret that said so counts: it may have leaked, and whoever had it could
 * be anybody. Withdrawal and erasure are let through, since they show nobody's words.
 */
function requireVoucher(world: World, { identitySecrets }: Policy, { idn }: VisitorClaims): void {
  if (idn && !vouches(idn, identitySecrets, world.now())) throw new Refusal('unauthenticated')
}

function subjectsOf({ workspace, id }: Policy, { key, own, idn }: VisitorClaims): string[] {
  const member = own && membershipSubject(workspace, own.account)
  const ids = [workspace, id, key || undefined, own?.account, own?.session, member, idn]
  return ids.filter(one => one !== undefined)
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

/** Whether a browser asks that nothing be shared (the header `Sec-GPC`). */
export const asksNotToShare = (c: Context<Door>): boolean => c.req.header('sec-gpc') === '1'

/**
 * Whether the visitor lets the words of a request leave our server. A browser that asks not to share is heeded unless
 * the visitor said yes to the recipient while it asked so.
 */
export const mayLeave = ({ remote, gpc }: Pick<Visitor, 'remote' | 'gpc'>, c: Context<Door>): boolean =>
  remote && (gpc || !asksNotToShare(c))
