import { accountsData } from '../accounts/data.ts'
import { assistantsData } from '../assistants/data.ts'
import { backupData } from '../backup/data.ts'
import { billingData } from '../billing/data.ts'
import { breachesData } from '../breaches/data.ts'
import { consentData } from '../consent/data.ts'
import { conversationsData } from '../conversations/data.ts'
import { deletionsData } from '../deletions/data.ts'
import { devicesData } from '../devices/data.ts'
import { holdsData } from '../holds/data.ts'
import { idempotencyData } from '../idempotency/data.ts'
import { identityData } from '../identity/data.ts'
import { jobsData } from '../jobs/data.ts'
import { keysData } from '../keys/data.ts'
import { knowledgeData } from '../knowledge/data.ts'
import { ledgerData } from '../ledger/data.ts'
import { limitsData } from '../limits/data.ts'
import { logsData } from '../logs/data.ts'
import { mailData } from '../mail/data.ts'
import { meteringData } from '../metering/data.ts'
import { operatorData } from '../operator/data.ts'
import { ownData } from '../own/data.ts'
import { plansData } from '../plans/data.ts'
import { policyData } from '../policy/data.ts'
import { remoteData } from '../remote/data.ts'
import { retentionData } from '../retention/data.ts'
import { revocationData } from '../revocation/data.ts'
import { sealingData } from '../sealing/data.ts'
import { webhooksData } from '../webhooks/data.ts'
import { workspacesData } from '../workspaces/data.ts'
import type { DataMap } from './data-map.ts'
import { requestsData } from './requests-data.ts'
import { trustData } from './trust-data.ts'

/** Every table of the database and every column of it (P1.11). */
export const dataMap: DataMap = {
  ...accountsData,
  ...assistantsData,
  ...backupData,
  ...billingData,
  ...breachesData,
  ...consentData,
  ...conversationsData,
  ...deletionsData,
  ...devicesData,
  ...holdsData,
  ...identityData,
  ...jobsData,
  ...idempotencyData,
  ...keysData,
  ...knowledgeData,
  ...ledgerData,
  ...limitsData,
  ...logsData,
  ...mailData,
  ...meteringData,
  ...operatorData,
  ...ownData,
  ...plansData,
  ...policyData,
  ...remoteData,
  ...retentionData,
  ...requestsData,
  ...revocationData,
  ...sealingData,
  ...trustData,
  ...webhooksData,
  ...workspacesData,
  migrations: {
    category: 'operation',
    purposes: ['provide'],
    basis: 'no personal data',
    retention: 'for ever',
    columns: {
      name: 'a migration that has run',
      checksum: 'SHA-256 of it',
      applied_at: 'when it ran',
    },
  },
}
