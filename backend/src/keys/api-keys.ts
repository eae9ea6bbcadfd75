import { type ApiKey, ApiKeyChange, type ApiKeyMade, NewApiKey, Rotation } from '@atavus/contract/workspace'
import type { z } from 'zod'
import { isConfirmed } from '../accounts/confirmed.ts'
import type { Tenant } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { body, pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { newSecretKey, secretKeyHash } from '../lib/keys.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { revoke } from '../revocation/revoke.ts'
import type { World } from '../world.ts'
import {
  type ApiKeyRow,
  changeApiKey,
  deleteApiKey,
  insertApiKey,
  listApiKeys,
  rotateApiKey,
} from './queries.ts'

const most = 50
const dayMs = 24 * 60 * 60 * 1000
const hourMs = 60 * 60 * 1000

/** The rooms of the keys that servers come with. A secret is shown once; what is kept is its hash. */
export function openApiKeys(door: OpenDoor, world: World): void {
  door('apiKeys', async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, tenant => listApiKeys(tenant))
    return c.json({ items: rows.map(shown) })
  })

  door('makeApiKey', async c => {
    const { name, scopes, days } = await body(c, NewApiKey)
    const { account, workspace } = c.var.account
    const secret = newSecretKey()
    const made = await world.db.tenant(workspace, async tenant => {
      const id = newId(tenant.now)
      const expiresAt = days === null ? null : new Date(tenant.now.getTime() + days * dayMs)
      const key = { id, name, scopes: [...new Set(scopes)], expiresAt, createdBy: account }
      if (!(await insertApiKey(tenant, { ...key, ...kept(secret) }, most))) throw new Refusal('too_many')
      await audit(tenant, c.var.account, 'api_key.made', { target: id, fields: scopes })
      await queueJob(tenant, {
        kind: 'mail',
        subject: {
          mail: 'owners',
          workspace,
          notice: 'api-key-made',
          details: { key: shownAs(secret) },
          language: 'en',
        },
      })
      return existing(tenant, id)
    })
    return c.json({ key: shown(made), secret } satisfies z.infer<typeof ApiKeyMade>, 201)
  })

  door('changeApiKey', async c => {
    const id = pathId(c, 'key')
    const change = await body(c, ApiKeyChange)
    if (change.scopes && !isConfirmed(c.var.account, world.now())) throw new Refusal('confirmation_required')
    const row = await world.db.tenant(c.var.account.workspace, async tenant => {
      const { name, scopes, disabled } = change
      const given = {
        ...(name !== undefined && { name }),
        ...(scopes && { scopes: [...new Set(scopes)] }),
        ...(disabled !== undefined && { disabled }),
      }
      if (!(await changeApiKey(tenant, id, given))) throw new Refusal('not_found')
      await audit(tenant, c.var.account, 'api_key.changed', { target: id, fields: Object.keys(given) })
      if (disabled || scopes) await revoke(tenant, { type: 'api_key', id })
      return existing(tenant, id)
    })
    return c.json(shown(row))
  })

  door('rotateApiKey', async c => {
    const id = pathId(c, 'key')
    const { overlapHours } = await body(c, Rotation)
    const secret = newSecretKey()
    const row = await world.db.tenant(c.var.account.workspace, async tenant => {
      const until = new Date(tenant.now.getTime() + overlapHours * hourMs)
      const { previousUntil } = await existing(tenant, id)
      if (!(await rotateApiKey(tenant, id, kept(secret), until))) throw new Refusal('not_found')
      await audit(tenant, c.var.account, 'api_key.rotated', { target: id })
      // What runs by the secret that ends now is cut; by which one it came, a stream does not say.
      if (overlapHours === 0 || previousUntil) await revoke(tenant, { type: 'api_key', id })
      return existing(tenant, id)
    })
    return c.json({ key: shown(row), secret } satisfies z.infer<typeof ApiKeyMade>, 201)
  })

  door('deleteApiKey', async c => {
    const id = pathId(c, 'key')
    await world.db.tenant(c.var.account.workspace, async tenant => {
      if (!(await deleteApiKey(tenant, id))) throw new Refusal('not_found')
      await audit(tenant, c.var.account, 'api_key.deleted', { target: id })
      await revoke(tenant, { type: 'api_key', id })
    })
    return c.body(null, 204)
  })
}

/** Enough to tell a key from others, too little to use it. */
const shownAs = (secret: string): string => `atv_sk_…${secret.slice(-4)}`

const kept = (secret: string) => ({ hash: secretKeyHash(secret), ending: secret.slice(-4) })

async function existing(tenant: Tenant, id: string): Promise<ApiKeyRow> {
  const [row] = await listApiKeys(tenant, id)
  if (!row) throw new Refusal('not_found')
  return row
}

function shown(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    shown: shownAs(row.ending),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    disabled: row.disabledAt !== null,
    previousUntil: row.previousUntil?.toISOString() ?? null,
  }
}
