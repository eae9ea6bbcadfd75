import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Former } from './archive.ts'
import { backupsIn, endOfBackup, removeOld } from './folder.ts'
import { keepUp } from './keep.ts'
import { headOfKeys, keysFile } from './keys.ts'
import { file as logFile } from './ledger-line.ts'
import { forgetFolder } from './queries.ts'

/** How old the keys may get: what is past its end leaves them when they are written anew. */
const keysMs = 20 * 60 * 60 * 1000

/**
 * Goes on with a folder in which no backup is made any more: each still ends at its time, and what was erased leaves
 * the keys. After the last one nothing is left to open, and the folder is forgotten. One that looks empty before is
 * remembered until then: a disk may be missing for a while.
 */
export async function wane(former: Former): Promise<void> {
  const { folder, copies, db, now, newest } = former
  await copies.alone('backup', async () => {
    await removeOld(folder, now())
    if ((await backupsIn(folder)).length) return keepUp(former, await areOld(former))
    await copies.alone('ledger', async () => {
      for (const name of [keysFile, logFile]) await rm(join(folder, name), { force: true })
    })
    if (endOfBackup(newest) <= now()) await db.keeper(keeper => forgetFolder(keeper, folder))
  })
}

async function areOld({ folder, secrets, now }: Former): Promise<boolean> {
  const head = await headOfKeys(folder, secrets.backup)
  return !head || now().getTime() - Date.parse(head.at) >= keysMs
}
