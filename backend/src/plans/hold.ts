import type { Person, Tenant } from '../db/tenancy.ts'
import { recipients } from '../egress/recipients.ts'
import { Refusal } from '../lib/refusal.ts'
import type { ModelName } from '../models/model.ts'
import type { World } from '../world.ts'
import { type Held, overPlan, planInForce } from './queries.ts'

/**
 * Holds a workspace to its plan: asked after something of a kind was added, in the same transaction, it refuses with
 * `plan_limit` where that is too much, also of two who add at once. Without plans nothing is too much.
 */
export async function holdToPlan({ payments }: World, handle: Tenant | Person, what: Held): Promise<void> {
  if (!payments) return
  const most = await overPlan(handle, what)
  if (most !== null) throw beyond(what, `the plan allows ${most}`)
}

/** Refuses with `plan_limit` a model that leaves our server where the plan has none of those. */
export async function holdToModels({ payments }: World, tenant: Tenant, model: ModelName): Promise<void> {
  if (!payments || !recipients[model]) return
  const { limits } = await planInForce(tenant)
  if (!limits.remote) throw beyond('model', 'the plan allows no model outside the server')
}

const beyond = (path: string, problem: string) => new Refusal('plan_limit', { errors: [{ path, problem }] })
