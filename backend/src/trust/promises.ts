import { backupPromises } from '../backup/promises.ts'
import { ledgerPromises } from '../ledger/promises.ts'
import { policyPromises } from '../policy/promises.ts'
import type { PromiseEntry } from '../privacy/promise.ts'
import { cookiePromises } from '../privacy/promises.ts'
import { requestsPromises } from '../requests/promises.ts'
import { collected } from './checks/collected.ts'
import { kept } from './checks/kept.ts'
import { rightsKept } from './checks/rights.ts'
import { secured } from './checks/secured.ts'
import { shared } from './checks/shared.ts'

const inOrder = (id: string): number => {
  const [chapter = 0, number = 0] = id.slice(1).split('.').map(Number)
  return chapter * 100 + number
}

/** Every promise of the policy with what is looked at to see that it is kept, in the policy's order. */
export const promises: readonly PromiseEntry[] = [
  ...collected,
  ...shared,
  ...kept,
  ...backupPromises,
  ...secured,
  ...rightsKept,
  ...requestsPromises,
  ...ledgerPromises,
  ...policyPromises,
  ...cookiePromises,
].toSorted((one, other) => inOrder(one.id) - inOrder(other.id))
