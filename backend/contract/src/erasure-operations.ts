import { Erased } from './chat.ts'
import * as holds from './holds.ts'
import { inWorkspace, type Operation, session } from './operation.ts'
import { AccessReason } from './operator.ts'
import type { RefusalCode } from './refusals.ts'
import * as retention from './retention.ts'

const operator: RefusalCode[] = [...session, 'forbidden', 'factor_demanded', 'confirmation_required']

/** The doors of what is kept, for how long, and what is taken away at once. */
export const erasureOperations = {
  holds: {
    method: 'get',
    path: '/v1/holds',
    who: 'workspace',
    right: 'privacy:read',
    status: 200,
    summary: 'Legal holds, the latest first',
    answer: holds.Holds,
    refusals: inWorkspace,
  },
  makeHold: {
    method: 'post',
    path: '/v1/holds',
    who: 'workspace',
    right: 'privacy:manage',
    confirmed: true,
    status: 201,
    summary: 'Keep conversations beyond their term, for a reason and until a day',
    body: holds.NewHold,
    answer: holds.Hold,
    refusals: [...inWorkspace, 'confirmation_required', 'not_found', 'too_many'],
  },
  endHold: {
    method: 'delete',
    path: '/v1/holds/{hold}',
    who: 'workspace',
    right: 'privacy:manage',
    confirmed: true,
    status: 204,
    summary: 'End a hold: what is past its term goes with the next sweep',
    refusals: [...inWorkspace, 'confirmation_required', 'not_found'],
  },
  operatorHold: {
    method: 'post',
    path: '/v1/operator/workspaces/{workspace}/holds',
    who: 'operator',
    confirmed: true,
    status: 204,
    summary:
      'Hold all conversations of a workspace, for a reason that its owners read, and its visitors only where `silent` is false',
    body: holds.OperatorHold,
    refusals: [...operator, 'not_found'],
  },
  operatedHolds: {
    method: 'get',
    path: '/v1/operator/workspaces/{workspace}/holds',
    who: 'operator',
    status: 200,
    summary: 'What operators hold of a workspace, the latest first',
    answer: holds.OperatedHolds,
    refusals: [...operator, 'not_found'],
  },
  endOperatorHold: {
    method: 'post',
    path: '/v1/operator/workspaces/{workspace}/holds/{hold}/end',
    who: 'operator',
    confirmed: true,
    status: 204,
    summary: 'End a hold that an operator made, for a reason that the workspace’s owners read',
    body: holds.EndHold,
    refusals: [...operator, 'not_found'],
  },
  retention: {
    method: 'get',
    path: '/v1/retention',
    who: 'workspace',
    right: 'privacy:read',
    status: 200,
    summary: 'How long each assistant keeps what is said, and what goes in the next days',
    answer: retention.Retention,
    refusals: inWorkspace,
  },
  sweeps: {
    method: 'get',
    path: '/v1/operator/sweeps',
    who: 'operator',
    status: 200,
    summary: 'What the latest sweeps did, and what the next ones would do',
    answer: retention.Sweeps,
    refusals: operator,
  },
  deleteChild: {
    method: 'delete',
    path: '/v1/conversations/{conversation}/child',
    who: 'workspace',
    right: 'privacy:read',
    status: 200,
    summary: 'A child wrote this: delete all of that visitor at once, everywhere, with every consent',
    answer: Erased,
    refusals: [...inWorkspace, 'not_found'],
  },
  operatorDeleteChild: {
    method: 'post',
    path: '/v1/operator/workspaces/{workspace}/conversations/{conversation}/child',
    who: 'operator',
    confirmed: true,
    status: 200,
    summary: 'The same by an operator, for a reason that the workspace’s owners read',
    body: AccessReason,
    answer: Erased,
    refusals: [...operator, 'not_found'],
  },
} as const satisfies Record<string, Operation>
