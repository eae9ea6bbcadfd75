import { accountsData } from '../accounts/data.ts'
import { assistantsData } from '../assistants/data.ts'
import { consentData } from '../consent/data.ts'
import { conversationsData } from '../conversations/data.ts'
import { knowledgeData } from '../knowledge/data.ts'
import { limitsData } from '../limits/data.ts'
import { remoteData } from '../remote/data.ts'
import { workspacesData } from '../workspaces/data.ts'
import type { DataMap } from './data-map.ts'

/** Every table of the database and every column of it (P1.11). */
export const dataMap: DataMap = {
  ...accountsData,
  ...assistantsData,
  ...consentData,
  ...conversationsData,
  ...knowledgeData,
  ...limitsData,
  ...remoteData,
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
