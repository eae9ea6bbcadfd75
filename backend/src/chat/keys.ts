import type { Policy } from '../assistants/policies.ts'
import type { Visitor } from '../consent/visitor.ts'
import { unwrapConversationKey } from '../conversations/sealed.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import { conversationKey } from './queries.ts'

/** Keys of conversations that were spoken in lately: an answer then needs one trip to the database. */
const keys = new Map<string, Buffer>()
const mostKeys = 5000

/** The key of a conversation that a visitor goes on with; refuses with `not_found` when it is not theirs. */
export async function knownKey(
  world: World,
  policy: Policy,
  visitor: Visitor,
  conversation: string,
): Promise<Buffer> {
  const known = keys.get(conversation)
  if (known) return known
  const sealed = await world.db.tenant(policy.workspace, tenant =>
    conversationKey(tenant, conversation, visitor.id),
  )
  if (!sealed) throw new Refusal('not_found')
  return unwrapConversationKey(policy.workspaceKey, conversation, sealed)
}

/** Keeps a key at hand: only of a conversation in which a turn has opened, and so is its visitor's own. */
export function rememberKey(conversation: string, key: Buffer): void {
  keys.delete(conversation)
  keys.set(conversation, key)
  if (keys.size <= mostKeys) return
  const [oldest] = keys.keys()
  if (oldest !== undefined) keys.delete(oldest)
}

/** Forgets a key whose conversation is erased. */
export const forgetKey = (conversation: string): void => void keys.delete(conversation)
