import { queueJob } from '../jobs/queue.ts'
import { faultFields } from '../lib/log.ts'
import type { Evidence, PromiseEntry, PromiseState } from '../privacy/promise.ts'
import type { World } from '../world.ts'
import { promises } from './promises.ts'
import { keepCheck, lastRound, limitTime, operators } from './queries.ts'

const soonMs = 10_000
const everyMs = 4 * 60 * 1000
const patienceMs = 20_000

/**
 * Looks at every promise now and every four minutes, unless another process just did, and once more soon after the
 * start: what begins then, as the first sweep, has been done by that time. Returns how to stop.
 */
export function startLooking(world: World): () => void {
  const or = (error: unknown) => world.fault(error)
  const run = () => void lookUnlessDone(world).catch(or)
  run()
  const soon = setTimeout(() => void lookAtAll(world).catch(or), soonMs)
  const timer = setInterval(run, everyMs)
  return () => {
    clearTimeout(soon)
    clearInterval(timer)
  }
}

async function lookUnlessDone(world: World): Promise<void> {
  const last = await world.db.keeper(lastRound)
  if (last && world.now().getTime() - last.getTime() < everyMs / 2) return
  await lookAtAll(world)
}

/**
 * Looks at each promise, each for so many milliseconds at most, and keeps what was seen. One that cannot be looked at, or
 * not in time, needs attention. What turns to broken, or is at its first look, is logged and told to the operators, once.
 */
export async function lookAtAll(
  world: World,
  entries: readonly PromiseEntry[] = promises,
  patience = patienceMs,
): Promise<void> {
  for (const entry of entries) {
    const { evidence, failed } = await look(world, entry, patience)
    const before = await world.db.keeper(keeper => keepCheck(keeper, entry.id, evidence, failed))
    if (before !== undefined && evidence.state === 'broken') await tell(world, entry.id)
  }
}

async function look(
  world: World,
  { check }: PromiseEntry,
  patience: number,
): Promise<{ evidence: Evidence; failed: string | null }> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(Object.assign(new Error('late'), { code: 'late' })), patience)
  try {
    return { evidence: await Promise.race([check(inTime(world, patience)), late.promise]), failed: null }
  } catch (error) {
    world.fault(error)
    const { code, name } = faultFields(error)
    return { evidence: { state: 'attention', facts: [] }, failed: code ?? name ?? 'unknown' }
  } finally {
    clearTimeout(timer)
  }
}

/** The world as a look sees it: what a look asks of the database ends when the look does, whatever it has begun. */
function inTime(world: World, patience: number): World {
  const until = performance.now() + patience
  const keeper: World['db']['keeper'] = work =>
    world.db.keeper(async keeper => {
      await limitTime(keeper, until - performance.now())
      return work(keeper)
    })
  return { ...world, db: { ...world.db, keeper } }
}

async function tell(world: World, promise: string): Promise<void> {
  world.log('error', 'promise_broken', { promise })
  await world.db.keeper(async keeper => {
    for (const { account } of await operators(keeper)) {
      const details = { promise }
      const subject = { mail: 'notice', account, notice: 'promise-broken', details, language: 'en' } as const
      await queueJob(keeper, { kind: 'mail', subject })
    }
  })
}

/** A look that is older than this says nothing any more about now. */
const freshMs = 15 * 60 * 1000

/** A state as it may be shown at a moment: one that was looked at too long ago needs attention. */
export const stateAt = (state: PromiseState, at: Date, now: Date): PromiseState =>
  now.getTime() - at.getTime() > freshMs ? 'attention' : state
