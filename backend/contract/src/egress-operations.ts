import * as egress from './egress.ts'
import { inWorkspace, type Operation, session } from './operation.ts'
import type { RefusalCode } from './refusals.ts'

const operated: RefusalCode[] = [...session, 'forbidden', 'factor_demanded', 'confirmation_required']

/** The doors of the ledger of what left. */
export const egressOperations = {
  egress: {
    method: 'get',
    path: '/v1/egress',
    who: 'workspace',
    right: 'privacy:read',
    status: 200,
    summary: 'What left on behalf of the workspace: to whom, why, how much, where',
    query: egress.EgressQuery,
    answer: egress.Egress,
    refusals: inWorkspace,
  },
  exportEgress: {
    method: 'get',
    path: '/v1/egress/export',
    who: 'workspace',
    right: 'privacy:read',
    status: 200,
    summary: 'What left on behalf of the workspace, as a file',
    query: egress.EgressExportQuery,
    answer: 'text/csv or application/json',
    refusals: inWorkspace,
  },
  operatedEgress: {
    method: 'get',
    path: '/v1/operator/egress',
    who: 'operator',
    status: 200,
    summary: 'What left the platform',
    query: egress.EgressQuery,
    answer: egress.Egress,
    refusals: operated,
  },
  exportOperatedEgress: {
    method: 'get',
    path: '/v1/operator/egress/export',
    who: 'operator',
    status: 200,
    summary: 'What left the platform, as a file',
    query: egress.EgressExportQuery,
    answer: 'text/csv or application/json',
    refusals: operated,
  },
} as const satisfies Record<string, Operation>
