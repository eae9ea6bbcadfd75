import { withdrawAsLeaving } from '../../consent/leaving.ts'
import { eraseOwn } from '../../conversations/erase-own.ts'
import { ownWorkspaces } from '../../conversations/queries.ts'
import { takeTime } from '../../db/take-time.ts'
import { inNoWorkspace, inWorkspace, type Person, type Tenant } from '../../db/tenancy.ts'
import { type Counts, type Deletion, noteDeletion } from '../../deletions/receipt.ts'
import { isOwnHeld } from '../../holds/queries.ts'
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
import { deleteAccount, lockAccount, lockWorkspace } from './queries.ts'

/**
 * Deletes an account with all that hangs on it, at once and all or nothing. `along` names the workspaces that go with
 * it: each one that nobody else owns must be named, so that nothing goes that nobody meant, and one that somebody else
 * owns must not. One that the account does not belong to may be named: nothing becomes of it. Refuses with `last_owner`,
 * or `unauthenticated` when the session has ended; and with `held` while a legal hold keeps one of its own conversations,
 * which are its as long as they are kept: then the others are erased all the same, what it agreed to is taken back, and
 * the account stays.
 */
export async function leave(
  world: World,
  principal: AccountPrincipal,
  along: readonly string[],
  { address, language }: Seen,
): Promise<Deletion> {
  const { account } = principal
  const since = performance.now()
  const named = new Set(along.map(id => id.toLowerCase()))
  const deletion = await world.db.person(account, async person => {
    await takeTime(person)
    // Before the account is locked, for which a question that has begun would wait while it is waited for.
    const agreed = await ownWorkspaces(person)
    const { held, ...counts } = await eraseOwn(person)
    for (const workspace of [...new Set([...agreed, ...(await membershipsOf(person))])].sort())
      await withdrawAsLeaving(world, await inWorkspace(person, workspace), account)
    await inNoWorkspace(person)
    const found = await lockAccount(person)
    if (!found || !(await lockSession(person, principal.session))) throw new Refusal('unauthenticated')
    if (held > 0 || (await isOwnHeld(person))) {
      const what = { kind: 'visitor', via: 'account', subject: account, counts, held } as const
      await noteDeletion(person, what, since)
      return { held }
    }
    const sealed = sealAddress(world.secrets.master, found.email)
    const subject = { mail: 'address', sealed, notice: 'account-deleted', language } as const
    await queueJob(person, { kind: 'mail', subject })
    await revoke(person, { type: 'account', id: account })
    for (const workspace of await membershipsOf(person)) {
      const tenant = await inWorkspace(person, workspace)
      const gone = await leaveWorkspace(tenant, principal, named.has(workspace))
      counts.conversations += gone?.conversations ?? 0
      counts.messages += gone?.messages ?? 0
    }
    await deleteAccount(person)
    return noteDeletion(person, { kind: 'account', via: 'account', subject: account, counts }, since)
  })
  if ('held' in deletion)
    throw new Refusal('held', { errors: [{ path: 'conversations', problem: `held: ${deletion.held}` }] })
  world.logs.security('account_deleted', { account, address })
  return deletion
}

/** In one order for all, so that of two who leave the same ones none waits for the other in a circle. */
async function membershipsOf(person: Person): Promise<string[]> {
  return (await listMemberships(person)).map(({ workspace }) => workspace).sort()
}

/** What was said there, where the workspace goes along. */
async function leaveWorkspace(
  tenant: Tenant,
  by: AccountPrincipal,
  named: boolean,
): Promise<Counts | undefined> {
  await lockWorkspace(tenant)
  const owners = await lockOwners(tenant)
  const alone = owners.length === 1 && owners[0] === by.account
  if (alone !== named) throw new Refusal('last_owner')
  if (alone) return deleteWorkspace(tenant)
  await deleteMembership(tenant, by.account)
  await audit(tenant, by, 'member.removed', { target: by.account })
  return undefined
}
