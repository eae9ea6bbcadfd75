import type { Keeper, Person, Tenant } from '../db/tenancy.ts'
import type { World } from '../world.ts'
import { recentlyRevoked, tellRevoked } from './queries.ts'

/** What credentials hang on: whoever loses it loses what runs by it. */
export interface Revoked {
  type: 'account' | 'membership' | 'session' | 'api_key' | 'public_key' | 'identity' | 'workspace'
  id: string
}

/**
 * Tells every process, once the transaction is committed, to cut running answers and open streams that hang on a
 * subject. That it is refused from then on, the caller's own change sees to.
 */
export const revoke = (handle: Tenant | Person | Keeper, { type, id }: Revoked): Promise<void> =>
  tellRevoked(handle, type, id)

const lookBackMs = 10 * 60 * 1000

/** What was revoked in the last minutes: for a process that was out of earshot. */
export const revokedLately = (world: World): Promise<string[]> =>
  recentlyRevoked(world.db.stranger, new Date(world.now().getTime() - lookBackMs))
