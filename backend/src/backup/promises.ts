import type { Evidence, PromiseEntry } from '../privacy/promise.ts'
import type { World } from '../world.ts'
import { type Archive, archiveOf, type Former, formerOf } from './archive.ts'
import { backupDays, backupsIn, momentOf } from './folder.ts'
import { headOfKeys } from './keys.ts'
import { endOfLog } from './ledger.ts'
import { firstErasureAfter, installationOf, listBackups } from './queries.ts'

const day = 24 * 60 * 60
/** One is made each night; it may be late by some hours. */
const newestSeconds = 2 * day
/** How long what was erased may not be beside the backups, and its key not gone from them. */
const behindSeconds = 15 * 60

export const backupPromises: readonly PromiseEntry[] = [
  {
    id: 'P4.4',
    promise: 'Backups for 30 days; what was erased never comes back with a restore.',
    enforced:
      'Each backup is removed before it is 30 days old; the keys of what is erased leave all of them at once, and a ' +
      'restore erases it again before it serves.',
    check: look,
  },
]

type Since = (then: Date | null | undefined) => number | null

async function look(world: World): Promise<Evidence> {
  const moment = world.now().getTime()
  const since: Since = then => (then ? (moment - then.getTime()) / 1000 : null)
  const [own, formers] = [archiveOf(world), await formerOf(world)]
  const made = own && (await makes(own, since))
  const lying = await lies(own ? [own, ...formers] : formers, since)
  if (!made && !formers.length) return none(world)
  const broken = (lying.oldest ?? 0) > backupDays * day || lying.behind > behindSeconds
  return {
    // Where none are made any more but some lie yet, that is not what was wished for.
    state: broken ? 'broken' : formers.length || made?.late ? 'attention' : 'kept',
    facts: [
      { fact: 'backups', count: lying.count },
      ...(made ? [] : [{ fact: 'backupsMade', word: 'off now' }]),
      { fact: 'oldestBackup', age: lying.oldest },
      { fact: 'limit', limit: `P${backupDays}D` },
      ...(made ? [{ fact: 'verified', age: made.verified }] : []),
      { fact: 'ledgerBehind', age: lying.behind || null },
    ],
  }
}

/** None are made; the last ones may have been, before. */
async function none({ db }: World): Promise<Evidence> {
  const made = await db.keeper(keeper => listBackups(keeper, 1))
  return { state: 'unused', facts: [{ fact: 'backups', word: made.length ? 'off now' : 'none are made' }] }
}

/** Whether backups are made and tried as they should be. */
async function makes({ folder, db }: Archive, since: Since) {
  const newest = since(momentOf((await backupsIn(folder)).at(-1) ?? ''))
  const attempts = await db.keeper(keeper => listBackups(keeper, 100))
  const verified = since(attempts.find(({ verifiedAt }) => verifiedAt)?.verifiedAt)
  const late = [newest, verified].some(age => age === null || age > newestSeconds)
  return { verified, late: late || Boolean(attempts[0]?.failed) }
}

/** What lies in all folders together. */
async function lies(archives: (Archive | Former)[], since: Since) {
  const lying = { count: 0, oldest: null as number | null, behind: 0 }
  for (const archive of archives) {
    const names = await backupsIn(archive.folder)
    lying.count += names.length
    const oldest = since(momentOf(names[0] ?? ''))
    if (oldest !== null) lying.oldest = Math.max(lying.oldest ?? 0, oldest)
    // Beside none that are left there is nothing to fall behind.
    if (names.length || !('newest' in archive))
      lying.behind = Math.max(lying.behind, await secondsBehind(archive, since))
  }
  return lying
}

/** For how long something that was erased has not been on the log, or its key still with the backups. */
async function secondsBehind({ folder, secrets, db }: Archive, since: Since): Promise<number> {
  const own = await db.keeper(installationOf)
  const end = await endOfLog(folder, secrets.backup)
  const keys = await headOfKeys(folder, secrets.backup)
  const reached = [end, keys].map(one => (one?.installation === own ? one.position : 0))
  const first = await db.keeper(keeper => firstErasureAfter(keeper, Math.min(...reached)))
  return Math.max(0, since(first) ?? 0)
}
