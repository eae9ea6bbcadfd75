import { SpendLink } from '@atavus/contract/account'
import {
  type Invitation,
  type InvitationSeen,
  type Invitations,
  NewInvitation,
} from '@atavus/contract/workspace'
import type { z } from 'zod'
import type { Tenant } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { body, pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { askedLanguage } from '../lib/language.ts'
import { linkHash, linkToken } from '../lib/link-token.ts'
import { Refusal } from '../lib/refusal.ts'
import { limit } from '../limits/limit.ts'
import { audit } from '../logs/audit.ts'
import { holdToPlan } from '../plans/hold.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import {
  findInvitation,
  type InvitationRow,
  insertInvitation,
  invitationToMail,
  listInvitations,
  listMembers,
  loadWorkspace,
  spendInvitation,
} from './queries.ts'

const days = 7
const most = 50
const dayMs = 24 * 60 * 60 * 1000

/** The rooms of those who are asked to join. */
export function openInvitations(door: OpenDoor, world: World): void {
  door('invitations', async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, tenant => listInvitations(tenant))
    return c.json({ items: rows.map(shown) } satisfies z.infer<typeof Invitations>)
  })

  door('invite', async c => {
    const wish = await body(c, NewInvitation)
    const email = wish.email.normalize('NFKC').toLowerCase()
    const row = await world.db.tenant(c.var.account.workspace, async tenant => {
      const members = await listMembers(tenant)
      if (members.some(member => member.email === email)) throw new Refusal('already_there')
      const id = newId(tenant.now)
      const kept = await insertInvitation(
        tenant,
        {
          id,
          hash: linkHash(linkToken(world.secrets.refresh, 'invitation', id)),
          email,
          role: wish.role,
          invitedBy: c.var.account.account,
          expiresAt: new Date(tenant.now.getTime() + days * dayMs),
        },
        most,
      )
      if (!kept) throw new Refusal('too_many')
      await holdToPlan(world, tenant, 'seats')
      await queueJob(tenant, {
        kind: 'mail',
        subject: { mail: 'invitation', invitation: id, language: askedLanguage(c) },
      })
      await audit(tenant, c.var.account, 'member.invited', { target: id, fields: [wish.role] })
      return existing(tenant, id)
    })
    return c.json(shown(row), 201)
  })

  door('withdrawInvitation', async c => {
    const id = pathId(c, 'invitation')
    await world.db.tenant(c.var.account.workspace, async tenant => {
      if (!(await spendInvitation(tenant, tenant.workspace, id))) throw new Refusal('not_found')
      await audit(tenant, c.var.account, 'invitation.withdrawn', { target: id })
    })
    return c.body(null, 204)
  })

  door('seeInvitation', limit(world, 'signIns'), async c => {
    const { token } = await body(c, SpendLink)
    const found = await findInvitation(world.db.stranger, linkHash(token), world.now())
    if (!found) throw new Refusal('link_spent')
    const seen = await world.db.tenant(
      found.workspace,
      async (tenant): Promise<z.infer<typeof InvitationSeen>> => {
        const [row] = await listInvitations(tenant, found.invitation)
        // Taken back just now, or the workspace is gone with it.
        if (!row) throw new Refusal('link_spent')
        const { role, email } = row
        return { workspace: (await loadWorkspace(tenant)).name, role, email }
      },
    )
    return c.json(seen)
  })
}

/** What the mail of an invitation says: to whom, with which token, and about what; undefined when it is taken back. */
export async function invitationMail(world: World, id: string) {
  const row = await world.db.keeper(keeper => invitationToMail(keeper, id))
  if (!row) return undefined
  const { email, workspace, role, inviter } = row
  const token = linkToken(world.secrets.refresh, 'invitation', id)
  return { to: email, token, workspace, role, inviter: inviter ?? workspace }
}

async function existing(tenant: Tenant, id: string): Promise<InvitationRow> {
  const [row] = await listInvitations(tenant, id)
  if (!row) throw new Refusal('not_found')
  return row
}

function shown({ id, email, role, invitedBy, createdAt, expiresAt }: InvitationRow): Invitation {
  const [from, until] = [createdAt.toISOString(), expiresAt.toISOString()]
  return { id, email, role, invitedBy, createdAt: from, expiresAt: until }
}
