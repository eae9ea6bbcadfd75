import { faultFields } from '../lib/log.ts'
import type { World } from '../world.ts'
import { GiveUp, type JobKind, Later, type Taken } from './job.ts'
import { beginAnew, deleteJob, type JobRow, putBackJob } from './queries.ts'
import type { ByKind } from './worker.ts'

const tries = 12
const firstPauseSeconds = 10
const longestPauseSeconds = 6 * 60 * 60
const limitMs = 60_000
/** What somebody may demand is begun anew after a long pause where others are given up. */
const demanded: ReadonlySet<string> = new Set<JobKind>(['released'])

/** A job that was tried as often as any and failed each time. Its kind is all that the log learns. */
class JobGivenUp extends Error {
  readonly code: string

  constructor(kind: string) {
    super('given up')
    this.name = 'JobGivenUp'
    this.code = kind
  }
}

/** Does one job and tells the database how it ended: done, to be tried again, or given up. */
export async function doJob(
  world: World,
  handlers: ByKind,
  row: JobRow,
  closing: AbortSignal,
): Promise<void> {
  // Whoever took it last died with it, time and again: it may be the job that kills.
  if (row.failures >= tries) return giveUp(world, row)
  try {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(limitMs)])
    await within(signal, () => handle(world, handlers, row, signal))
  } catch (error) {
    return failed(world, row, error)
  }
  await world.db.keeper(keeper => deleteJob(keeper, row))
}

async function handle(world: World, handlers: ByKind, row: JobRow, signal: AbortSignal): Promise<void> {
  const { id, workspace, subject, try: attempt } = row
  const job: Taken = { id, workspace, attempts: attempt - 1, signal }
  const handler = handlers[row.kind]
  if (!handler) throw new Error('a job of a kind that nobody does')
  return handler(world, subject, job)
}

async function failed(world: World, row: JobRow, error: unknown): Promise<void> {
  if (error instanceof GiveUp) {
    world.log('warn', 'job_dropped', { kind: row.kind })
    return world.db.keeper(keeper => deleteJob(keeper, row))
  }
  if (error instanceof Later) return putBack(world, row, error.seconds, false)
  world.log('warn', 'job_failed', { kind: row.kind, ...faultFields(error) })
  if (row.failures + 1 >= tries) return giveUp(world, row)
  return putBack(world, row, pauseSeconds(row.failures, world.random()), true)
}

function giveUp(world: World, row: JobRow): Promise<void> {
  world.fault(new JobGivenUp(row.kind))
  return world.db.keeper(keeper =>
    demanded.has(row.kind)
      ? beginAnew(keeper, row, inSeconds(world, longestPauseSeconds))
      : deleteJob(keeper, row),
  )
}

const inSeconds = ({ now }: World, seconds: number): Date => new Date(now().getTime() + seconds * 1000)

function putBack(world: World, row: JobRow, seconds: number, failed: boolean): Promise<void> {
  return world.db.keeper(keeper => putBackJob(keeper, row, inSeconds(world, seconds), failed))
}

/** Seconds before the next try: doubled each time, and spread over half as much again, so that not all come at once. */
const pauseSeconds = (failures: number, random: number): number =>
  Math.min(firstPauseSeconds * 2 ** failures * (1 + random / 2), longestPauseSeconds)

/** Ends with the work, or with the signal's reason if that comes first: work that does not listen is not waited for. */
function within(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    work().then(resolve, reject)
  })
}
