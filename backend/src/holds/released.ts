import type { Tenant } from '../db/tenancy.ts'
import type { Deletion } from '../deletions/receipt.ts'
import { queueJob } from '../jobs/queue.ts'
import { momentSeen, nextEnd } from './queries.ts'

/** What somebody's erasure had to leave to a legal hold: whose it is, and who wished it. */
export type HeldBack = { via: Deletion['via'] } & (
  | { of: 'visitor'; assistant: string; visitor: string }
  | { of: 'child'; assistant: string; visitor: string }
  /** Of an account's own: with one assistant, or with all of the workspace. */
  | { of: 'account'; assistant: string | null; account: string }
  | { of: 'conversation'; conversation: string }
  /** What an account shared of a site, by the site's hash, hex. */
  | { of: 'site'; account: string; site: string }
)

/** A job about it. What came after the wish, an ISO moment, is not meant, unless it is a child's. */
export type Released = HeldBack & { asked: string }

/**
 * Puts in line that what a hold keeps of an erasure goes as soon as it does not (GDPR Art. 17(3)(e)), also if the hold is
 * ended before its day. In the transaction that erases the rest.
 */
export async function eraseOnceReleased(tenant: Tenant, back: HeldBack, before?: string): Promise<void> {
  const asked = before ?? (await momentSeen(tenant)).toISOString()
  const { via, ...whose } = back
  // One that waits on says so with its own moment: it takes the place of no later wish.
  const key = [tenant.workspace, ...Object.entries(whose).sort().flat()].join(' ')
  const at = (await nextEnd(tenant)) ?? tenant.now
  await queueJob(tenant, { kind: 'released', subject: { ...back, asked } }, { at, key })
}
