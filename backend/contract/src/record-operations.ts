import { inWorkspace, type Operation, session } from './operation.ts'
import * as record from './record.ts'

/** The records of processing (GDPR Art. 30). */
export const recordOperations = {
  record: {
    method: 'get',
    path: '/v1/record',
    who: 'workspace',
    right: 'privacy:read',
    status: 200,
    summary: 'The workspace’s record of processing (GDPR Art. 30), drawn from its assistants as they are',
    answer: record.WorkspaceRecord,
    refusals: inWorkspace,
  },
  operatorRecord: {
    method: 'get',
    path: '/v1/operator/record',
    who: 'operator',
    status: 200,
    summary: 'The operator’s record of processing, for accounts and on behalf of workspaces',
    answer: record.OperatorRecord,
    refusals: [...session, 'forbidden', 'factor_demanded', 'confirmation_required'],
  },
} as const satisfies Record<string, Operation>
