import { GiveUp, type Taken } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import { happened } from '../webhooks/happened.ts'
import type { World } from '../world.ts'

/** A month's messages or tokens that are used up, or four fifths of them, for the first time. */
export interface QuotaReached {
  /** Its first day. */
  month: string
  percent: 80 | 100
  of: 'messages' | 'tokens'
}

/**
 * Tells the workspace's owners by mail, and its webhooks. Run twice it may tell twice only where both were sent off
 * already: of two that still wait there is one. Where there are no plans any more nobody is told of them.
 */
export async function warnOfQuota(
  { db, payments }: World,
  { month: firstDay, percent, of }: QuotaReached,
  { workspace }: Taken,
): Promise<void> {
  if (!workspace) throw new GiveUp()
  if (!payments) return
  await db.tenant(workspace, async tenant => {
    const month = firstDay.slice(0, 7)
    const key = [workspace, month, percent, of].join(' ')
    const subject = {
      mail: 'owners',
      workspace,
      notice: percent === 80 ? 'quota-80' : 'quota-100',
      details: { workspace, quota: `${of} a month`, month },
      language: 'en',
    } as const
    await queueJob(tenant, { kind: 'mail', subject }, { key })
    await happened(tenant, 'budget.reached', { workspace, month, percent, of }, { key })
  })
}
