import type { Taken } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import type { World } from '../world.ts'
import { dueAt } from './clock.ts'
import { toRemind } from './queries.ts'

/** A job about one breach. */
export interface BreachReminder {
  breach: string
}

/** The handler of `breach`: reminds every operator of one whose authority is not told yet and need not be. */
export async function remindOfBreach(world: World, { breach }: BreachReminder, { id }: Taken): Promise<void> {
  await world.db.keeper(async keeper => {
    const { noticedAt, operators } = await toRemind(keeper, breach)
    const details = { until: `${dueAt(noticedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC` }
    for (const account of operators) {
      const subject = { mail: 'notice', account, notice: 'breach-due', details, language: 'en' } as const
      await queueJob(keeper, { kind: 'mail', subject }, { key: `${id}:${account}` })
    }
  })
}
