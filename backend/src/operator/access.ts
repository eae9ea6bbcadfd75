import type { LoggedConversation } from '@atavus/contract/console'
import { keyOf, logged, summary } from '../conversations/logged.ts'
import { findConversation, listConversations, workspaceOf } from '../conversations/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { type Cursor, cursorOf } from '../lib/cursor.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit, auditIn } from '../logs/audit.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import type { World } from '../world.ts'
import { insertAccess, openAccess } from './queries.ts'

const openMs = 60 * 60 * 1000
const pageSize = 30

/** Which operator, where. */
interface Reader {
  operator: string
  workspace: string
}

/**
 * Opens a workspace's conversations to an operator for an hour; gives until when. Its owners read the reason in their
 * audit log and get a mail. Refuses with `not_found`.
 */
export async function openConversations(world: World, reader: Reader, reason: string): Promise<Date> {
  const { operator, workspace } = reader
  return world.db.keeper(async keeper => {
    const until = new Date(keeper.now.getTime() + openMs)
    const access = { id: newId(keeper.now), workspace, account: operator, reason, until }
    if (!(await insertAccess(keeper, access))) throw new Refusal('not_found')
    const by = { kind: 'operator', account: operator } as const
    await auditIn(keeper, workspace, by, 'operator.access', { target: workspace, reason })
    // The workspace's log goes with it; that it was opened stays known.
    await insertOperatorAct(keeper, operator, 'operator.access', workspace, reason)
    const subject = { mail: 'owners', workspace, notice: 'operator-read', language: 'en' } as const
    await queueJob(keeper, { kind: 'mail', subject })
    return until
  })
}

/**
 * A page of a workspace's conversations, newest first, without their titles: those are words of the visitors, and
 * whose words are read is recorded. Refuses with `forbidden` where access is not open.
 */
export function conversationsFor(world: World, reader: Reader, before: Cursor | undefined) {
  return world.db.tenant(reader.workspace, async tenant => {
    await reasonOf(tenant, reader)
    const span = { assistant: undefined, from: undefined, until: undefined }
    const rows = await listConversations(tenant, { ...span, before, limit: pageSize + 1 })
    const page = rows.slice(0, pageSize)
    const last = page.at(-1)
    const key = keyOf(world, tenant, (await workspaceOf(tenant)).sealedKey)
    return {
      items: page.map(row => summary(key, { ...row, titleId: null, titleSealed: null })),
      next: rows.length > pageSize && last ? cursorOf({ at: last.lastAt, id: last.id }) : null,
    }
  })
}

/**
 * One conversation, which the workspace's audit log tells in the same transaction: what cannot be recorded is not read.
 * Refuses with `forbidden` where access is not open, and with `not_found`.
 */
export async function conversationFor(
  world: World,
  reader: Reader,
  conversation: string,
): Promise<LoggedConversation> {
  const [read] = await world.db.tenant(reader.workspace, async tenant => {
    const reason = await reasonOf(tenant, reader)
    const row = await findConversation(tenant, conversation)
    if (!row) throw new Refusal('not_found')
    const by = { kind: 'operator', account: reader.operator } as const
    await audit(tenant, by, 'conversation.read_by_operator', { target: conversation, reason })
    return logged(world, tenant, [row])
  })
  if (!read) throw new Refusal('not_found')
  return read
}

async function reasonOf(tenant: Tenant, { operator }: Reader): Promise<string> {
  const access = await openAccess(tenant, operator)
  if (!access) throw new Refusal('forbidden')
  return access.reason
}
