import { SpendLink } from '@atavus/contract/account'
import { WorkspaceDeletion } from '@atavus/contract/workspace'
import { withdrawAsLeaving } from '../consent/leaving.ts'
import { takeTime } from '../db/take-time.ts'
import { inWorkspace, type Person } from '../db/tenancy.ts'
import { noteDeletion, receipted } from '../deletions/receipt.ts'
import { queueJob } from '../jobs/queue.ts'
import { body, pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { linkHash } from '../lib/link-token.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import { holdToPlan } from '../plans/hold.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { AccountPrincipal } from '../principal/principal.ts'
import { membershipSubject } from '../revocation/membership.ts'
import { revoke } from '../revocation/revoke.ts'
import { deleteWorkspace } from '../workspaces/delete.ts'
import { keepAnOwner } from '../workspaces/owners.ts'
import {
  deleteMembership,
  dropInvitationsBy,
  findInvitation,
  joinWorkspace,
  listMemberships,
  loadWorkspace,
  spendInvitation,
} from '../workspaces/queries.ts'
import type { World } from '../world.ts'
import { setAccessCookie } from './cookies.ts'
import { ownNames } from './life/queries.ts'
import { moveSession } from './sessions/queries.ts'
import { accessOf } from './sessions.ts'
import { accountShown } from './shown.ts'
import { makeHome } from './sign-up.ts'

/** How an account comes to belong to a workspace, and ceases to. */
export function openBelonging(door: OpenDoor, world: World): void {
  door('acceptInvitation', async c => {
    const { token } = await body(c, SpendLink)
    const found = await findInvitation(world.db.stranger, linkHash(token), world.now())
    if (!found) throw new Refusal('link_spent')
    const { account, session } = c.var.account
    const work = (person: Person) => join(world, person, c.var.account, found)
    const role = await world.db.person(account, work, found.workspace)
    const holder = { account, session, workspace: found.workspace, role }
    setAccessCookie(c, await accessOf(world, holder))
    return c.json(await accountShown(world, holder))
  })

  door('leaveWorkspace', async c => {
    const workspace = pathId(c, 'workspace')
    const { account } = c.var
    const home = await world.db.person(account.account, async person => {
      const tenant = await inWorkspace(person, workspace)
      await keepAnOwner(tenant, account.account)
      const moved = workspace === account.workspace && (await moveAway(world, person, account))
      await inWorkspace(person, workspace)
      if (!(await deleteMembership(tenant, account.account))) throw new Refusal('not_found')
      await withdrawAsLeaving(world, tenant, account.account)
      await dropInvitationsBy(tenant, account.account)
      await audit(tenant, account, 'member.removed', { target: account.account })
      await revoke(tenant, { type: 'membership', id: membershipSubject(workspace, account.account) })
      return moved
    })
    if (home) setAccessCookie(c, await accessOf(world, home))
    return c.body(null, 204)
  })

  door('deleteWorkspace', async c => {
    const { name } = await body(c, WorkspaceDeletion)
    const { account } = c.var
    const since = performance.now()
    const { home, deletion } = await world.db.person(account.account, async person => {
      const tenant = await inWorkspace(person, account.workspace)
      if (name.trim() !== (await loadWorkspace(tenant)).name)
        throw new Refusal('invalid_request', { errors: [{ path: 'name', problem: 'not its name' }] })
      await takeTime(person)
      const home = await moveAway(world, person, account)
      const subject = account.workspace
      const counts = await deleteWorkspace(await inWorkspace(person, subject))
      const what = { kind: 'workspace', via: 'owner', subject, counts } as const
      return { home, deletion: await noteDeletion(person, what, since) }
    })
    setAccessCookie(c, await accessOf(world, home))
    return c.json(await receipted(world, deletion))
  })
}

/** The session goes where else the account belongs, in a new workspace of its own where that is nowhere. */
async function moveAway(world: World, person: Person, { account, session, workspace }: AccountPrincipal) {
  const others = (await listMemberships(person)).filter(one => one.workspace !== workspace)
  const other = others.find(one => !one.suspended)
  const home = other?.workspace ?? newId(person.now)
  if (!other) {
    const name = (await ownNames(person))?.username ?? 'workspace'
    await inWorkspace(person, home)
    await makeHome(world, person, home, name)
  }
  await moveSession(person, session, home)
  return { account, session, workspace: home, role: other?.role ?? ('owner' as const) }
}

/** The link was sent to one address: whoever else holds it is not who was meant. */
async function join(
  world: World,
  person: Person,
  principal: AccountPrincipal,
  { workspace, invitation }: { workspace: string; invitation: string },
) {
  const wish = await spendInvitation(person, workspace, invitation)
  if (!wish) throw new Refusal('link_spent')
  if (wish.email !== (await ownNames(person))?.email) throw new Refusal('invitation_for_other')
  const joined = await joinWorkspace(person, workspace, wish.role)
  const standing = (await listMemberships(person)).find(one => one.workspace === workspace)
  if (!standing || standing.suspended) throw new Refusal('suspended')
  await moveSession(person, principal.session, workspace)
  if (joined) {
    await holdToPlan(world, person, 'seats')
    await audit(person, principal, 'member.joined', { target: principal.account, fields: [wish.role] })
    const details = { workspace, member: principal.account }
    const subject = { mail: 'owners', workspace, notice: 'member-joined', details, language: 'en' } as const
    await queueJob(person, { kind: 'mail', subject })
  }
  return standing.role
}
