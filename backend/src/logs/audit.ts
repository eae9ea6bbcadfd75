import type { AuditAction } from '@atavus/contract/logs'
import type { Keeper, Person, Tenant } from '../db/tenancy.ts'
import type { Actor } from './actor.ts'
import { insertAudit } from './queries.ts'

/** What it was done to (an id), which fields were changed (never their values), and an operator's reason. */
export interface AuditDetails {
  target?: string
  fields?: readonly string[]
  reason?: string
}

/**
 * Records who did what in the handle's workspace, in the transaction of the change: what is rolled back was not done,
 * and what cannot be recorded is not done either.
 */
export const audit = (
  handle: Tenant | Person,
  by: Actor,
  action: AuditAction,
  details: AuditDetails = {},
): Promise<void> => insertAudit(handle, null, by, action, details)

/** The same by the keeper's handle, which has no workspace of its own. */
export const auditIn = (
  keeper: Keeper,
  workspace: string,
  by: Actor,
  action: AuditAction,
  details: AuditDetails = {},
): Promise<void> => insertAudit(keeper, workspace, by, action, details)
