import type { OperatorBilling } from '@atavus/contract/billing'
import type { World } from '../world.ts'
import { billingFigures, workspacesByPlan } from './figures/queries.ts'
import type { Payments } from './payments.ts'

/** How billing is doing on the whole platform, for whoever runs it: figures alone. */
export async function operatorShown({ db }: World, payments: Payments): Promise<OperatorBilling> {
  return db.keeper(async keeper => {
    const { lastEventAt, oldestSyncAt, ...counts } = await billingFigures(keeper)
    return {
      live: payments.live,
      lastEventAt: lastEventAt?.toISOString() ?? null,
      oldestSyncAt: oldestSyncAt?.toISOString() ?? null,
      plans: await workspacesByPlan(keeper),
      ...counts,
    }
  })
}
