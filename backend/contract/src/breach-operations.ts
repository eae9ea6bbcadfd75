import * as breaches from './breaches.ts'
import { inWorkspace, type Operation, session } from './operation.ts'
import type { RefusalCode } from './refusals.ts'

const refused: RefusalCode[] = [...session, 'forbidden', 'factor_demanded', 'confirmation_required']

/** The register of breaches (GDPR Art. 33): the operator's, and what owners see of it. */
export const breachOperations = {
  breaches: {
    method: 'get',
    path: '/v1/operator/breaches',
    who: 'operator',
    status: 200,
    summary: 'The register of breaches, the latest first',
    answer: breaches.Breaches,
    refusals: refused,
  },
  recordBreach: {
    method: 'post',
    path: '/v1/operator/breaches',
    who: 'operator',
    confirmed: true,
    status: 201,
    summary: 'Write a breach down; owners of the workspaces that it touches are told',
    body: breaches.RecordBreach,
    answer: breaches.Breach,
    refusals: [...refused, 'not_found'],
  },
  changeBreach: {
    method: 'patch',
    path: '/v1/operator/breaches/{breach}',
    who: 'operator',
    confirmed: true,
    status: 200,
    summary: 'Add what was learned, decide whom to tell, close it',
    body: breaches.ChangeBreach,
    answer: breaches.Breach,
    refusals: [...refused, 'not_found', 'breach_open', 'breach_closed'],
  },
  workspaceBreaches: {
    method: 'get',
    path: '/v1/breaches',
    who: 'workspace',
    right: 'privacy:read',
    evenSuspended: true,
    status: 200,
    summary: 'The breaches that touch the workspace',
    answer: breaches.WorkspaceBreaches,
    refusals: inWorkspace,
  },
} as const satisfies Record<string, Operation>
