import { lookInto } from '../../testing/database.ts'
import { type TestOptions, type TestWorld, testMoment, testWorld } from '../../testing/world.ts'
import type { Job, Taken } from '../job.ts'
import { queueJob } from '../queue.ts'
import { startWorker, type Worker } from '../worker.ts'

export type Tried = { name: string } & Taken

export const lease = { kinds: ['test'], most: 4, leaseSeconds: 120 }

/** A moment so many seconds after the tests' first. */
export const moment = (seconds: number) => new Date(Date.parse(testMoment) + seconds * 1000)

/** A job of the tests' own kind, so that the world's own worker leaves it alone. */
export const job = (name: string, kind: 'test' | 'narrow' = 'test'): Job =>
  ({ kind, subject: { name } }) as never

/** A world with a line of jobs that tests put in and workers that tests start. */
export async function openLine(options: TestOptions = {}) {
  const here = await testWorld({ random: () => 0, ...options })
  const rows = lookInto(here.address)
  const workers: Worker[] = []

  /** A worker whose work is `work`, and what it has tried; of jobs of the kind `narrow` it does two at once. */
  function worker(work: (tried: Tried) => Promise<void> = async () => {}, { world }: TestWorld = here) {
    const tried: Tried[] = []
    const handle = async (_: unknown, subject: { name: string }, taken: Taken) => {
      tried.push({ ...subject, ...taken })
      await work({ ...subject, ...taken })
    }
    const handlers = { test: handle, narrow: handle }
    const started = startWorker(world, handlers, { narrow: { narrow: 2 } })
    workers.push(started)
    return { ...started, tried, names: () => tried.map(({ name }) => name) }
  }

  return {
    here,
    rows,
    worker,
    after: (seconds: number) => here.at(moment(seconds)),
    queue: (name: string, more?: { at?: Date; key?: string }) =>
      here.world.db.keeper(keeper => queueJob(keeper, job(name), more)),
    waiting: () => rows<{ name: string; attempts: number; wait: number; leased: boolean }[]>`
      select subject ->> 'name' as name, attempts, leased_until is not null as leased,
        extract(epoch from run_at - ${here.world.now()})::int as wait
      from jobs order by run_at, subject ->> 'name'
    `,
    close: async () => {
      await Promise.all(workers.map(one => one.close()))
      await rows.end()
      await here.close()
    },
  }
}
