import { GiveUp, type Taken } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import { happened } from '../webhooks/happened.ts'
import type { World } from '../world.ts'

/** A budget that is used up, or four fifths of it, for the first time on a day. */
export interface BudgetReached {
  /** Null: the workspace's, of all its assistants together. */
  assistant: string | null
  day: string
  percent: 80 | 100
  of: 'messages' | 'tokens'
}

/**
 * Tells the workspace's owners by mail, and its webhooks. Run twice it may tell twice only where both were sent off
 * already: of two that still wait there is one.
 */
export async function warnOfBudget(
  { db }: World,
  { assistant, day, percent, of }: BudgetReached,
  { workspace }: Taken,
): Promise<void> {
  if (!workspace) throw new GiveUp()
  await db.tenant(workspace, async tenant => {
    const about: { assistant: string } | { workspace: string } = assistant ? { assistant } : { workspace }
    const key = [assistant ?? workspace, day, percent, of].join(' ')
    const subject = {
      mail: 'owners',
      workspace,
      notice: percent === 80 ? 'budget-80' : 'budget-100',
      details: { ...about, budget: of, day },
      language: 'en',
    } as const
    await queueJob(tenant, { kind: 'mail', subject }, { key })
    await happened(tenant, 'budget.reached', { ...about, day, percent, of }, { key })
  })
}
