import { queueJob } from '../jobs/queue.ts'
import { masterId } from '../lib/master.ts'
import { learnSecrets } from '../lib/secrets.ts'
import type { World } from '../world.ts'
import { countSealed, sayMaster } from './queries.ts'
import { olderHeads, placeNames } from './reseal.ts'

const learnMs = 30_000
const lookMs = 60 * 60 * 1000

/**
 * Keeps the secrets as their file has them: at once when it is told that it changed, and twice a minute of its own
 * accord. Says each time under which master key this process seals. Every hour, and at the start, it looks for what is
 * left under a former one. Returns how to stop.
 */
export function startSealing(world: World): () => void {
  let said = ''
  async function learn() {
    learnSecrets(world.secrets)
    const master = masterId(world.secrets.master.keys().sealing)
    const saying = `${world.process()} ${master.toString('hex')}`
    if (saying === said || world.process() === 0) return
    await world.db.keeper(keeper => sayMaster(keeper, world.process(), master))
    said = saying
  }
  const run = (work: () => Promise<void>) => () => void work().catch(world.fault)
  const stopHearing = world.hear(({ type }) => {
    if (type === 'secrets' || type === 'missed') run(learn)()
  })
  const look = run(() => lookForOlder(world))
  const timers = [setInterval(run(learn), learnMs), setInterval(look, lookMs)]
  run(learn)()
  look()
  return () => {
    stopHearing()
    timers.forEach(clearInterval)
  }
}

/** Puts a resealing in line where something is left to seal anew. */
export async function lookForOlder(world: Pick<World, 'db' | 'secrets'>): Promise<void> {
  const heads = olderHeads(world.secrets.master.keys())
  if (!heads.length) return
  await world.db.keeper(async keeper => {
    for (const place of placeNames) {
      const counts = await countSealed(keeper, place)
      if (counts.some(({ head }) => heads.includes(head)))
        return queueJob(keeper, { kind: 'reseal', subject: {} }, { key: 'now' })
    }
  })
}
