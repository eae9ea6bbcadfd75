import type { Conversation } from '@atavus/contract/chat'
import type { ConversationSummary, LoggedConversation } from '@atavus/contract/console'
import type { Tenant } from '../db/tenancy.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import type { World } from '../world.ts'
import { type ConversationRow, messagesOf, workspaceOf } from './queries.ts'
import { titleOf, transcripts } from './transcript.ts'

/** A conversation as the log lists it, opened with the workspace's key. */
export function summary(key: Buffer, row: ConversationRow): ConversationSummary {
  return {
    id: row.id,
    assistant: { id: row.assistantId, name: row.assistantName },
    title: titleOf(key, row),
    origin: row.origin,
    language: row.language,
    messages: row.messages,
    startedAt: row.startedAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    deletedAt: row.expiresAt.toISOString(),
  }
}

/** Conversations as the log shows them, with their messages. */
export async function logged(
  world: World,
  tenant: Tenant,
  rows: ConversationRow[],
): Promise<LoggedConversation[]> {
  if (!rows.length) return []
  const key = keyOf(world, tenant, (await workspaceOf(tenant)).sealedKey)
  const opened: Conversation[] = transcripts(key, rows, await messagesOf(tenant, rows))
  return rows.map((row, i) => ({ ...summary(key, row), ...(opened[i] as Conversation) }))
}

/** The key of the handle's workspace, from how it is kept. */
export const keyOf = (world: World, tenant: Tenant, sealed: Buffer): Buffer =>
  unwrapWorkspaceKey(world.secrets.master, tenant.workspace, sealed)
