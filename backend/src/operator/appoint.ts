import type { Database } from '../db/tenancy.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import { accountByEmail, deleteOperator, insertOperator, listOperators } from './queries.ts'

/** `same`: it was so before. `unknown`: nobody has the address. */
type Appointed = 'done' | 'same' | 'unknown'

/** Makes the account of an e-mail address an operator. */
export const appoint = ({ keeper }: Database, email: string): Promise<Appointed> =>
  keeper(async handle => {
    const account = await accountByEmail(handle, email)
    if (!account) return 'unknown'
    if (!(await insertOperator(handle, account))) return 'same'
    await insertOperatorAct(handle, null, 'operator.added', account, null)
    return 'done'
  })

/** Makes it an operator no more: its next request to the operator's room is refused. */
export const dismiss = ({ keeper }: Database, email: string): Promise<Appointed> =>
  keeper(async handle => {
    const account = await accountByEmail(handle, email)
    if (!account) return 'unknown'
    if (!(await deleteOperator(handle, account))) return 'same'
    await insertOperatorAct(handle, null, 'operator.removed', account, null)
    return 'done'
  })

/** Who runs the platform. */
export const operators = ({ keeper }: Database) => keeper(async handle => listOperators(handle))
