import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limited, take } from '../limits/limit.ts'
import { type Role, roles } from '../workspaces/may.ts'
import type { World } from '../world.ts'
import { accessCookie } from './cookies.ts'
import { liveSession } from './queries.ts'

/** Who is signed in, where, and as what. */
export interface Principal {
  account: string
  workspace: string
  role: Role
  session: string
}

declare module '../lib/door.ts' {
  interface Variables {
    principal: Principal
  }
}

const AccessClaims = z.object({ sub: z.uuid(), ses: z.uuid(), wsp: z.uuid(), rol: z.enum(roles) })

/** The claims of an access token for a principal. */
export const accessClaims = ({ account, session, workspace, role }: Principal) => ({
  sub: account,
  ses: session,
  wsp: workspace,
  rol: role,
})

/**
 * The gate that knows an account by its access token. Each time it asks the database whether the session still goes
 * on and which role the account has today: what was ended or taken away is refused at once. Counts the account's
 * requests against its limit.
 */
export function signedIn(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    const token = accessCookie(c)
    if (!token) throw new Refusal('unauthenticated')
    const { sub, ses } = await world.tokens.read('access', token, AccessClaims, world.now())
    await take(world, c, [limited(world, 'account', sub, world.limits.address)])
    const live = await world.db.person(sub, person => liveSession(person, ses))
    if (!live) throw new Refusal('unauthenticated')
    c.set('principal', { account: sub, session: ses, ...live })
    await next()
  }
}
