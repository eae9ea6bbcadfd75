import { inWorkspace, type Person } from '../../db/tenancy.ts'
import type { Counts, Deletion } from '../../deletions/receipt.ts'
import { lockHolds } from '../../holds/queries.ts'
import { eraseOnceReleased } from '../../holds/released.ts'
import { ownWorkspaces } from '../queries.ts'
import { eraseOwnIn } from './queries.ts'

/**
 * Erases the own conversations of the handle's account, wherever, also where it belongs no more. What a legal hold keeps
 * (GDPR Art. 17(3)(e)) stays until it is over, and only that: `held` counts it. Until the transaction's end no hold is
 * made.
 */
export async function eraseOwn(person: Person, via: Deletion['via']): Promise<Counts & { held: number }> {
  const { account } = person
  const workspaces = await ownWorkspaces(person)
  for (const workspace of workspaces) await lockHolds(person, workspace, false)
  const all = { conversations: 0, messages: 0, held: 0 }
  for (const workspace of workspaces) {
    const tenant = await inWorkspace(person, workspace)
    const gone = await eraseOwnIn(tenant, account)
    if (gone.held) await eraseOnceReleased(tenant, { of: 'account', via, assistant: null, account })
    all.conversations += gone.conversations
    all.messages += gone.messages
    all.held += gone.held
  }
  return all
}
