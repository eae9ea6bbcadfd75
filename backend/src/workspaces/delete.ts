import { deleteAssistant } from '../assistants/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import type { Counts } from '../deletions/receipt.ts'
import { refuseHeld } from '../holds/held.ts'
import { revoke } from '../revocation/revoke.ts'
import { assistantIds, deleteWorkspaceRow, lockTurns } from './queries.ts'

/**
 * Deletes the handle's workspace with all that it holds, in its transaction, and answers what was said that went: assistants first, since messages hang on
 * no foreign key. What runs in it is cut. Turns of every assistant are held up before the first one goes: they share
 * the workspace's budget, so that one of the second could hold what the first needs, and wait for it. Refuses with `held` while a
 * legal hold keeps anything of it.
 */
export async function deleteWorkspace(tenant: Tenant): Promise<Counts> {
  const gone = { conversations: 0, messages: 0 }
  await refuseHeld(tenant, {})
  await lockTurns(tenant)
  for (const { id } of await assistantIds(tenant)) {
    const counts = await deleteAssistant(tenant, id)
    gone.conversations += counts?.conversations ?? 0
    gone.messages += counts?.messages ?? 0
  }
  await deleteWorkspaceRow(tenant)
  await revoke(tenant, { type: 'workspace', id: tenant.workspace })
  return gone
}
