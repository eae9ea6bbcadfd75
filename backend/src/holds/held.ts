import type { Tenant } from '../db/tenancy.ts'
import { Refusal } from '../lib/refusal.ts'
import { isAnythingHeld, isHeld, lockHolds } from './queries.ts'

/** What is about to be erased; neither of them: the workspace with all it holds. */
type Whose = { conversation: string } | { assistant: string } | Record<string, never>

/**
 * Refuses with `held` what a legal hold keeps (GDPR Art. 17(3)(e)): it can be erased once the hold is over. Asked in the
 * transaction that would erase it; until its end no hold is made.
 */
export async function refuseHeld(tenant: Tenant, whose: Whose): Promise<void> {
  await lockHolds(tenant, tenant.workspace, false)
  if (await isWhoseHeld(tenant, whose)) throw new Refusal('held')
}

function isWhoseHeld(tenant: Tenant, whose: Whose): Promise<boolean> {
  if ('conversation' in whose) return isHeld(tenant, whose.conversation)
  return isAnythingHeld(tenant, 'assistant' in whose ? whose.assistant : null)
}
