import type { ApiLog, AuditLog, SecurityLog } from '@atavus/contract/logs'
import type { z } from 'zod'
import { type Cursor, cursorOf } from '../lib/cursor.ts'
import type { ApiRow, AuditRow, SecurityRow } from './queries.ts'

export const pageSize = 50

/** A page of rows as it is answered, with where the next one begins. Takes one row more than a page has, if there is. */
export function paged<Row extends Cursor, Item>(rows: Row[], item: (row: Row) => Item) {
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  return { items: page.map(item), next: rows.length > pageSize && last ? cursorOf(last) : null }
}

/** A request as it is answered. */
export const apiItem = (row: ApiRow): z.infer<typeof ApiLog>['items'][number] => ({
  id: row.id,
  at: row.at.toISOString(),
  method: row.method,
  route: row.route,
  status: row.status,
  ms: row.ms,
  by: { kind: row.kind, id: row.by, name: row.name },
  network: row.network.toString('hex'),
})

/** What happened at a door as it is answered. */
export const securityItem = (row: SecurityRow): z.infer<typeof SecurityLog>['items'][number] => ({
  id: row.id,
  at: row.at.toISOString(),
  event: row.event,
  account: row.account === null ? null : { id: row.account, username: row.username },
  address: row.address,
  detail: row.detail,
})

/** An act as it is answered. */
export const auditItem = (row: AuditRow): z.infer<typeof AuditLog>['items'][number] => ({
  id: row.id,
  at: row.at.toISOString(),
  by: { kind: row.kind, id: row.by, name: row.name },
  action: row.action,
  target: row.target,
  fields: row.fields,
  reason: row.reason,
})
