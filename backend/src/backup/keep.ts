import type { Archive } from './archive.ts'
import { BackupError } from './error.ts'
import { headOfKeys, writeKeys } from './keys.ts'
import { appendLog, endOfLog, type LogEnd, writeLog } from './ledger.ts'
import { completeErasures, erasureAt, erasuresBetween, installationOf } from './queries.ts'

const batch = 5000

export interface Kept {
  /** Up to which place of the list what was erased is on the log and out of the keys. */
  position: number
  /** The last place that stands on the log. */
  listed: number
}

const dayMs = 24 * 60 * 60 * 1000
/** How long the database's own list goes back. */
const listDays = 400

/**
 * Writes what was erased since the last time to the log, and the keys anew without it. `always`: the keys also when
 * nothing was, since what is new must be among them. Undefined: another process is at it, or at
 * erasing for longer than we wait.
 */
export async function keepUp(archive: Archive, always = false): Promise<Kept | undefined> {
  return archive.copies.alone('ledger', () => keep(archive, always)).catch(tooBusy)
}

async function keep(archive: Archive, always: boolean): Promise<Kept> {
  const { folder, secrets, db, now } = archive
  const installation = await db.keeper(installationOf)
  const end = (await endOfLog(folder, secrets.backup)) ?? (await begin(archive, installation))
  if (end.installation !== installation) throw otherDatabase(folder)
  await refuseBehind(archive, end)
  const position = await db.keeper(completeErasures)
  const listed = await append(archive, end, position)
  const keys = await headOfKeys(folder, secrets.backup)
  if (!always && keys && keys.position >= position) return { position, listed }
  const erased = await erasedSince(archive, keys?.position ?? 0, position)
  await archive.copies.snapshot(snapshot =>
    writeKeys(folder, secrets.backup, snapshot, { position, listed, now: now(), erased }),
  )
  return { position, listed }
}

function tooBusy(error: { code?: string }): undefined {
  if (error.code !== '55P03') throw error
}

export const otherDatabase = (folder: string) =>
  new BackupError(
    'other_database',
    `The backups in ${folder} are of another database. Name a folder of its own for this one.`,
  )

async function begin({ folder, secrets, now }: Archive, installation: string): Promise<LogEnd> {
  const from = new Date(now().getTime() - listDays * dayMs).toISOString()
  await writeLog(folder, secrets.backup, { installation, from }, [])
  const end = await endOfLog(folder, secrets.backup)
  if (!end) throw new Error('a log that was written is not there')
  return end
}

/** A database that does not know the end of its own list came out of something else than our restore. */
export async function refuseBehind({ db, now }: Pick<Archive, 'db' | 'now'>, end: LogEnd): Promise<void> {
  const known = await db.keeper(keeper => erasureAt(keeper, end.position))
  // So long ago that it has forgotten it.
  const old = now().getTime() - Date.parse(end.at) > (listDays - 1) * dayMs
  if (end.position > 0 && known !== end.subject && !old)
    throw new BackupError(
      'ledger',
      'This database is older than the list of what was erased: something that was erased may be in it again. ' +
        'Run “atavus restore --ledger” before anything is served from it.',
    )
}

async function append(archive: Archive, from: LogEnd, until: number): Promise<number> {
  const { folder, secrets, db } = archive
  let end = from
  for (;;) {
    const entries = await db.keeper(keeper => erasuresBetween(keeper, end.position, until, batch))
    if (!entries.length) return end.position
    end = await appendLog(folder, secrets.backup, end, entries)
  }
}

/** What has an entry beside the backups. */
const keyed = new Set(['conversation', 'workspace', 'request'])

/** The ids of what was erased, as hashes. */
async function erasedSince({ db }: Archive, after: number, until: number): Promise<Set<string>> {
  const erased = new Set<string>()
  for (let from = after; ; ) {
    const entries = await db.keeper(keeper => erasuresBetween(keeper, from, until, batch))
    for (const { kind, subject } of entries) if (keyed.has(kind)) erased.add(subject)
    const last = entries.at(-1)
    if (!last) return erased
    from = last.position
  }
}
