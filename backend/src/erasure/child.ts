import { endConsents } from '../chat/withdraw.ts'
import { eraseVisitor } from '../conversations/erase/queries.ts'
import { refuseOwn } from '../conversations/own.ts'
import type { Tenant } from '../db/tenancy.ts'
import { type Deletion, noteDeletion } from '../deletions/receipt.ts'
import { eraseOnceReleased } from '../holds/released.ts'
import { queueJob } from '../jobs/queue.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import { eraseConsents, eraseDeliveries, eraseObjections, lockVisitor, visitorOf } from './queries.ts'

/**
 * Deletes everything of a visitor who is a child, at once (P9.2): conversations with their keys, running answers, what
 * they asked of the owner and objected to, every consent with its proof, what webhooks were told. The database's files
 * are written anew right after. Conversations that a legal hold keeps stay, and the withdrawn consents with them, until
 * the hold is over.
 */
export async function eraseChild(
  world: World,
  tenant: Tenant,
  assistant: string,
  visitor: string,
  via: Deletion['via'],
): Promise<Deletion> {
  const since = performance.now()
  const conversations = await lockVisitor(tenant, assistant, visitor)
  const { held, ...counts } = await eraseVisitor(tenant, assistant, visitor)
  if (held) await endConsents(world, tenant, assistant, visitor)
  else await eraseConsents(tenant, assistant, visitor)
  if (held) await eraseOnceReleased(tenant, { of: 'child', via, assistant, visitor })
  await eraseObjections(tenant, assistant, visitor)
  await eraseDeliveries(tenant, conversations)
  const deletion = await noteDeletion(tenant, { kind: 'child', via, subject: visitor, counts, held }, since)
  await queueJob(tenant, { kind: 'rewrite', subject: {} }, { key: 'now' })
  return deletion
}

/** The same of whoever a conversation is with; refuses with `not_found` where there is none, and with `forbidden` where it is an account's own: whoever has an account has stated their age. */
export async function eraseChildOf(
  world: World,
  tenant: Tenant,
  conversation: string,
  via: Deletion['via'],
): Promise<Deletion> {
  await refuseOwn(tenant, conversation)
  const found = await visitorOf(tenant, conversation)
  if (!found) throw new Refusal('not_found')
  return eraseChild(world, tenant, found.assistant, found.visitor, via)
}
