import { inWorkspace, type Person } from '../db/tenancy.ts'
import type { Counts } from '../deletions/receipt.ts'
import { lockHolds } from '../holds/queries.ts'
import { eraseOwnIn, ownWorkspaces } from './queries.ts'

/**
 * Erases the own conversations of the handle's account, wherever, also where it belongs no more. What a legal hold keeps
 * (GDPR Art. 17(3)(e)) stays, and only that: `held` counts it. Until the transaction's end no hold is made.
 */
export async function eraseOwn(person: Person): Promise<Counts & { held: number }> {
  const workspaces = await ownWorkspaces(person)
  for (const workspace of workspaces) await lockHolds(person, workspace, false)
  const all = { conversations: 0, messages: 0, held: 0 }
  for (const workspace of workspaces) {
    const gone = await eraseOwnIn(await inWorkspace(person, workspace), person.account)
    all.conversations += gone.conversations
    all.messages += gone.messages
    all.held += gone.held
  }
  return all
}
