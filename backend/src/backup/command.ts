import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { DatabaseAddress } from '../db/connect.ts'
import { copiesOf } from '../db/copy/copies.ts'
import { requirePrivateDatabase } from '../db/private.ts'
import type { Database } from '../db/tenancy.ts'
import { databaseUrl } from '../db/url.ts'
import { visitCluster } from '../db/visit.ts'
import { loadSecrets } from '../lib/secrets.ts'
import type { Settings } from '../settings.ts'
import type { Archive } from './archive.ts'
import { BackupError } from './error.ts'
import { backupsIn, missing } from './folder.ts'
import { makeBackup } from './make.ts'
import { readManifest } from './manifest.ts'
import { askPassphrase } from './passphrase.ts'
import { listBackups } from './queries.ts'
import { eraseAgain, restore } from './restore.ts'
import { copySecrets, exportSecrets, importSecrets, SecretsError } from './secrets-file.ts'
import { verifyBackup } from './verify.ts'

/** The part of the help that is about backups. */
export const backupHelp = `atavus backup                     make a backup (ATAVUS_BACKUPS) and try it; --no-verify leaves the trial out
atavus backup list                which there are, how old, whether they were tried
atavus backup verify <name>       try one: restored, compared, opened, gone again
atavus restore <name>             restore it where nothing is yet; --into <postgres://… or data folder> elsewhere
atavus restore --ledger           erase again what was erased, after a database came back by other means
atavus secrets export <file>      everything that opens what is sealed, under a passphrase
atavus secrets import <file>      the same, into a data folder without secrets
`

interface Place {
  db: Database
  address: DatabaseAddress
  settings: Settings
  folder: string
  now(): Date
}

/** What the words ask of the backups of a database that stands; undefined where they ask for something else. */
export function backupOf([subject, ...words]: string[]): ((place: Place) => Promise<string>) | undefined {
  if (subject !== 'backup') return undefined
  const [verb, name, ...more] = words.filter(word => word !== '--no-verify')
  const verify = !words.includes('--no-verify')
  if (!verb) return place => make(place, verify)
  if (verb === 'list' && !name && verify) return list
  if (verb === 'verify' && name && !more.length && verify) return place => tryOut(place, name)
  return undefined
}

async function archiveAt({ db, address, settings, folder, now }: Place): Promise<Archive> {
  const secrets = await loadSecrets(folder)
  return { folder: backupsOf(settings), secrets, db, copies: copiesOf(address), now }
}

function backupsOf({ backups }: Settings): string {
  if (backups !== undefined) return resolve(backups)
  throw new BackupError('off', 'No backups are made: ATAVUS_BACKUPS names no folder for them.')
}

async function make(place: Place, verify: boolean): Promise<string> {
  const archive = await archiveAt(place)
  const { name, rows, bytes } = await makeBackup(archive)
  const made = `${name}: ${rows} rows, ${bytes} bytes, sealed, in ${archive.folder}.`
  if (!verify) return `${made} It was not tried.`
  const { opened } = await verifyBackup(archive, name)
  return `${made}\nRestored to try it: every row is as it was, and ${messages(opened)}.`
}

const messages = (opened: number): string =>
  opened ? `${opened} messages were opened` : 'there was no message to open'

async function tryOut(place: Place, name: string): Promise<string> {
  const { rows, opened } = await verifyBackup(await archiveAt(place), name)
  return `${name} was restored to try it: all ${rows} rows are as they were, and ${messages(opened)}.`
}

async function list(place: Place): Promise<string> {
  const { folder, secrets } = await archiveAt(place)
  const names = await backupsIn(folder)
  if (!names.length) return `There is no backup in ${folder}.`
  const known = await place.db.keeper(keeper => listBackups(keeper, 1000))
  const lines = names.map(async name => {
    const rows = await readManifest(folder, secrets.backup, name).then(
      ({ tables }) => `${tables.reduce((sum, table) => sum + table.rows, 0)} rows`,
      (error: unknown) => (error instanceof BackupError ? error.problem : 'cannot be read'),
    )
    const tried = known.find(one => one.name === name)?.verifiedAt
    return `${name}  ${rows}  ${tried ? `tried ${tried.toISOString().slice(0, 16)}Z` : 'not tried'}`
  })
  return (await Promise.all(lines)).join('\n')
}

interface Restoring {
  name: string | undefined
  into: string | undefined
  without: boolean
}

/** What of a restore the words ask for; undefined where they ask for something else. */
export function restoreOf([subject, ...words]: string[]): Restoring | undefined {
  if (subject !== 'restore') return undefined
  const at = words.indexOf('--into')
  const into = at < 0 ? undefined : words.splice(at, 2)[1]
  if (at >= 0 && !into) return undefined
  const without = words.includes('--without-ledger')
  const [name, ...more] = words.filter(word => word !== '--without-ledger')
  if (!name || more.length) return undefined
  if (name !== '--ledger') return name.startsWith('-') ? undefined : { name, into, without }
  return without || into ? undefined : { name: undefined, into, without }
}

/** Restores where nothing stands yet: the platform's own place, or another that the words name. */
export async function runRestore(
  { name, into, without }: Restoring,
  { settings, folder, now }: Pick<Place, 'settings' | 'folder' | 'now'>,
): Promise<string> {
  const backups = backupsOf(settings)
  if (!(await stat(join(folder, 'secrets.json')).catch(missing)))
    throw new SecretsError(
      `There are no secrets in ${folder}, and nothing opens without them: atavus secrets import <file>`,
    )
  const shelf = { folder: backups, secrets: await loadSecrets(folder), now }
  const { address, stop } = await placeOf(into, settings, folder)
  try {
    if (!name) return `Erased again: ${await eraseAgain(shelf, address)}. The database may be served.`
    return told(name, await restore(shelf, name, address, { without }))
  } finally {
    await stop()
  }
}

function told(
  name: string,
  { rows, erased, swept, unreadable }: Awaited<ReturnType<typeof restore>>,
): string {
  const lines = [
    `${name} is restored: ${rows} rows.`,
    `What was erased since is so again (${erased}), what is past its term is gone (${swept}).`,
    'Everybody signs in anew, and visitors are asked for their consent anew.',
  ]
  if (unreadable) lines.push(`${unreadable} conversations had no key any more and were left out.`)
  return lines.join('\n')
}

async function placeOf(
  into: string | undefined,
  { databaseUrl: own, production }: Settings,
  folder: string,
): Promise<{ address: DatabaseAddress; stop(): Promise<void> }> {
  const url = into === undefined ? own : databaseUrl(into) && into
  if (url) {
    if (production) await requirePrivateDatabase(url)
    return { address: { kind: 'server', url }, stop: async () => {} }
  }
  if (into !== undefined) await copySecrets(folder, resolve(into))
  return visitCluster(into === undefined ? folder : resolve(into))
}

/** What the words ask about secrets; undefined where they ask for something else. */
export function secretsOf([subject, verb, file, ...more]: string[]):
  | ((folder: string) => Promise<string>)
  | undefined {
  if (subject !== 'secrets' || !file || more.length) return undefined
  if (verb === 'export')
    return async folder => {
      await exportSecrets(folder, file, await askPassphrase({ twice: true }))
      return `The secrets are in ${file}. Keep it apart from the backups, and the passphrase apart from it.`
    }
  if (verb === 'import')
    return async folder => {
      await importSecrets(folder, file, await askPassphrase({ twice: false }))
      return `The secrets are in ${folder}.`
    }
  return undefined
}
