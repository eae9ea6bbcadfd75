import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openQuestion, unwrapConversationKey } from '../conversations/sealed.ts'
import type { DatabaseAddress } from '../db/connect.ts'
import { inSnapshot } from '../db/copy/snapshot.ts'
import { openKeeper } from '../db/open.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import type { Archive } from './archive.ts'
import { BackupError } from './error.ts'
import { busy, problemOf } from './make.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { noteVerified, sampleOfQuestions } from './queries.ts'
import { type Reach, refill, refuseBehindBackup } from './refill.ts'
import { summing } from './summing.ts'

export interface Verified {
  rows: number
  /** How many messages were opened to see whether they can be. */
  opened: number
}

const samples = 50

/**
 * Restores a backup into a database that is gone afterwards, compares every row with what was written, and opens some
 * messages. Refuses with a `BackupError` that says what is the matter, and notes it.
 */
export async function verifyBackup(archive: Archive, name: string): Promise<Verified> {
  const { db, folder, secrets, copies } = archive
  const manifest = await readManifest(folder, secrets.backup, name)
  const reach = await refuseBehindBackup(archive, manifest, { without: false })
  const verified = await copies
    .alone('backup', () => copies.scratch(address => tried(archive, name, { ...reach, manifest }, address)))
    .catch(async error => {
      await db.keeper(keeper => noteVerified(keeper, name, problemOf(error)))
      throw error
    })
  if (!verified) throw busy()
  await db.keeper(keeper => noteVerified(keeper, name, null))
  return verified
}

async function tried(
  archive: Archive,
  name: string,
  { manifest, ...reach }: Reach & { manifest: Manifest },
  into: DatabaseAddress,
) {
  const after = () => compare(manifest, into)
  const { rows, unreadable } = await refill(archive, name, manifest, { into, ...reach, after })
  if (unreadable)
    throw new BackupError(
      'keys',
      `The keys of ${unreadable} conversations are missing: nobody could read them.`,
    )
  return { rows, opened: await openSome(archive, into) }
}

async function compare(manifest: Manifest, into: DatabaseAddress): Promise<void> {
  await inSnapshot(into, async snapshot => {
    for (const table of manifest.tables) {
      const { stream, sums } = summing()
      await pipeline([await snapshot.read(table), stream, nowhere()])
      const { rows, sha256 } = sums()
      if (rows !== table.rows || sha256 !== table.sha256)
        throw new BackupError('differs', `${table.name} was not restored as it was written.`)
    }
  })
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

async function openSome({ secrets, now }: Archive, into: DatabaseAddress): Promise<number> {
  const { keeper, close } = openKeeper(into, now)
  const rows = await keeper(handle => sampleOfQuestions(handle, samples)).finally(close)
  for (const { workspace, workspaceKey, conversation, conversationKey, message, sealed } of rows)
    try {
      const key = unwrapWorkspaceKey(secrets.master, workspace, workspaceKey)
      openQuestion(unwrapConversationKey(key, conversation, conversationKey), message, sealed)
    } catch {
      throw new BackupError(
        'keys',
        'A message does not open: the keys are not those that it was sealed under.',
      )
    }
  return rows.length
}
