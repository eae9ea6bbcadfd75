import { PageQuery } from '@atavus/contract/line'
import type { ApiLog, AuditLog, SecurityLog } from '@atavus/contract/logs'
import {
  type Access,
  AccessReason,
  type OperatedAccounts,
  type OperatedWorkspaces,
  type OperatorOverview,
  OperatorQuery,
  Suspension,
} from '@atavus/contract/operator'
import type { Context } from 'hono'
import type { z } from 'zod'
import { cursorFrom } from '../lib/cursor.ts'
import { body, type Door, pathId, query } from '../lib/door.ts'
import { apiItem, auditItem, paged, pageSize, securityItem } from '../logs/pages.ts'
import { listOperatorActs, listPlatformApiLog, listPlatformSecurityLog } from '../logs/queries.ts'
import { pageOf } from '../logs/routes.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { conversationFor, conversationsFor, openConversations } from './access.ts'
import { type AccountRow, listAccounts, listWorkspaces, overview, type WorkspaceRow } from './queries.ts'
import { suspendAccount, suspendWorkspace } from './suspend.ts'

/** The room of whoever runs the platform: how it is doing, who is on it, and what happened. */
export function openOperator(door: OpenDoor, world: World): void {
  const { keeper } = world.db

  door('operatorOverview', async c => {
    const { waiting, oldest, ...counts } = await keeper(overview)
    const jobs = { waiting, oldest: oldest?.toISOString() ?? null }
    return c.json({ ...counts, jobs, mail: world.mailer.kind } satisfies z.infer<typeof OperatorOverview>)
  })

  door('operatedWorkspaces', async c => {
    const filter = filterOf(c)
    const rows = await keeper(async handle => listWorkspaces(handle, filter))
    return c.json(paged(rows, workspaceItem) satisfies z.infer<typeof OperatedWorkspaces>)
  })

  door('operatedAccounts', async c => {
    const filter = filterOf(c)
    const rows = await keeper(async handle => listAccounts(handle, filter))
    return c.json(paged(rows, accountItem) satisfies z.infer<typeof OperatedAccounts>)
  })

  door('suspendWorkspace', async c => {
    const wish = await body(c, Suspension)
    await suspendWorkspace(world, { ...wish, operator: operatorOf(c), id: pathId(c, 'workspace') })
    return c.body(null, 204)
  })

  door('suspendAccount', async c => {
    const wish = await body(c, Suspension)
    await suspendAccount(world, { ...wish, operator: operatorOf(c), id: pathId(c, 'account') })
    return c.body(null, 204)
  })

  door('operatorAccess', async c => {
    const { reason } = await body(c, AccessReason)
    const until = await openConversations(world, readerOf(c), reason)
    return c.json({ until: until.toISOString() } satisfies z.infer<typeof Access>, 201)
  })

  door('operatedConversations', async c => {
    const { cursor } = query(c, PageQuery)
    const before = cursor === undefined ? undefined : cursorFrom(cursor)
    return c.json(await conversationsFor(world, readerOf(c), before))
  })

  door('operatedConversation', async c =>
    c.json(await conversationFor(world, readerOf(c), pathId(c, 'conversation'))),
  )

  openPlatformLogs(door, world)
}

function openPlatformLogs(door: OpenDoor, { db: { keeper } }: World): void {
  door('platformApiLog', async c => {
    const page = pageOf(c)
    const rows = await keeper(async handle => listPlatformApiLog(handle, page))
    return c.json(paged(rows, apiItem) satisfies z.infer<typeof ApiLog>)
  })

  door('platformSecurityLog', async c => {
    const page = pageOf(c)
    const rows = await keeper(async handle => listPlatformSecurityLog(handle, page))
    return c.json(paged(rows, securityItem) satisfies z.infer<typeof SecurityLog>)
  })

  door('platformAuditLog', async c => {
    const page = pageOf(c)
    const rows = await keeper(async handle => listOperatorActs(handle, page))
    return c.json(paged(rows, auditItem) satisfies z.infer<typeof AuditLog>)
  })
}

const operatorOf = (c: Context<Door>): string => c.var.account.account
const readerOf = (c: Context<Door>) => ({ operator: operatorOf(c), workspace: pathId(c, 'workspace') })

function filterOf(c: Context<Door>) {
  const { text, cursor } = query(c, OperatorQuery)
  return { text, before: cursor === undefined ? undefined : cursorFrom(cursor), limit: pageSize + 1 }
}

const workspaceItem = ({ at, suspendedAt, ...row }: WorkspaceRow) => ({
  ...row,
  createdAt: at.toISOString(),
  suspendedAt: suspendedAt?.toISOString() ?? null,
})

const accountItem = ({ at, suspendedAt, ...row }: AccountRow) => ({
  ...row,
  createdAt: at.toISOString(),
  suspendedAt: suspendedAt?.toISOString() ?? null,
})
