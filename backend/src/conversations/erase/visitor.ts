import type { Tenant } from '../../db/tenancy.ts'
import { type Deletion, noteDeletion } from '../../deletions/receipt.ts'
import { eraseOnceReleased } from '../../holds/released.ts'
import { rightsRequested } from '../../webhooks/happened.ts'
import { eraseVisitor } from './queries.ts'

/**
 * Erases what a visitor said to an assistant and asked its owner, as they wish, and notes it with what a hold keeps, which
 * goes once it is over.
 */
export async function eraseAsWished(
  tenant: Tenant,
  { assistant, visitor }: { assistant: string; visitor: string },
  via: 'visitor' | 'code',
): Promise<Deletion> {
  const since = performance.now()
  const { held, ...counts } = await eraseVisitor(tenant, assistant, visitor)
  if (held) await eraseOnceReleased(tenant, { of: 'visitor', via, assistant, visitor })
  await rightsRequested(tenant, assistant, 'erasure')
  return noteDeletion(tenant, { kind: 'visitor', via, subject: visitor, counts, held }, since)
}
