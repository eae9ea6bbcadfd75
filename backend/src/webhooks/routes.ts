import { PageQuery } from '@atavus/contract/line'
import { type Delivery, NewWebhook, type Webhook, WebhookChange } from '@atavus/contract/workspace'
import type { Tenant } from '../db/tenancy.ts'
import { EgressRefused } from '../egress/purpose.ts'
import { cursorFrom, cursorOf } from '../lib/cursor.ts'
import { body, pathId, query } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { newKey } from '../lib/seal.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import { audit } from '../logs/audit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { checkedAddress } from './address.ts'
import {
  changeWebhook,
  type DeliveryRow,
  deleteWebhook,
  insertWebhook,
  listDeliveries,
  listWebhooks,
  sealedKeyOf,
  type WebhookRow,
} from './queries.ts'
import { sealSecret, shownSecret } from './sign.ts'
import { addDelivery } from './tell.ts'

const most = 20
const pageSize = 50

/** The room of the servers that are told what happens. */
export function openWebhooks(door: OpenDoor, world: World): void {
  door('webhooks', async c => {
    const rows = await world.db.tenant(c.var.principal.workspace, tenant => listWebhooks(tenant))
    return c.json({ items: rows.map(shown) })
  })

  door('makeWebhook', async c => {
    const { principal } = c.var
    const { url, events } = await body(c, NewWebhook)
    const [id, secret] = [newId(world.now()), newKey()]
    const fields = { id, url: allowed(world, principal.workspace, url), events: [...new Set(events)] }
    const row = await world.db.tenant(c.var.principal.workspace, async tenant => {
      const key = unwrapWorkspaceKey(world.secrets.master, tenant.workspace, await sealedKeyOf(tenant))
      const made = await insertWebhook(tenant, { ...fields, sealedSecret: sealSecret(key, id, secret) }, most)
      if (!made) throw new Refusal('too_many')
      await audit(tenant, principal, 'webhook.made', { target: id })
      return existing(tenant, id)
    })
    return c.json({ webhook: shown(row), secret: shownSecret(secret) }, 201)
  })

  door('changeWebhook', async c => {
    const { principal } = c.var
    const id = pathId(c, 'webhook')
    const { url, events, disabled } = await body(c, WebhookChange)
    const change = {
      url: url === undefined ? undefined : allowed(world, principal.workspace, url),
      events: events && [...new Set(events)],
      disabled,
    }
    const row = await world.db.tenant(c.var.principal.workspace, async tenant => {
      if (!(await changeWebhook(tenant, id, change))) throw new Refusal('not_found')
      const fields = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]))
      if (fields.length) await audit(tenant, principal, 'webhook.changed', { target: id, fields })
      return existing(tenant, id)
    })
    return c.json(shown(row))
  })

  door('deleteWebhook', async c => {
    const id = pathId(c, 'webhook')
    await world.db.tenant(c.var.principal.workspace, async tenant => {
      if (!(await deleteWebhook(tenant, id))) throw new Refusal('not_found')
      await audit(tenant, c.var.principal, 'webhook.deleted', { target: id })
    })
    return c.body(null, 204)
  })

  door('testWebhook', async c => {
    const webhook = pathId(c, 'webhook')
    const row = await world.db.tenant(c.var.principal.workspace, async tenant => {
      await existing(tenant, webhook)
      const happening = { id: newId(tenant.now), event: 'test', data: { webhook }, at: tenant.now } as const
      const id = found(await addDelivery(tenant, webhook, happening))
      return found((await listDeliveries(tenant, webhook, { id, limit: 1 }))[0])
    })
    return c.json(shownDelivery(row), 201)
  })

  door('deliveries', async c => {
    const webhook = pathId(c, 'webhook')
    const { cursor } = query(c, PageQuery)
    const before = cursor === undefined ? undefined : cursorFrom(cursor)
    const rows = await world.db.tenant(c.var.principal.workspace, async tenant => {
      await existing(tenant, webhook)
      return listDeliveries(tenant, webhook, { before, limit: pageSize + 1 })
    })
    const last = rows.length > pageSize ? rows[pageSize - 1] : undefined
    const next = last ? cursorOf({ at: last.createdAt, id: last.id }) : null
    return c.json({ items: rows.slice(0, pageSize).map(shownDelivery), next })
  })
}

/** The address as it is kept; refuses one that nothing may be sent to. */
function allowed({ settings }: World, workspace: string, url: string): string {
  try {
    return checkedAddress(settings, workspace, url)
  } catch (error) {
    throw error instanceof EgressRefused ? new Refusal('address_not_allowed') : error
  }
}

const existing = async (tenant: Tenant, id: string): Promise<WebhookRow> =>
  found((await listWebhooks(tenant, id))[0])

function found<T>(row: T | undefined): T {
  if (!row) throw new Refusal('not_found')
  return row
}

const shown = (row: WebhookRow): Webhook => ({
  id: row.id,
  url: row.url,
  events: row.events,
  createdAt: row.createdAt.toISOString(),
  disabled: row.disabled,
  last: row.lastAt && { at: row.lastAt.toISOString(), ok: row.lastOk === true },
})

const shownDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  event: row.event,
  at: row.createdAt.toISOString(),
  state: row.state,
  attempts: row.attempts,
  status: row.status,
  problem: row.problem,
  nextAt: row.nextAt?.toISOString() ?? null,
  body: row.body,
})
