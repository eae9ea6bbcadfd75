import type { Keeper, Person, Stranger, Tenant } from '../db/tenancy.ts'
import type { Job } from './job.ts'

/** Puts a job in line for `at`. */
export async function insertJob(
  handle: Tenant | Person | Keeper | Stranger,
  { kind, subject }: Job,
  at: Date,
  key: string | null,
): Promise<void> {
  await handle`select queue_job(${kind}, ${JSON.stringify(subject)}::text::jsonb, ${at}, ${key})`
}

export interface JobRow {
  id: string
  workspace: string | null
  kind: string
  subject: unknown
  /** Which try this is, from one up: with it a worker shows that the job is still its own. */
  try: number
  /** How often it failed before, or died with its worker. */
  failures: number
}

interface Wanted {
  kinds: string[]
  most: number
  leaseSeconds: number
}

/**
 * Takes up to `most` jobs of some kinds whose moment has come, the longest due first, for as long as the lease. One
 * whose lease has run out is due again. Nobody waits here for another worker.
 */
export const takeJobs = (keeper: Keeper, { kinds, most, leaseSeconds }: Wanted) =>
  lease(
    keeper,
    keeper`
      select id from jobs j
      where ${isDue(keeper)} and kind = any(${kinds})
      order by run_at, created_at
      limit ${most}
      for update skip locked
    `,
    leaseSeconds,
  )

/**
 * Takes as `takeJobs` does, but of a workspace one job of a kind at a time, whoever has it, its longest due. Whose turn
 * it is falls by lot, so that who has much to do keeps nobody waiting. One worker at a time does this: two could not
 * see what the other is about to take.
 */
export async function takeInTurn(keeper: Keeper, { kinds, most, leaseSeconds }: Wanted) {
  await keeper`select pg_advisory_xact_lock(hashtext('atavus.jobs'), 0)`
  return lease(
    keeper,
    keeper`
      select id from jobs j
      where id in (
        select distinct on (kind, workspace_id) id from jobs j
        where ${isDue(keeper)} and kind = any(${kinds}) and not ${isHeld(keeper)}
        order by kind, workspace_id, run_at, created_at
      )
      order by random()
      limit ${most}
      for update skip locked
    `,
    leaseSeconds,
  )
}

const isDue = (keeper: Keeper) => keeper`
  j.run_at <= ${keeper.now} and (j.leased_until is null or j.leased_until <= ${keeper.now})
`

/** Whether somebody has a job of this one's kind and workspace. */
const isHeld = (keeper: Keeper) => keeper`
  exists (
    select from jobs h where h.kind = j.kind and h.workspace_id = j.workspace_id and h.leased_until > ${keeper.now}
  )
`

function lease(keeper: Keeper, due: ReturnType<Keeper>, leaseSeconds: number) {
  return keeper<JobRow[]>`
    with due as materialized (${due}), taken as (
      update jobs j
      set attempts = j.attempts + 1, failures = j.failures + (j.leased_until is not null)::int,
        leased_until = ${keeper.now}::timestamptz + make_interval(secs => ${leaseSeconds})
      from due where j.id = due.id
      returning j.id, j.workspace_id, j.kind, j.subject, j.attempts, j.failures, j.run_at, j.created_at
    )
    select id, workspace_id as workspace, kind, subject, attempts as try, failures from taken order by run_at, created_at
  `
}

/** Whether a job of these kinds can be taken now; those `inTurn` wait for another of their workspace. */
export async function anyDue(
  keeper: Keeper,
  { kinds, inTurn }: { kinds: string[]; inTurn: string[] },
): Promise<boolean> {
  const [row] = await keeper<{ due: boolean }[]>`
    select exists (
      select from jobs j
      where ${isDue(keeper)} and (kind = any(${kinds}) or kind = any(${inTurn}) and not ${isHeld(keeper)})
    ) as due
  `
  return row?.due ?? false
}

/** Ends a job that is still in the given try. */
export async function deleteJob(keeper: Keeper, job: JobRow): Promise<void> {
  await keeper`delete from jobs where id = ${job.id} and attempts = ${job.try}`
}

/** Gives a job back to the line until `next`, if it is still in the given try, which failed or not. */
export async function putBackJob(keeper: Keeper, job: JobRow, next: Date, failed: boolean): Promise<void> {
  await keeper`select put_back_job(${job.id}, ${job.try}, ${next}, ${failed})`
}

/** Gives a job back as `putBackJob` does, as one that never failed. */
export async function beginAnew(keeper: Keeper, job: JobRow, next: Date): Promise<void> {
  await putBackJob(keeper, job, next, false)
  await keeper`update jobs set failures = 0 where id = ${job.id} and attempts = ${job.try}`
}
