import type { Evidence, PromiseEntry } from '../../privacy/promise.ts'
import { lastSweep } from '../../retention/report/queries.ts'
import { overdueLogs, overdueSaid, stateOfOverdue } from '../overdue.ts'
import { deletionsOf, oldestOf, orphans } from '../terms/queries.ts'

const hour = 60 * 60
/** A sweep comes every hour. */
const sweepHours = 3
/** Files are written anew within a day; who looks an hour later sees it. */
const filesHours = 25

export const kept: readonly PromiseEntry[] = [
  {
    id: 'P4.1',
    promise: 'Account data until the account is deleted.',
    enforced: 'Everything that hangs on an account or a workspace goes in the transaction that deletes it.',
    check: async ({ db }) => {
      const left = await db.keeper(orphans)
      return { state: left ? 'broken' : 'kept', facts: [{ fact: 'leftBehind', count: left }] }
    },
  },
  {
    id: 'P4.2',
    promise:
      'Messages for as long as the assistant’s setting says; after an account is deleted, at most 30 days.',
    enforced: 'The database refuses every read of a row past its term, whether or not a sweep has run.',
    check: async ({ db, now }) => {
      const { overdue, state, swept } = await db.keeper(async keeper => {
        const overdue = await overdueSaid(keeper)
        return { overdue, state: await stateOfOverdue(keeper, overdue > 0), swept: await lastSweep(keeper) }
      })
      const age = swept && (now().getTime() - swept.getTime()) / 1000
      const late = age === null || age > sweepHours * hour
      return {
        state: state === 'kept' && late ? 'attention' : state,
        facts: [
          { fact: 'overdue', count: overdue },
          { fact: 'lastSweep', age },
        ],
      }
    },
  },
  {
    id: 'P4.3',
    promise: 'API logs 90 days.',
    enforced: 'No read returns an older row; a sweep removes it.',
    check: async ({ db }): Promise<Evidence> => {
      const { overdue, state, age } = await db.keeper(async keeper => {
        const overdue = await overdueLogs(keeper)
        const age = await oldestOf(keeper, 'api_log', 'at')
        return { overdue, age, state: await stateOfOverdue(keeper, overdue > 0) }
      })
      return {
        state,
        facts: [
          { fact: 'oldest', age },
          { fact: 'limit', limit: 'P90D' },
          { fact: 'overdue', count: overdue },
        ],
      }
    },
  },
  {
    id: 'P4.5',
    promise: 'An owner can delete an assistant’s data at any time, and it is gone at once.',
    enforced: 'One transaction removes it; the files in which it stood are written anew within a day.',
    check: async ({ db }) =>
      deletionEvidence(
        await db.keeper(keeper =>
          deletionsOf(keeper, ['assistant', 'workspace', 'conversation', 'document', 'page']),
        ),
      ),
  },
]

/** What was deleted lately, how long that took, and whether anything stands in files for longer than a day. */
export function deletionEvidence({
  count,
  slowest,
  waiting,
  oldest,
}: Awaited<ReturnType<typeof deletionsOf>>): Evidence {
  const late = (oldest ?? 0) > filesHours * hour
  return {
    state: late ? 'broken' : waiting ? 'attention' : 'kept',
    facts: [
      { fact: 'deleted', count },
      { fact: 'slowest', age: slowest === null ? null : slowest / 1000 },
      { fact: 'inFiles', count: waiting },
    ],
  }
}
