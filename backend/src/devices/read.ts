import type { Context } from 'hono'
import { z } from 'zod'
import { bearerOf } from '../consent/visitor.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limited, take } from '../limits/limit.ts'
import type { World } from '../world.ts'
import { liveDevice } from './queries.ts'

/** An extension in which an account is signed in. It acts for the account alone, in no workspace. */
export interface DevicePrincipal {
  kind: 'device'
  account: string
  /** The session that the device is. */
  session: string
}

declare module '../lib/door.ts' {
  interface Variables {
    /** Whoever comes by a device's token. */
    device: DevicePrincipal
  }
}

const DeviceClaims = z.object({ sub: z.uuid(), ses: z.uuid() })

/** The claims of a device's access token. */
export const deviceClaims = ({ account, session }: Pick<DevicePrincipal, 'account' | 'session'>) => ({
  sub: account,
  ses: session,
})

/**
 * The device whose access token a request bears; what was ended since is refused at once. Counts the account's requests
 * against its limit. Refuses with `unauthenticated` or `token_expired`.
 */
export async function readDevice(world: World, c: Context<Door>): Promise<DevicePrincipal> {
  const token = bearerOf(c)
  if (!token) throw new Refusal('unauthenticated')
  const { sub, ses } = await world.tokens.read('device', token, DeviceClaims, world.now())
  await take(world, c, [limited(world, 'account', sub, world.limits.address)])
  const live = await world.db.person(sub, person => liveDevice(person, ses))
  if (!live) throw new Refusal('unauthenticated')
  return { kind: 'device', account: sub, session: ses }
}
