import type { Deletion } from '../../deletions/receipt.ts'
import type { AccountPrincipal } from '../../principal/principal.ts'
import type { World } from '../../world.ts'
import type { Seen } from '../seen.ts'
import { depart, heldBack } from './depart.ts'

/**
 * Deletes the account of whoever is signed in with all that hangs on it, and the workspaces that they name. Refuses with
 * `last_owner`, with `unauthenticated` when the session has ended, and with `held` where the account stays.
 */
export async function leave(
  world: World,
  principal: AccountPrincipal,
  along: readonly string[],
  { address, language }: Seen,
): Promise<Deletion> {
  const { account, session } = principal
  const wish = { account, session, kind: 'account', via: 'account', by: principal, along, language } as const
  const gone = await depart(world, wish)
  if ('stayed' in gone) throw heldBack(gone)
  world.logs.security('account_deleted', { account, address })
  return gone
}
