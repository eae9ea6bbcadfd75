import { setTimeout } from 'node:timers/promises'
import type { World } from '../world.ts'
import { type Archive, archiveOf, formerOf } from './archive.ts'
import { BackupError } from './error.ts'
import { backupsIn, momentOf, removeOld } from './folder.ts'
import { keepUp, otherDatabase, refuseBehind } from './keep.ts'
import { endOfLog, pruneLog } from './ledger.ts'
import { makeBackup } from './make.ts'
import { installationOf, lastErasure, listBackups, noteFolder } from './queries.ts'
import { verifyBackup } from './verify.ts'
import { wane } from './wane.ts'

const hourMs = 60 * 60 * 1000
/** The hour (UTC) in which a backup is made, unless the last one is older than it may be. */
const nightHour = 2
const soonestMs = 20 * hourMs
const latestMs = 26 * hourMs
const lookMs = 10 * 60 * 1000
const followMs = 5000
const partingMs = 3000

/** Refuses to serve from a database that is another's than the backups', or older than their list of what was erased. */
export async function refuseUnreplayed(world: World): Promise<void> {
  const archive = archiveOf(world)
  const end = archive && (await endOfLog(archive.folder, archive.secrets.backup))
  if (!archive || !end) return
  if (end.installation !== (await world.db.keeper(installationOf))) throw otherDatabase(archive.folder)
  await refuseBehind(archive, end)
}

/**
 * Where backups are made: one each night, tried by a restore. Wherever they lie, also where none are made any more:
 * none older than 30 days, and a few seconds after something was erased its key is gone from all of them. What a trial
 * left that was killed goes at once. Returns how to stop; what is under way then has three seconds to come to its end, or
 * is broken off with the database.
 */
export function startBackups(world: World): () => Promise<void> {
  const archive = archiveOf(world)
  const works = [
    seldom(world, lookMs, async () => {
      if (archive) await nightly(world, archive)
    }),
    seldom(world, lookMs, () => waneAll(world)),
    seldom(world, followMs, followers(world)),
  ]
  const cleared = world.copies.alone('backup', world.copies.clear).catch(world.fault)
  return async () => {
    const ends = works.map(({ stop }) => stop())
    await Promise.race([Promise.all([cleared, ...ends]), setTimeout(partingMs, undefined, { ref: false })])
  }
}

/** Goes on with the folders in which none are made any more; one that fails keeps no other. */
async function waneAll(world: World): Promise<void> {
  for (const former of await formerOf(world)) await wane(former).catch(world.fault)
}

/** Now and again and again; not while it is at it already. Somebody else who is at it is no fault. */
function seldom(world: World, everyMs: number, work: () => Promise<unknown>): { stop(): Promise<void> } {
  let turning: Promise<void> | undefined
  const turn = () => {
    turning ??= work()
      .then(() => {})
      .catch(error => {
        if (!(error instanceof BackupError && error.problem === 'busy')) world.fault(error)
      })
      .finally(() => {
        turning = undefined
      })
  }
  turn()
  const timer = setInterval(turn, everyMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await turning
    },
  }
}

/** Follows what is erased in every folder in which a backup lies or will. */
function followers(world: World): () => Promise<void> {
  const own = archiveOf(world)
  const known = new Map<string, () => Promise<void>>()
  return async () => {
    const formers = await formerOf(world)
    for (const archive of own ? [own, ...formers] : formers) {
      if (archive !== own && !(await backupsIn(archive.folder)).length) continue
      const follow = known.get(archive.folder) ?? follower(archive)
      known.set(archive.folder, follow)
      await follow()
    }
  }
}

/** Writes down what was erased since the last look. Where that takes long, it is done the less often. */
function follower(archive: Archive): () => Promise<void> {
  let seen = -1
  let next = 0
  return async () => {
    if (performance.now() < next) return
    if ((await archive.db.keeper(lastErasure)) === seen) return
    const begun = performance.now()
    const kept = await keepUp(archive)
    if (kept) seen = kept.position
    next = performance.now() + 10 * (performance.now() - begun)
  }
}

/** Removes what is too old, and makes a backup if one is due; answers its name. */
export async function nightly(world: World, archive: Archive): Promise<string | undefined> {
  await archive.copies.alone('backup', () => removeOld(archive.folder, world.now()))
  await noteNewest(archive)
  if (!(await isDue(archive))) return undefined
  await archive.copies.alone('ledger', () => pruneLog(archive.folder, archive.secrets.backup, world.now()))
  const { name, rows, bytes } = await makeBackup(archive)
  world.log('info', 'backup', { name, rows, bytes })
  const { opened } = await verifyBackup(archive, name)
  world.log('info', 'backup_verified', { name, opened })
  return name
}

/** A folder is known although nothing was made in it since folders are noted. */
async function noteNewest({ folder, db }: Archive): Promise<void> {
  const newest = momentOf((await backupsIn(folder)).at(-1) ?? '')
  if (newest) await db.keeper(keeper => noteFolder(keeper, folder, newest))
}

async function isDue({ folder, db, now }: Archive): Promise<boolean> {
  const moment = now().getTime()
  const newest = momentOf((await backupsIn(folder)).at(-1) ?? '')
  const age = newest ? moment - newest.getTime() : Number.POSITIVE_INFINITY
  const due = age >= latestMs || (age >= soonestMs && now().getUTCHours() === nightHour)
  if (!due) return false
  // What has just failed is not tried again at once: it writes as much each time.
  const [last] = await db.keeper(keeper => listBackups(keeper, 1))
  return !last?.failed || moment - last.begunAt.getTime() >= hourMs
}
