import type { Tenant } from '../db/tenancy.ts'
import { type Deletion, noteDeletion } from '../deletions/receipt.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import { eraseVisitor } from './queries.ts'

/** Erases what a visitor said to an assistant and asked its owner, as they wish, and notes it with what a hold keeps. */
export async function eraseAsWished(
  tenant: Tenant,
  { assistant, visitor }: { assistant: string; visitor: string },
  via: 'visitor' | 'code',
): Promise<Deletion> {
  const since = performance.now()
  const { held, ...counts } = await eraseVisitor(tenant, assistant, visitor)
  await rightsRequested(tenant, assistant, 'erasure')
  return noteDeletion(tenant, { kind: 'visitor', via, subject: visitor, counts, held }, since)
}
