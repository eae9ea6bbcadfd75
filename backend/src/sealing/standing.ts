import type { Archive } from '../backup/archive.ts'
import { readKeys } from '../backup/keys.ts'
import { headIn, headOf, type MasterKey, type MasterKeys, masterId, type PlaceName } from '../lib/master.ts'
import type { World } from '../world.ts'
import { countBehind, countSealed } from './queries.ts'
import { olderHeads, placeNames } from './reseal.ts'

/** What a process may have begun to seal before it learnt of another key is written by then. */
const restMs = 2 * 60 * 1000

/** How many values of each kind are sealed under which master key; undefined: under one that is not known here. */
export interface Counted {
  place: PlaceName
  master: MasterKey | undefined
  count: number
}

/** All that is sealed under master keys in the database. Each is named as the given keys have it. */
export async function countAll(
  { db }: Pick<World, 'db'>,
  { all }: Pick<MasterKeys, 'all'>,
): Promise<Counted[]> {
  const byHead = new Map(all.map(one => [headOf(one).toString('hex'), one]))
  const counts = await db.keeper(async keeper => {
    const each = []
    for (const place of placeNames) each.push({ place, found: await countSealed(keeper, place) })
    return each
  })
  return counts.flatMap(({ place, found }) =>
    found.map(({ head, count }) => ({ place, master: byHead.get(head), count })),
  )
}

/** Processes that may still seal under a former master key. `own` is the number of the process that asks. */
export const processesBehind = (
  { db }: Pick<World, 'db'>,
  { sealing, own }: { sealing: MasterKey; own: number },
): Promise<number> =>
  db.keeper(keeper => {
    const until = new Date(keeper.now.getTime() - restMs)
    return countBehind(keeper, { own, master: masterId(sealing), until })
  })

/** What lies beside the backups, keys of workspaces and words of requests, that a former master key sealed. */
export async function keptUnderFormer({ folder, secrets }: Archive): Promise<number> {
  const heads = new Set(olderHeads(secrets.master.keys()))
  let count = 0
  const isFormer = (sealed: string) => heads.has(headIn(Buffer.from(sealed, 'base64')).toString('hex'))
  for await (const { kind, sealed, beside } of readKeys(folder, secrets.backup))
    if (kind !== 'c' && (isFormer(sealed) || (kind === 'r' && isFormer(beside)))) count++
  return count
}
