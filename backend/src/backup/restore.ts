import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DatabaseAddress } from '../db/connect.ts'
import { clear, close, findIn, inTarget } from '../db/copy/target.ts'
import { openKeeper } from '../db/open.ts'
import type { Database } from '../db/tenancy.ts'
import { dropOldMessages } from '../retention/messages/queries.ts'
import { endings, removeOver } from '../retention/queries.ts'
import { BackupError } from './error.ts'
import { headOfKeys } from './keys.ts'
import { endOfLog, setLogAside, writeLog } from './ledger.ts'
import { readManifest } from './manifest.ts'
import { installationOf } from './queries.ts'
import { erasureLines, type Refilled, refill, refuseBehindBackup, type Shelf } from './refill.ts'

/**
 * Restores a backup into a database in which nothing is. It serves nobody before all of it is done: what was erased
 * since the backup is erased again, what is past its term is gone, and everybody signs in and agrees anew. One that was
 * broken off starts over. Refuses with a `BackupError` before it changes anything, but for parts that turn out to be
 * damaged.
 */
export async function restore(
  shelf: Shelf,
  name: string,
  into: DatabaseAddress,
  { without = false } = {},
): Promise<Refilled & { swept: number }> {
  const { folder, secrets } = shelf
  const manifest = await readManifest(folder, secrets.backup, name)
  const reach = await refuseBehindBackup(shelf, manifest, { without })
  const found = await findIn(into)
  if (found === 'something')
    throw new BackupError(
      'not_empty',
      'There is an Atavus in that database already. Restore into one in which there is nothing: set the old one aside.',
    )
  if (found === 'half') await clear(into)
  const filled = await refill(shelf, name, manifest, { into, ...reach })
  if (!reach.ledger) await beginAnew(shelf, manifest.installation)
  const swept = await finish(shelf, into, name)
  return { ...filled, swept }
}

/** A list that cannot be gone through says nothing about the restored database: a new one begins with what it knows. */
async function beginAnew({ folder, secrets, now }: Shelf, installation: string) {
  const from = now().toISOString()
  await setLogAside(folder, from.replaceAll(':', '-'))
  await writeLog(folder, secrets.backup, { installation, from }, [])
}

/**
 * Goes through the list of what was erased in a database that came back by other means than ours, such as a server's
 * own point-in-time recovery. What came after that moment is known to nobody any more: so everybody signs in and agrees
 * anew, as after a restore. It serves nobody meanwhile. Answers how much was erased again.
 */
export async function eraseAgain(shelf: Shelf, into: DatabaseAddress): Promise<number> {
  const { folder, secrets, now } = shelf
  const end = await endOfLog(folder, secrets.backup)
  if (!end) throw new BackupError('ledger', `There is no list of what was erased in ${folder}.`)
  const keys = await headOfKeys(folder, secrets.backup)
  const keeper = openKeeper(into, now)
  const own = await keeper.keeper(installationOf).finally(keeper.close)
  if (own !== end.installation)
    throw new BackupError(
      'other_database',
      `The list of what was erased in ${folder} is of another database.`,
    )
  await close(into, now)
  const { erased } = await inTarget(into, now, async target => {
    await pipeline(Readable.from(erasureLines(shelf)), await target.fillErasures())
    await target.leavePassing()
    await target.endConsents(now())
    return target.eraseAgain(keys?.position ?? 0)
  })
  await finish(shelf, into, null)
  return erased
}

/** What is past its term goes, and then it may be served. */
async function finish({ now }: Shelf, into: DatabaseAddress, from: string | null): Promise<number> {
  const { keeper, close } = openKeeper(into, now)
  const swept = await sweepAll(keeper).finally(close)
  await inTarget(into, now, target => target.finish(from))
  return swept
}

const batch = 1000

async function sweepAll(keeper: Database['keeper']): Promise<number> {
  let swept = 0
  while ((await keeper(dropOldMessages)).dropped) swept++
  for (const ending of endings)
    for (let gone = batch; gone === batch; swept += gone)
      gone = await keeper(handle => removeOver(handle, ending, batch))
  return swept
}
