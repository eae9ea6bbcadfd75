import type { Taken } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import type { World } from '../world.ts'
import { isNear } from './clock.ts'
import { type RequestDue, tellOperators } from './open.ts'
import { escalate, findRequest } from './queries.ts'

/**
 * The handler of `request`: whoever is to answer hears that one has come, and is reminded as its day comes nearer. On
 * its day an unanswered one is the operator's, too (P8.7).
 */
export async function remindOfRequest(
  world: World,
  { request, fresh }: RequestDue,
  { id }: Taken,
): Promise<void> {
  await world.db.keeper(async keeper => {
    const row = await findRequest(keeper, request)
    if (!row || row.answeredAt) return
    // An address that nobody proved is nobody's to answer to.
    if (!row.provenAt && row.kind !== 'child' && row.via === 'form') return
    // Its day was put off since this reminder was put in line.
    if (!fresh && !isNear(row.dueAt, keeper.now)) return
    const over = row.dueAt <= keeper.now
    if (over) await escalate(keeper, request)
    const notice = fresh ? 'request' : 'request-due'
    if (row.workspaceId) {
      const subject = { mail: 'owners', workspace: row.workspaceId, notice, language: 'en' } as const
      await queueJob(keeper, { kind: 'mail', subject }, { key: `${id}:owners` })
    }
    if (!row.workspaceId || over || row.kind === 'child') await tellOperators(keeper, notice, id)
  })
}
