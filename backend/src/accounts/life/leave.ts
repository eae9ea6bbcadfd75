import { inWorkspace, type Person, type Tenant } from '../../db/tenancy.ts'
import { queueJob } from '../../jobs/queue.ts'
import { Refusal } from '../../lib/refusal.ts'
import { audit } from '../../logs/audit.ts'
import { sealAddress } from '../../mail/address.ts'
import type { AccountPrincipal } from '../../principal/principal.ts'
import { revoke } from '../../revocation/revoke.ts'
import { deleteWorkspace } from '../../workspaces/delete.ts'
import { deleteMembership, listMemberships, lockOwners } from '../../workspaces/queries.ts'
import type { World } from '../../world.ts'
import type { Seen } from '../seen.ts'
import { lockSession } from '../sessions/queries.ts'
import { deleteAccount, lockAccount, lockWorkspace, takeTime } from './queries.ts'

/**
 * Deletes an account with all that hangs on it, at once and all or nothing. `along` names the workspaces that go with
 * it: each one that nobody else owns must be named, so that nothing goes that nobody meant, and one that somebody else
 * owns must not. Refuses with `last_owner`, or `unauthenticated` when the session has ended. One that the account does not belong to may be named: nothing becomes of it.
 */
export async function leave(
  world: World,
  principal: AccountPrincipal,
  along: readonly string[],
  { address, language }: Seen,
): Promise<void> {
  const { account } = principal
  const named = new Set(along.map(id => id.toLowerCase()))
  await world.db.person(account, async person => {
    const found = await lockAccount(person)
    if (!found || !(await lockSession(person, principal.session))) throw new Refusal('unauthenticated')
    const sealed = sealAddress(world.secrets.master, found.email)
    const subject = { mail: 'address', sealed, notice: 'account-deleted', language } as const
    await queueJob(person, { kind: 'mail', subject })
    await revoke(person, { type: 'account', id: account })
    await takeTime(person)
    for (const workspace of await ownWorkspaces(person))
      await leaveWorkspace(await inWorkspace(person, workspace), principal, named.has(workspace))
    await deleteAccount(person)
  })
  world.logs.security('account_deleted', { account, address })
}

/** In one order for all, so that of two who leave the same ones none waits for the other in a circle. */
async function ownWorkspaces(person: Person): Promise<string[]> {
  return (await listMemberships(person)).map(({ workspace }) => workspace).sort()
}

async function leaveWorkspace(tenant: Tenant, by: AccountPrincipal, named: boolean): Promise<void> {
  await lockWorkspace(tenant)
  const owners = await lockOwners(tenant)
  const alone = owners.length === 1 && owners[0] === by.account
  if (alone !== named) throw new Refusal('last_owner')
  if (alone) return deleteWorkspace(tenant)
  await deleteMembership(tenant, by.account)
  await audit(tenant, by, 'member.removed', { target: by.account })
}
