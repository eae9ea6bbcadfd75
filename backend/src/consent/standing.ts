import type { Tenant } from '../db/tenancy.ts'
import { Refusal } from '../lib/refusal.ts'
import { consentStands } from './queries.ts'

/** Refuses with `consent_required` unless the consent stands at the handle's moment. */
export async function requireConsent(tenant: Tenant, consent: string): Promise<void> {
  if (!(await consentStands(tenant, consent))) throw new Refusal('consent_required')
}
