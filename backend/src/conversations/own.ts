import type { Tenant } from '../db/tenancy.ts'
import { Refusal } from '../lib/refusal.ts'
import { sharingOf } from './queries.ts'

/**
 * Lets nobody but its account decide about a conversation that is an account's own: refuses with `forbidden` where it is
 * shared, and with `not_found` where it is not, since then nobody else knows of it.
 */
export async function refuseOwn(tenant: Tenant, conversation: string): Promise<void> {
  const shared = await sharingOf(tenant, conversation)
  if (shared !== undefined) throw new Refusal(shared ? 'forbidden' : 'not_found')
}
