import { rights } from '@atavus/contract/rights'
import {
  type Member,
  MemberChange,
  type Members,
  type Workspace,
  WorkspaceChange,
} from '@atavus/contract/workspace'
import type { z } from 'zod'
import { withdrawAsLeaving } from '../consent/leaving.ts'
import type { Tenant } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { body, pathId } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { membershipSubject } from '../revocation/membership.ts'
import { revoke } from '../revocation/revoke.ts'
import type { World } from '../world.ts'
import { keepAnOwner } from './owners.ts'
import {
  changeRole,
  deleteMembership,
  dropInvitationsBy,
  listMembers,
  loadWorkspace,
  type MemberRow,
  updateWorkspace,
  type WorkspaceRow,
} from './queries.ts'

/** The rooms of a workspace: what it is called, what it may spend, who belongs to it and as what. */
export function openTeam(door: OpenDoor, world: World): void {
  door('workspace', async c => c.json(shown(await world.db.tenant(c.var.principal.workspace, loadWorkspace))))

  door('changeWorkspace', async c => {
    const change = await body(c, WorkspaceChange)
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const row = await world.db.tenant(c.var.account.workspace, async tenant => {
      await updateWorkspace(tenant, given)
      await audit(tenant, c.var.account, 'workspace.changed', { fields: Object.keys(given) })
      return loadWorkspace(tenant)
    })
    return c.json(shown(row))
  })

  door('members', async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, tenant => listMembers(tenant))
    return c.json({ items: rows.map(member) } satisfies z.infer<typeof Members>)
  })

  door('changeMember', async c => {
    const id = pathId(c, 'member')
    const { role } = await body(c, MemberChange)
    const row = await world.db.tenant(c.var.account.workspace, async tenant => {
      if (role !== 'owner') await keepAnOwner(tenant, id)
      if (!(await changeRole(tenant, id, role))) throw new Refusal('not_found')
      if (!rights[role].includes('team:manage')) await dropInvitationsBy(tenant, id)
      await audit(tenant, c.var.account, 'member.changed', { target: id, fields: ['role', role] })
      await tell(tenant, id, 'role-changed')
      await revoke(tenant, { type: 'membership', id: membershipSubject(tenant.workspace, id) })
      return existing(tenant, id)
    })
    return c.json(member(row))
  })

  door('removeMember', async c => {
    const id = pathId(c, 'member')
    await world.db.tenant(c.var.account.workspace, async tenant => {
      await keepAnOwner(tenant, id)
      await tell(tenant, id, 'removed')
      if (!(await deleteMembership(tenant, id))) throw new Refusal('not_found')
      await withdrawAsLeaving(world, tenant, id)
      await dropInvitationsBy(tenant, id)
      await audit(tenant, c.var.account, 'member.removed', { target: id })
      await revoke(tenant, { type: 'membership', id: membershipSubject(tenant.workspace, id) })
    })
    return c.body(null, 204)
  })
}

async function tell(tenant: Tenant, account: string, notice: 'role-changed' | 'removed'): Promise<void> {
  const details = { workspace: tenant.workspace }
  const subject = { mail: 'notice', account, notice, details, language: 'en' } as const
  await queueJob(tenant, { kind: 'mail', subject })
}

async function existing(tenant: Tenant, account: string): Promise<MemberRow> {
  const [row] = await listMembers(tenant, account)
  if (!row) throw new Refusal('not_found')
  return row
}

function member(row: MemberRow): Member {
  return {
    account: row.account,
    username: row.username,
    fullName: row.fullName,
    email: row.email,
    picture: row.picture && `/v1/pictures/${row.picture}`,
    role: row.role,
    since: row.since.toISOString(),
    secondFactor: row.secondFactor,
  }
}

function shown({ id, name, timeZone, createdAt, messagesPerDay, tokensPerDay }: WorkspaceRow): Workspace {
  return { id, name, timeZone, createdAt: createdAt.toISOString(), messagesPerDay, tokensPerDay }
}
