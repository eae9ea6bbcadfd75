import { Later } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import type { World } from '../world.ts'
import { closeGaps, messageGaps, noteRewrite, sizeOf, type Waiting, waitingDeletions } from './queries.ts'
import { rewrittenTables } from './tables.ts'

const hourMs = 60 * 60 * 1000
/** So many bytes are written anew in a few seconds, of no table longer than one: that is done at any hour. */
const smallBytes = 256 * 1024 * 1024
/** More than that, in this hour (UTC), unless a child’s words wait, or anybody’s for so long (P4.5: a day at most). */
const quietHour = 3
const longestMs = 20 * hourMs
/** Until the next try: where nothing was begun, and where some tables were in use. */
const soonSeconds = 60
const laterSeconds = 15 * 60

/**
 * The handler of `rewrite`: writes the files of tables anew, and their part of the write-ahead log, and notes it of what
 * was deleted before it began, if nothing of that is left anywhere. What is deleted meanwhile has a job of its own. Done
 * again it comes out the same. Of messages those partitions alone are written in which some were deleted, once each.
 */
export async function rewriteFiles(world: World): Promise<void> {
  const { waiting, gaps } = await world.db.keeper(async keeper => ({
    waiting: await waitingDeletions(keeper),
    gaps: await messageGaps(keeper),
  }))
  const tables = [...rewrittenTables, ...new Set(gaps.map(({ table }) => table))]
  if (!waiting.length || !(await isTime(world, waiting, tables))) return
  const done = await world.files.rewrite(tables)
  if (!done) throw new Later(soonSeconds)
  const left = [...done.busy, ...done.denied]
  const closed = gaps.filter(({ table }) => !left.includes(table))
  await world.db.keeper(keeper => closeGaps(keeper, closed))
  if (!left.length) return world.db.keeper(keeper => noteRewrite(keeper, waiting))
  world.log('warn', 'not_rewritten', { tables: left.join(' ') })
  if (done.busy.length) throw new Later(laterSeconds)
}

async function isTime(
  { db, now }: World,
  waiting: readonly Waiting[],
  tables: readonly string[],
): Promise<boolean> {
  const moment = now()
  const urgent = ({ kind, doneAt }: Waiting) =>
    kind === 'child' || moment.getTime() - doneAt.getTime() >= longestMs
  if (moment.getUTCHours() === quietHour || waiting.some(urgent)) return true
  return (await db.keeper(keeper => sizeOf(keeper, tables))) <= smallBytes
}

/** Looks at once and then every hour whether anything waits for the files to be written anew. */
export function startRewriting(world: World): () => void {
  const look = () =>
    world.db.keeper(async keeper => {
      if ((await waitingDeletions(keeper)).length)
        await queueJob(keeper, { kind: 'rewrite', subject: {} }, { key: 'now' })
    })
  const run = () => void look().catch(error => world.fault(error))
  run()
  const timer = setInterval(run, hourMs)
  return () => clearInterval(timer)
}
