import type { Keeper } from '../db/tenancy.ts'
import type { World } from '../world.ts'
import type { JobKind, SubjectOf, Taken } from './job.ts'
import { anyDue, type JobRow, takeInTurn, takeJobs } from './queries.ts'
import { doJob } from './work.ts'

/**
 * Who does the work of each kind. A job is done at least once: after a crash, or when its end could not be told to the
 * database, it is done again, so that a handler must come out the same when it runs twice. What it throws is a failed
 * try, but for `Later` and `GiveUp`.
 */
export type Handlers = {
  [Kind in JobKind]: (world: World, subject: SubjectOf<Kind>, job: Taken) => Promise<void>
}

/**
 * The same, by whatever kind stands in the table. A method, so that each handler keeps its own subject's type: kind and
 * subject were put in line together.
 */
export type ByKind = Partial<
  Record<string, { does(world: World, subject: unknown, job: Taken): Promise<void> }['does']>
>

export interface Worker {
  /** Until no job is due any more and none is being done here; jobs that others have are not waited for. */
  idle(): Promise<void>
  /** Takes no more jobs, and waits for those at hand; what is not done in ten seconds is aborted. */
  close(): Promise<void>
}

const atOnce = 6
/**
 * Of some kinds fewer are done at once, and of a workspace one at a time in all processes: they wait for Stripe, or for servers of its
 * owner's choice, or are as many as its visitors, and no workspace may keep the others' jobs, or anybody's mail, from being done.
 */
const usualNarrow: Narrow = { webhook: 2, billing: 2, 'customer-end': 1, released: 2 }
type Narrow = Partial<Record<string, number>>
/** As long as a job may take, twice. */
export const usualLeaseSeconds = 120
const everyMs = 5000
const patienceMs = 10_000

export interface WorkerOptions {
  /** How many of a kind are done at once; of those that are not named, as many as there is room for. */
  narrow?: Narrow
  /** How long a job is a worker's own, in seconds: a worker that has not ended it by then counts as dead. */
  leaseSeconds?: number
}

/** Takes jobs as their moment comes, a few at a time; any number of processes may do so at once. */
export function startWorker(
  world: World,
  handlers: ByKind,
  { narrow = usualNarrow, leaseSeconds = usualLeaseSeconds }: WorkerOptions = {},
): Worker {
  const every = Object.keys(handlers)
  const inTurn = every.filter(kind => narrow[kind] !== undefined)
  const kinds = every.filter(kind => narrow[kind] === undefined)
  const running = new Map<Promise<void>, string>()
  const closing = new AbortController()
  let closed = false
  let again = false
  let taking: Promise<void> | undefined

  function begin(row: JobRow) {
    const work = doJob(world, handlers, row, closing.signal)
      .catch(error => world.fault(error))
      .then(() => void running.delete(work))
      .then(wake)
    running.set(work, row.kind)
  }

  const runningOf = (kind: string) => [...running.values()].filter(one => one === kind).length

  /** The narrow kinds choose first, of the few places that they may have: so neither they nor the others starve. */
  async function due(keeper: Keeper): Promise<JobRow[]> {
    const rows: JobRow[] = []
    const free = () => atOnce - running.size - rows.length
    for (const kind of inTurn) {
      const most = Math.min(free(), (narrow[kind] ?? 0) - runningOf(kind))
      if (most > 0) rows.push(...(await takeInTurn(keeper, { kinds: [kind], most, leaseSeconds })))
    }
    if (free() > 0) rows.push(...(await takeJobs(keeper, { kinds, most: free(), leaseSeconds })))
    return rows
  }

  async function take() {
    while (again && !closed) {
      again = false
      if (running.size >= atOnce) return
      for (const row of await world.db.keeper(due)) begin(row)
    }
  }

  function wake() {
    again = true
    taking ??= take()
      .catch(error => world.fault(error))
      .finally(() => {
        taking = undefined
        // Woken just as it had looked its last.
        if (again && !closed) wake()
      })
  }

  const isDue = () => world.db.keeper(keeper => anyDue(keeper, { kinds, inTurn }))
  const isBusy = () => taking !== undefined || running.size > 0

  async function rest() {
    while (isBusy()) await Promise.all([taking, ...running.keys()])
  }

  const stopHearing = world.hear(({ type }) => {
    if (type === 'job' || type === 'missed') wake()
  })
  const timer = setInterval(wake, everyMs).unref()
  wake()

  return {
    idle: async () => {
      do {
        wake()
        await rest()
        // What is heard while the database is asked may have been taken by the time of its answer.
      } while (!closed && ((await isDue()) || isBusy()))
    },
    close: async () => {
      closed = true
      stopHearing()
      clearInterval(timer)
      const impatience = setTimeout(() => closing.abort(new Error('closing')), patienceMs)
      await rest()
      clearTimeout(impatience)
    },
  }
}
