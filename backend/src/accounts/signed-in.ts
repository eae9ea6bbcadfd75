import { rights, roles } from '@atavus/contract/rights'
import type { Context } from 'hono'
import { z } from 'zod'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limited, take } from '../limits/limit.ts'
import type { AccountPrincipal } from '../principal/principal.ts'
import { liveSession } from '../sessions/queries.ts'
import type { World } from '../world.ts'
import { accessCookie } from './cookies.ts'

const AccessClaims = z.object({ sub: z.uuid(), ses: z.uuid(), wsp: z.uuid(), rol: z.enum(roles) })

/** The claims of an access token for whoever is signed in. */
export const accessClaims = ({
  account,
  session,
  workspace,
  role,
}: Pick<AccountPrincipal, 'account' | 'session' | 'workspace' | 'role'>) => ({
  sub: account,
  ses: session,
  wsp: workspace,
  rol: role,
})

/**
 * Whoever the access token in the session's cookie signs in. Each time it asks the database whether the session still
 * goes on and which role the account has today: what was ended or taken away is refused at once. Counts the account's
 * requests against its limit. Refuses with `unauthenticated` or `token_expired`.
 */
export async function readSession(
  world: World,
  c: Context<Door>,
): Promise<AccountPrincipal & { suspended: boolean }> {
  const token = accessCookie(c)
  if (!token) throw new Refusal('unauthenticated')
  const { sub, ses } = await world.tokens.read('access', token, AccessClaims, world.now())
  await take(world, c, [limited(world, 'account', sub, world.limits.address)])
  const live = await world.db.person(sub, person => liveSession(person, ses))
  if (!live) throw new Refusal('unauthenticated')
  return { kind: 'account', account: sub, session: ses, rights: rights[live.role], ...live }
}
