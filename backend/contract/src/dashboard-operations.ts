import { accountOperations } from './account-operations.ts'
import { billingOperations } from './billing-operations.ts'
import { breachOperations } from './breach-operations.ts'
import { consoleOperations } from './console-operations.ts'
import { deviceRequestOperations } from './device-operations.ts'
import { egressOperations } from './egress-operations.ts'
import { erasureOperations } from './erasure-operations.ts'
import { keyOperations } from './key-operations.ts'
import { operatorOperations } from './operator-operations.ts'
import { policyOperations } from './policy-operations.ts'
import { recordOperations } from './record-operations.ts'
import { requestOperations } from './request-operations.ts'
import { trustOperations } from './trust-operations.ts'
import { webhookOperations } from './webhook-operations.ts'
import { workspaceOperations } from './workspace-operations.ts'

/** Every door that the dashboard's screens use. */
export const dashboardOperations = {
  ...accountOperations,
  ...deviceRequestOperations,
  ...workspaceOperations,
  ...keyOperations,
  ...consoleOperations,
  ...webhookOperations,
  ...billingOperations,
  ...breachOperations,
  ...policyOperations,
  ...egressOperations,
  ...recordOperations,
  ...requestOperations,
  ...trustOperations,
  ...erasureOperations,
  ...operatorOperations,
}
