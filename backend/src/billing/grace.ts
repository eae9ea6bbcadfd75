import { Later, type Taken } from '../jobs/job.ts'
import { audit } from '../logs/audit.ts'
import type { World } from '../world.ts'
import { heldPlan } from './entitlement.ts'
import type { GraceStep } from './jobs.ts'
import { tell } from './notices.ts'
import { listPlans, lockSubscription, tellAssistants } from './queries.ts'

/**
 * The handler of `grace`: tells the owners that a payment which failed is still open, and that their plan holds no more.
 * Where it was paid meanwhile, another one is open, or there are no plans any more, nothing is told.
 */
export async function tellGrace(
  { db, payments }: World,
  { invoice, step }: GraceStep,
  { workspace }: Taken,
): Promise<void> {
  // It may have waited until there were no plans any more.
  if (!workspace || !payments) return
  await db.tenant(workspace, async tenant => {
    const row = await lockSubscription(tenant)
    if (row?.unpaidInvoice !== invoice || !row.graceUntil) return
    const { plan, graceUntil, status } = row
    const holds = heldPlan(row, tenant.now) !== null
    const key = `${invoice} ${step}`
    if (step === 'ending') {
      if (holds)
        await tell(tenant, { notice: 'grace-ending', plan, until: graceUntil }, await listPlans(tenant), key)
      return
    }
    // More time was given meanwhile.
    if (holds) throw new Later((graceUntil.getTime() - tenant.now.getTime()) / 1000)
    await tell(tenant, { notice: 'grace-over', plan }, await listPlans(tenant), key)
    // What Stripe's own state ended was written down when it was told; this is the end by the clock.
    if (status !== 'past_due') return
    await tellAssistants(tenant)
    await audit(tenant, { kind: 'platform' }, 'plan.changed', { target: workspace, fields: ['plan'] })
  })
}
