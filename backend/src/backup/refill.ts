import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import type { DatabaseAddress } from '../db/connect.ts'
import { build, inTarget, type Target } from '../db/copy/target.ts'
import { knownMigrations, migrate } from '../db/migrate.ts'
import type { Archive } from './archive.ts'
import { BackupError } from './error.ts'
import { fileOf } from './folder.ts'
import { headOfKeys, readKeys } from './keys.ts'
import { endOfLog, readLog } from './ledger.ts'
import { type CopiedTable, type Manifest, whatOf } from './manifest.ts'
import { opening } from './sealed-stream.ts'
import { summing } from './summing.ts'

/** The parts of an archive that are needed where the database is lost. */
export type Shelf = Pick<Archive, 'folder' | 'secrets' | 'now'>

/** How far what lies beside the backups goes. */
export interface Reach {
  /** Whether the list of what was erased is gone through: where it is lost, it cannot be. */
  ledger: boolean
  /** The place up to which the keys know what was erased. */
  place: number
}

export interface Refilled {
  rows: number
  /** How much of it was erased since, and is so again. */
  erased: number
  /** Conversations that nobody can open although they should be there. */
  unreadable: number
}

/**
 * Fills an empty database from a backup, in the state in which that was made; then what was erased since is erased
 * again, and the database brought up to date. It is not yet served. `after` sees the tables as they were copied.
 */
export async function refill(
  shelf: Shelf,
  name: string,
  manifest: Manifest,
  { into, ledger, place, after }: Reach & { into: DatabaseAddress; after?: () => Promise<void> },
): Promise<Refilled> {
  const { now } = shelf
  await refuseOtherMigrations(manifest)
  await build(into, now, new Set(Object.keys(manifest.migrations)), {
    installation: manifest.installation,
    backup: name,
  })
  const rows = await inTarget(into, now, async target => {
    await target.ready(manifest.tables, manifest.days)
    for (const table of manifest.tables) await fillTable(shelf, name, table, target)
    await target.filled(manifest.tables, manifest.sequences)
    return manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  })
  await after?.()
  const done = await inTarget(into, now, async target => {
    await pipeline(Readable.from(ledger ? erasureLines(shelf) : []), await target.fillErasures())
    await pipeline(Readable.from(keyLines(shelf)), await target.fillKeys())
    // Where the list is lost, a workspace without a key is known by that to have been erased.
    if ((await target.putKeys()) > 0 && ledger)
      throw new BackupError(
        'keys',
        'The keys of a workspace are missing: what was said there cannot be read.',
      )
    await target.endConsents(new Date(manifest.begunAt))
    return target.eraseAgain(place)
  })
  await migrate(into, now, {})
  return { rows, ...done }
}

async function refuseOtherMigrations({ migrations }: Manifest): Promise<void> {
  const known = await knownMigrations()
  for (const [name, checksum] of Object.entries(migrations))
    if (known.get(name) !== checksum)
      throw new BackupError(
        'migrations',
        `The backup was made by a version of Atavus that has the migration ${name}, which this one has not, or not so. ` +
          'Restore it with that version, or a later one.',
      )
}

async function fillTable({ folder, secrets }: Shelf, backup: string, table: CopiedTable, target: Target) {
  const found = await fileOf(join(folder, backup, table.name))
  if (!found) throw new BackupError('incomplete', `${backup} has lost its part ${table.name}.`)
  const { stream, sums } = summing()
  await pipeline([
    found,
    opening(secrets.backup, whatOf(backup, table.name)),
    createZstdDecompress(),
    stream,
    await target.fill(table),
  ])
  const { rows, sha256 } = sums()
  if (rows !== table.rows || sha256 !== table.sha256)
    throw new BackupError('damaged', `${table.name} is not what it was when ${backup} was written.`)
}

async function* keyLines({ folder, secrets }: Shelf): AsyncGenerator<string> {
  for await (const { kind, id, sealed, beside } of readKeys(folder, secrets.backup)) {
    const [workspace, conversation = '\\N'] = id.split('/')
    const whose = kind === 'r' ? ['\\N', id] : [workspace, conversation]
    yield `${[kind, ...whose, sealed, kind === 'r' ? beside : ''].join('\t')}\n`
  }
}

export async function* erasureLines({ folder, secrets }: Shelf): AsyncGenerator<string> {
  for await (const { position, at, kind, subject } of readLog(folder, secrets.backup))
    yield `${position}\t${at}\t${kind}\t${subject}\n`
}

/**
 * Refuses unless the keys and the list of what was erased are there and go on to the backup, or further. `without`: the
 * list may be missing, or useless.
 */
export async function refuseBehindBackup(
  { folder, secrets }: Shelf,
  manifest: Manifest,
  { without }: { without: boolean },
): Promise<Reach> {
  const keys = await headOfKeys(folder, secrets.backup)
  if (!keys || keys.installation !== manifest.installation || keys.at < manifest.doneAt)
    throw new BackupError(
      'keys',
      'The file of keys is missing or older than the backup: nothing that is sealed could be read.',
    )
  const end = await (without
    ? endOfLog(folder, secrets.backup).catch(() => undefined)
    : endOfLog(folder, secrets.backup))
  const reaches =
    end?.installation === manifest.installation &&
    end.from <= manifest.begunAt &&
    end.position >= Math.max(manifest.position, keys.listed)
  if (reaches || without) return { ledger: reaches, place: keys.position }
  throw new BackupError(
    'ledger',
    'The list of what was erased is missing or ends before the backup: what was erased since could come back. ' +
      'Put the newest erasures.log beside the backup. If it is lost for good, --without-ledger restores what the ' +
      'backup holds; whatever people had erased after it is then there again, and they must be told.',
  )
}
