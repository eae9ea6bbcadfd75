import type { Keeper } from '../db/tenancy.ts'
import type { PromiseState } from '../privacy/promise.ts'
import { endings } from '../retention/queries.ts'
import { isSweeping, overdueOf } from './terms/queries.ts'

/** A sweep comes every hour; what it has left for so long it does not take. */
const sweepHours = 3
/** A partition of messages is dropped when its whole day is over. */
const partitionHours = 26

/** What was said, what was made of it, and what left of it: P4.2. */
const said = new Set(['sentPrompts', 'promptParts', 'maskedValues', 'replies', 'conversations'])
/** What is promised ninety days: P4.3. */
const logs = new Set(['apiLog', 'securityLog', 'egress'])

/**
 * What it says that something is still there. A platform that stood still for hours begins with a sweep: while one is at
 * it, nobody can tell yet what it leaves.
 */
export async function stateOfOverdue(keeper: Keeper, isOverdue: boolean): Promise<PromiseState> {
  if (!isOverdue) return 'kept'
  return (await isSweeping(keeper)) ? 'attention' : 'broken'
}

/** How many rows of conversations are on the disk long past their term. */
export async function overdueSaid(keeper: Keeper): Promise<number> {
  const messages = endings.filter(({ name }) => name === 'messages')
  const others = endings.filter(({ name }) => said.has(name))
  return (await sum(keeper, messages, partitionHours)) + (await sum(keeper, others, sweepHours))
}

/** The same of logs. */
export const overdueLogs = (keeper: Keeper): Promise<number> =>
  sum(
    keeper,
    endings.filter(({ name }) => logs.has(name)),
    sweepHours,
  )

/** Whatever else ends by the data map and is on the disk long past that, by its name in sweeps. */
export async function overdueElsewhere(keeper: Keeper): Promise<{ name: string; count: number }[]> {
  const others = endings.filter(({ name }) => name !== 'messages' && !said.has(name) && !logs.has(name))
  return (await overdueOf(keeper, others, sweepHours)).filter(({ count }) => count > 0)
}

async function sum(keeper: Keeper, ...asked: [kinds: typeof endings, hours: number]): Promise<number> {
  return (await overdueOf(keeper, ...asked)).reduce((all, { count }) => all + count, 0)
}
