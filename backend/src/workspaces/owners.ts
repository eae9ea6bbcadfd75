import type { Tenant } from '../db/tenancy.ts'
import { Refusal } from '../lib/refusal.ts'
import { lockOwners } from './queries.ts'

/** A workspace without an owner could be ruled by nobody. Refuses with `last_owner`. */
export async function keepAnOwner(tenant: Tenant, leaving: string): Promise<void> {
  const owners = await lockOwners(tenant)
  if (owners.length === 1 && owners[0] === leaving) throw new Refusal('last_owner')
}
