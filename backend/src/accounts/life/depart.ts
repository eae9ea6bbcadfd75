import { agreedWorkspaces, eraseAsLeaving, withdrawAsLeaving } from '../../consent/leaving.ts'
import { eraseOwn } from '../../conversations/erase/own.ts'
import { ownWorkspaces } from '../../conversations/queries.ts'
import { takeTime } from '../../db/take-time.ts'
import { inNoWorkspace, inWorkspace, type Person, type Tenant } from '../../db/tenancy.ts'
import { type Counts, type Deletion, noteDeletion } from '../../deletions/receipt.ts'
import { isOwnHeld } from '../../holds/queries.ts'
import { queueJob } from '../../jobs/queue.ts'
import type { Language } from '../../lib/language.ts'
import { Refusal } from '../../lib/refusal.ts'
import type { Actor } from '../../logs/actor.ts'
import { audit } from '../../logs/audit.ts'
import { sealAddress } from '../../mail/address.ts'
import { revoke } from '../../revocation/revoke.ts'
import { eraseOwnDeliveries } from '../../webhooks/queries.ts'
import { deleteWorkspace } from '../../workspaces/delete.ts'
import { deleteMembership, listMemberships, lockOwners } from '../../workspaces/queries.ts'
import type { World } from '../../world.ts'
import { lockSession } from '../sessions/queries.ts'
import { deleteAccount, lockAccount, lockWorkspace } from './queries.ts'

/** How an account goes. */
export interface Departure {
  account: string
  /** A child's goes with the proofs of what it agreed to, and the files that held it are written anew at once (P9.2). */
  kind: 'account' | 'child'
  via: 'account' | 'operator'
  by: Actor
  /** The workspaces that go with it. */
  along: readonly string[]
  /** In which language its mail is; the account's where none is named. */
  language?: Language
  /** The session that wishes it, which must go on. */
  session?: string
}

/** The account stays, since so many of its conversations are held. */
interface Stayed {
  stayed: number
}

/**
 * Deletes an account with all that hangs on it, at once and all or nothing. Each workspace that nobody else owns must be
 * named to go along, so that nothing goes that nobody meant, and one that somebody else owns must not. One that the
 * account does not belong to may be named: nothing becomes of it. Refuses with `last_owner`, and where there is no such
 * account with `not_found`, or `unauthenticated` where a session asked. While a legal hold keeps one of its own
 * conversations, which are its as long as they are kept, the others are erased all the same, what it agreed to is taken
 * back, and the account stays.
 */
export async function depart(world: World, leaving: Departure): Promise<Deletion | Stayed> {
  const { account, kind, via, session } = leaving
  const since = performance.now()
  const child = kind === 'child'
  const proven = child ? await world.db.keeper(keeper => agreedWorkspaces(world, keeper, account)) : []
  return world.db.person(account, async person => {
    await takeTime(person)
    // Before the account is locked, for which a question that has begun would wait while it is waited for.
    const agreed = await ownWorkspaces(person)
    if (child)
      for (const workspace of agreed) await eraseOwnDeliveries(await inWorkspace(person, workspace), account)
    const { held, ...counts } = await eraseOwn(person, via)
    const stays = held > 0 || (await isOwnHeld(person))
    // With the proof of a consent go the conversations under it, and so what is held.
    const end = child && !stays ? eraseAsLeaving : withdrawAsLeaving
    for (const workspace of [...new Set([...agreed, ...proven, ...(await membershipsOf(person))])].sort())
      await end(world, await inWorkspace(person, workspace), account)
    await inNoWorkspace(person)
    const found = await lockAccount(person)
    if (!found || (session && !(await lockSession(person, session))))
      throw new Refusal(session ? 'unauthenticated' : 'not_found')
    if (child) await queueJob(person, { kind: 'rewrite', subject: {} }, { key: 'now' })
    if (stays || (await isOwnHeld(person))) {
      const what = { kind: child ? kind : 'visitor', via, subject: account, counts, held } as const
      await noteDeletion(person, what, since)
      return { stayed: held }
    }
    const sealed = sealAddress(world.secrets.master, found.email)
    const notice = child ? 'account-of-child' : 'account-deleted'
    const subject = { mail: 'address', sealed, notice, language: leaving.language ?? found.language } as const
    await queueJob(person, { kind: 'mail', subject })
    await revoke(person, { type: 'account', id: account })
    for (const workspace of await membershipsOf(person)) {
      const gone = await leaveWorkspace(await inWorkspace(person, workspace), leaving)
      counts.conversations += gone?.conversations ?? 0
      counts.messages += gone?.messages ?? 0
    }
    await deleteAccount(person)
    return noteDeletion(person, { kind, via, subject: account, counts }, since)
  })
}

/** What a door refuses with where an account stayed. */
export const heldBack = ({ stayed }: Stayed): Refusal =>
  new Refusal('held', { errors: [{ path: 'conversations', problem: `held: ${stayed}` }] })

/** In one order for all, so that of two who leave the same ones none waits for the other in a circle. */
async function membershipsOf(person: Person): Promise<string[]> {
  return (await listMemberships(person)).map(({ workspace }) => workspace).sort()
}

/** What was said there, where the workspace goes along. */
async function leaveWorkspace(
  tenant: Tenant,
  { account, along, by }: Departure,
): Promise<Counts | undefined> {
  await lockWorkspace(tenant)
  const owners = await lockOwners(tenant)
  const alone = owners.length === 1 && owners[0] === account
  if (alone !== along.some(id => id.toLowerCase() === tenant.workspace)) throw new Refusal('last_owner')
  if (alone) return deleteWorkspace(tenant)
  await deleteMembership(tenant, account)
  // Why an operator deletes it is between them and whoever it was.
  await audit(tenant, by, 'member.removed', { target: account })
  return undefined
}
