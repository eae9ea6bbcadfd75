import { archiveOf } from '../backup/archive.ts'
import { keepUp } from '../backup/keep.ts'
import type { Keeper } from '../db/tenancy.ts'
import { Later, type Taken } from '../jobs/job.ts'
import { beforeMaster, headOf, type Master, type MasterKeys, type PlaceName, places } from '../lib/master.ts'
import { learnSecrets } from '../lib/secrets.ts'
import type { World } from '../world.ts'
import { type Anew, putAnew, type Sealed, sealedUnder } from './queries.ts'

const most = 200
/** A job has a minute; what is left then is done by the next one. */
const budgetMs = 30_000

export const placeNames = Object.keys(places) as PlaceName[]

/** What begins whatever is sealed under a master key that sealed before, in hex. */
export const olderHeads = (keys: MasterKeys): string[] =>
  beforeMaster(keys).map(one => headOf(one).toString('hex'))

/**
 * The handler of `reseal`: seals anew, under the master key that seals now, whatever is sealed under another one. A few
 * rows at a time, each in the place of what it was made of: broken off and begun again it goes on with what is left,
 * and what is changed or erased meanwhile stays so. Then the wrapped keys beside the backups are written anew.
 */
export async function resealAll(
  world: World,
  _subject: Record<string, never>,
  { signal }: Pick<Taken, 'signal'>,
): Promise<void> {
  learnSecrets(world.secrets)
  const end = performance.now() + budgetMs
  let count = 0
  for (const place of placeNames)
    for (let after: string[] | undefined = []; after; ) {
      signal.throwIfAborted()
      if (performance.now() > end) throw new Later(1)
      const from: string[] = after
      const done = await world.db.keeper(keeper => resealSome(keeper, world.secrets.master, place, from))
      if (done.damaged) world.log('warn', 'not_resealed', { place, rows: done.damaged })
      count += done.count
      after = done.last
    }
  if (count) world.log('info', 'resealed', { rows: count })
  const archive = archiveOf(world)
  // Where another process is at it, it may have looked before the last row.
  if (archive && !(await keepUp(archive, true))) throw new Later(10)
}

async function resealSome(keeper: Keeper, master: Master, place: PlaceName, after: string[]) {
  const heads = olderHeads(master.keys())
  const found = await sealedUnder(keeper, place, { heads, after, most })
  const anew = found.flatMap(one => sealedAnew(master, place, one))
  const count = anew.length ? await putAnew(keeper, place, anew) : 0
  return { count, damaged: found.length - anew.length, last: found.at(-1)?.ids }
}

/** Nothing where it does not open: it stays as it is, and so does the key that it names. */
function sealedAnew(master: Master, place: PlaceName, { ids, sealed }: Sealed): Anew[] {
  try {
    const bound = ids as Parameters<(typeof places)[PlaceName]>
    return [{ ids, sealed, anew: master.seal(place, bound, master.open(place, bound, sealed)) }]
  } catch {
    return []
  }
}
