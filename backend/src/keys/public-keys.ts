import { NewPublicKey, type PublicKey, PublicKeyChange } from '@atavus/contract/workspace'
import type { Policies } from '../assistants/policies.ts'
import { loadAssistant } from '../assistants/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { body, pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { newPublicKey } from '../lib/keys.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { revoke } from '../revocation/revoke.ts'
import type { World } from '../world.ts'
import {
  changePublicKey,
  deletePublicKey,
  insertPublicKey,
  listPublicKeys,
  type PublicKeyRow,
} from './queries.ts'

const most = 20

/** The rooms of the keys that script tags carry: each can be switched off without the others. */
export function openPublicKeys(door: OpenDoor, world: World, policies: Policies): void {
  door('publicKeys', async c => {
    const assistant = pathId(c, 'assistant')
    const rows = await world.db.tenant(c.var.principal.workspace, async tenant => {
      if (!(await loadAssistant(tenant, assistant))) throw new Refusal('not_found')
      return listPublicKeys(tenant, assistant)
    })
    return c.json({ items: rows.map(shown) })
  })

  door('makePublicKey', async c => {
    const assistant = pathId(c, 'assistant')
    const { label } = await body(c, NewPublicKey)
    const row = await world.db.tenant(c.var.principal.workspace, async tenant => {
      if (!(await loadAssistant(tenant, assistant))) throw new Refusal('not_found')
      const key = { id: newId(tenant.now), key: newPublicKey(), label }
      if (!(await insertPublicKey(tenant, assistant, key, most))) throw new Refusal('too_many')
      await audit(tenant, c.var.principal, 'public_key.made', { target: key.id })
      return existing(tenant, assistant, key.id)
    })
    policies.forget(assistant)
    return c.json(shown(row), 201)
  })

  door('changePublicKey', async c => {
    const [assistant, id] = [pathId(c, 'assistant'), pathId(c, 'key')]
    const { label, disabled } = await body(c, PublicKeyChange)
    const row = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const change = { ...(label !== undefined && { label }), ...(disabled !== undefined && { disabled }) }
      if (!(await changePublicKey(tenant, assistant, id, change))) throw new Refusal('not_found')
      await audit(tenant, c.var.principal, 'public_key.changed', { target: id, fields: Object.keys(change) })
      if (disabled) await revoke(tenant, { type: 'public_key', id })
      return existing(tenant, assistant, id)
    })
    policies.forget(assistant)
    return c.json(shown(row))
  })

  door('deletePublicKey', async c => {
    const [assistant, id] = [pathId(c, 'assistant'), pathId(c, 'key')]
    await world.db.tenant(c.var.principal.workspace, async tenant => {
      await existing(tenant, assistant, id)
      // A tag without a key is none: the last one can be switched off, or followed by another.
      if (!(await deletePublicKey(tenant, assistant, id))) throw new Refusal('last_key')
      await audit(tenant, c.var.principal, 'public_key.deleted', { target: id })
      await revoke(tenant, { type: 'public_key', id })
    })
    policies.forget(assistant)
    return c.body(null, 204)
  })
}

async function existing(tenant: Tenant, assistant: string, id: string): Promise<PublicKeyRow> {
  const [row] = await listPublicKeys(tenant, assistant, id)
  if (!row) throw new Refusal('not_found')
  return row
}

function shown({ id, key, label, createdAt, disabledAt }: PublicKeyRow): PublicKey {
  return { id, key, label, createdAt: createdAt.toISOString(), disabled: disabledAt !== null }
}
