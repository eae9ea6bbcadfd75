import type { IdentitySecret } from '@atavus/contract/workspace'
import type { z } from 'zod'
import type { Policies } from '../assistants/policies.ts'
import type { Tenant } from '../db/tenancy.ts'
import { pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { revoke } from '../revocation/revoke.ts'
import type { World } from '../world.ts'
import { deleteIdentitySecrets, renewIdentitySecret } from './queries.ts'
import { newIdentitySecret, sealIdentitySecret } from './secret.ts'

/** How long a former secret works on. */
const changeOverMs = 24 * 60 * 60 * 1000

/** The rooms of the secret that an owner's server signs its visitors' identities with. */
export function openIdentity(door: OpenDoor, world: World, policies: Policies): void {
  door('makeIdentitySecret', async c => {
    const assistant = pathId(c, 'assistant')
    const { workspace } = c.var.principal
    const policy = await policies.byId(workspace, assistant)
    if (!policy) throw new Refusal('not_found')
    const id = newId(world.now())
    const secret = newIdentitySecret()
    const sealed = sealIdentitySecret(policy.workspaceKey, id, secret)
    const since = await world.db.tenant(workspace, async tenant => {
      const until = new Date(tenant.now.getTime() + changeOverMs)
      const gone = await renewIdentitySecret(tenant, assistant, { id, sealed, until })
      if (!gone) throw new Refusal('not_found')
      await revokeAll(tenant, gone)
      await audit(tenant, c.var.principal, 'identity.made', { target: assistant })
      return tenant.now
    })
    policies.forget(assistant)
    const answer: z.infer<typeof IdentitySecret> = { secret, since: since.toISOString() }
    return c.json(answer, 201)
  })

  door('removeIdentitySecret', async c => {
    const assistant = pathId(c, 'assistant')
    await world.db.tenant(c.var.principal.workspace, async tenant => {
      const gone = await deleteIdentitySecrets(tenant, assistant)
      if (gone.length === 0) throw new Refusal('not_found')
      await revokeAll(tenant, gone)
      await audit(tenant, c.var.principal, 'identity.removed', { target: assistant })
    })
    policies.forget(assistant)
    return c.body(null, 204)
  })
}

/** What runs by a secret's word ends with it. */
async function revokeAll(tenant: Tenant, secrets: string[]): Promise<void> {
  for (const id of secrets) await revoke(tenant, { type: 'identity', id })
}
