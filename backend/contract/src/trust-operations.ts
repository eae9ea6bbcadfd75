import { type Operation, session } from './operation.ts'
import type { RefusalCode } from './refusals.ts'
import * as trust from './trust.ts'

const refused: RefusalCode[] = [...session, 'forbidden', 'factor_demanded', 'confirmation_required']

/** The doors of the promises as the operator sees them; what anyone sees is at `/trust` and `/trust.json`. */
export const trustOperations = {
  operatedTrust: {
    method: 'get',
    path: '/v1/operator/trust',
    who: 'operator',
    status: 200,
    summary: 'Each promise with what was last seen of it, exactly, and how states changed',
    answer: trust.OperatedTrust,
    refusals: refused,
  },
  lookAgain: {
    method: 'post',
    path: '/v1/operator/trust',
    who: 'operator',
    status: 200,
    summary: 'Look at every promise now',
    answer: trust.OperatedTrust,
    refusals: refused,
  },
} as const satisfies Record<string, Operation>
