import { deleteAssistant } from '../assistants/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { revoke } from '../revocation/revoke.ts'
import { assistantIds, deleteWorkspaceRow, lockTurns } from './queries.ts'

/**
 * Deletes the handle's workspace with all that it holds, in its transaction: assistants first, since messages hang on
 * no foreign key. What runs in it is cut. Turns of every assistant are held up before the first one goes: they share
 * the workspace's budget, so that one of the second could hold what the first needs, and wait for it.
 */
export async function deleteWorkspace(tenant: Tenant): Promise<void> {
  await lockTurns(tenant)
  for (const { id } of await assistantIds(tenant)) await deleteAssistant(tenant, id)
  await deleteWorkspaceRow(tenant)
  await revoke(tenant, { type: 'workspace', id: tenant.workspace })
}
