import { PageQuery } from '@atavus/contract/line'
import type { ApiLog, AuditLog, SecurityLog } from '@atavus/contract/logs'
import type { Context } from 'hono'
import type { z } from 'zod'
import { cursorFrom } from '../lib/cursor.ts'
import { type Door, query } from '../lib/door.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { apiItem, auditItem, paged, pageSize, securityItem } from './pages.ts'
import { listAccountLog, listApiLog, listAuditLog, listSecurityLog } from './queries.ts'

/** What happened in a workspace, and at an account's own door. */
export function openLogs(door: OpenDoor, world: World): void {
  const { tenant, person } = world.db

  door('apiLog', async c => {
    const page = pageOf(c)
    const rows = await tenant(c.var.principal.workspace, async handle => listApiLog(handle, page))
    return c.json(paged(rows, apiItem) satisfies z.infer<typeof ApiLog>)
  })

  door('securityLog', async c => {
    const page = pageOf(c)
    const rows = await tenant(c.var.principal.workspace, async handle => listSecurityLog(handle, page))
    return c.json(paged(rows, securityItem) satisfies z.infer<typeof SecurityLog>)
  })

  door('auditLog', async c => {
    const page = pageOf(c)
    const rows = await tenant(c.var.principal.workspace, async handle => listAuditLog(handle, page))
    return c.json(paged(rows, auditItem) satisfies z.infer<typeof AuditLog>)
  })

  door('accountLog', async c => {
    const page = pageOf(c)
    const rows = await person(c.var.account.account, async handle => listAccountLog(handle, page))
    return c.json(paged(rows, securityItem) satisfies z.infer<typeof SecurityLog>)
  })
}

/** Which page of a log a request asks for: one row more than is shown tells whether there is another. */
export function pageOf(c: Context<Door>): {
  before: ReturnType<typeof cursorFrom> | undefined
  limit: number
} {
  const { cursor } = query(c, PageQuery)
  return { before: cursor === undefined ? undefined : cursorFrom(cursor), limit: pageSize + 1 }
}
