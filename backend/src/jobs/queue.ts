import type { Keeper, Person, Stranger, Tenant } from '../db/tenancy.ts'
import type { Job } from './job.ts'
import { insertJob } from './queries.ts'

interface Options {
  /** Not before this moment; at once when none is given. */
  at?: Date
  /** Of two jobs of one kind with one key that both wait there is one, the later. It names by its id what it is about. */
  key?: string
}

/**
 * Puts a job in line, within the handle's transaction: what is rolled back leaves none. It is done at least once, by
 * any process, soon after its moment. It belongs to the handle's workspace, and goes with it. A stranger has no clock
 * and says when.
 */
export function queueJob(handle: Tenant | Person | Keeper, job: Job, options?: Options): Promise<void>
export function queueJob(handle: Stranger, job: Job, options: Options & { at: Date }): Promise<void>
export function queueJob(
  handle: Tenant | Person | Keeper | Stranger,
  job: Job,
  { at, key }: Options = {},
): Promise<void> {
  const moment = at ?? ('now' in handle ? handle.now : undefined)
  if (!moment) throw new TypeError('a stranger says when')
  return insertJob(handle, job, moment, key ?? null)
}
