import type { World } from '../world.ts'
import { queueAll, queueDue } from './queries.ts'

const everySeconds = 10 * 60
/** In one pass. */
const most = 300

/**
 * Sees at once and then every ten minutes to it that Stripe is asked for every subscription in time, whatever its
 * webhook told. Returns how to stop. Several processes may do so: what waits in line is put there no second time.
 */
export function startReconciling(world: World): () => void {
  if (!world.payments) return () => {}
  const run = () => void reconcile(world).catch(error => world.fault(error))
  run()
  const timer = setInterval(run, everySeconds * 1000)
  return () => clearInterval(timer)
}

/** One pass, spread over the time to the next one; answers how many were due. */
export const reconcile = ({ db }: World): Promise<number> =>
  db.keeper(keeper => queueDue(keeper, { spread: everySeconds, most }))

/** Has Stripe asked for every subscription at once, as the operator wishes; answers how many. */
export const compareAll = ({ db }: World): Promise<number> => db.keeper(queueAll)
