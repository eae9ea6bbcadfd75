import { Deleted } from './chat.ts'
import { Conversations, LoggedConversation } from './console.ts'
import { PageQuery } from './line.ts'
import { ApiLog, AuditLog, SecurityLog } from './logs.ts'
import { type Operation, session } from './operation.ts'
import * as operator from './operator.ts'
import type { RefusalCode } from './refusals.ts'

const refused: RefusalCode[] = [...session, 'forbidden', 'factor_demanded', 'confirmation_required']
const workspacePath = '/v1/operator/workspaces/{workspace}'

/** The doors of whoever runs the platform. An operator reads no conversation without a reason that its owner sees. */
export const operatorOperations = {
  operatorOverview: {
    method: 'get',
    path: '/v1/operator',
    who: 'operator',
    status: 200,
    summary: 'How the platform is doing',
    answer: operator.OperatorOverview,
    refusals: refused,
  },
  operatedWorkspaces: {
    method: 'get',
    path: '/v1/operator/workspaces',
    who: 'operator',
    status: 200,
    summary: 'All workspaces, newest first',
    query: operator.OperatorQuery,
    answer: operator.OperatedWorkspaces,
    refusals: refused,
  },
  suspendWorkspace: {
    method: 'patch',
    path: workspacePath,
    who: 'operator',
    confirmed: true,
    status: 204,
    summary: 'Suspend a workspace or let it go on; cuts all it has running',
    body: operator.Suspension,
    refusals: [...refused, 'not_found'],
  },
  operatedAccounts: {
    method: 'get',
    path: '/v1/operator/accounts',
    who: 'operator',
    status: 200,
    summary: 'All accounts, newest first',
    query: operator.OperatorQuery,
    answer: operator.OperatedAccounts,
    refusals: refused,
  },
  suspendAccount: {
    method: 'patch',
    path: '/v1/operator/accounts/{account}',
    who: 'operator',
    confirmed: true,
    status: 204,
    summary: 'Suspend an account or let it in again; ends its sessions',
    body: operator.Suspension,
    refusals: [...refused, 'not_found'],
  },
  operatorDeleteAccount: {
    method: 'post',
    path: '/v1/operator/accounts/{account}/delete',
    who: 'operator',
    confirmed: true,
    status: 200,
    summary:
      'Delete an account that is a child’s or whose holder asked for it, and the workspaces that nobody else owns with all they hold, at once; answers a signed receipt. Held as in `deleteAccount`',
    body: operator.AccountRemoval,
    answer: Deleted,
    refusals: [...refused, 'not_found', 'last_owner', 'held'],
  },
  operatorAccess: {
    method: 'post',
    path: `${workspacePath}/access`,
    who: 'operator',
    confirmed: true,
    status: 201,
    summary: 'Open a workspace’s log for an hour, for a reason that is recorded and shown to its owners',
    body: operator.AccessReason,
    answer: operator.Access,
    refusals: [...refused, 'not_found'],
  },
  operatedConversations: {
    method: 'get',
    path: `${workspacePath}/conversations`,
    who: 'operator',
    status: 200,
    summary: 'A workspace’s conversations, after access was opened',
    query: PageQuery,
    answer: Conversations,
    refusals: [...refused, 'not_found'],
  },
  operatedConversation: {
    method: 'get',
    path: `${workspacePath}/conversations/{conversation}`,
    who: 'operator',
    status: 200,
    summary: 'One conversation, after access was opened; recorded',
    answer: LoggedConversation,
    refusals: [...refused, 'not_found'],
  },
  platformApiLog: {
    method: 'get',
    path: '/v1/operator/logs/api',
    who: 'operator',
    status: 200,
    summary: 'Requests to the platform, newest first',
    query: PageQuery,
    answer: ApiLog,
    refusals: refused,
  },
  platformSecurityLog: {
    method: 'get',
    path: '/v1/operator/logs/security',
    who: 'operator',
    status: 200,
    summary: 'What happened at the platform’s doors, newest first',
    query: PageQuery,
    answer: SecurityLog,
    refusals: refused,
  },
  platformAuditLog: {
    method: 'get',
    path: '/v1/operator/logs/audit',
    who: 'operator',
    status: 200,
    summary: 'What operators did, newest first',
    query: PageQuery,
    answer: AuditLog,
    refusals: refused,
  },
} as const satisfies Record<string, Operation>
