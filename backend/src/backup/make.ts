import { constants, createZstdCompress } from 'node:zlib'
import type { Table } from '../db/copy/shape.ts'
import type { Snapshot } from '../db/copy/snapshot.ts'
import { newId } from '../lib/ids.ts'
import type { Archive } from './archive.ts'
import { BackupError } from './error.ts'
import { backupsIn, nameOf, removeLeftovers, wholeFile, wholeFolder } from './folder.ts'
import { type Kept, keepUp } from './keep.ts'
import { type CopiedTable, type Manifest, whatOf, writeManifest } from './manifest.ts'
import { endBackup, insertBackup, noteFolder } from './queries.ts'
import { sealing } from './sealed-stream.ts'
import { summing } from './summing.ts'

export interface Made {
  name: string
  rows: number
  bytes: number
}

/**
 * Makes a backup: every table in one snapshot, each row once, sealed; then the keys, which lie apart. It is whole or
 * not there at all. Refuses with `busy` while another process is at it.
 */
export async function makeBackup(archive: Archive): Promise<Made> {
  const made = await archive.copies.alone('backup', async () => {
    const { db, folder, now } = archive
    const name = nameOf(now())
    const id = newId(now())
    await removeLeftovers(folder)
    await db.keeper(async keeper => {
      await noteFolder(keeper, folder, keeper.now)
      await insertBackup(keeper, id, name)
    })
    try {
      const sums = await write(archive, name)
      await db.keeper(keeper => endBackup(keeper, id, sums))
      return { name, ...sums }
    } catch (error) {
      const failed = problemOf(error)
      await db.keeper(keeper => endBackup(keeper, id, { failed })).catch(() => {})
      throw onDisk.has(failed) ? unwritable(folder, failed) : error
    }
  })
  if (!made) throw busy()
  return made
}

const onDisk = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EFBIG', 'ENOTDIR', 'EEXIST'])

const unwritable = (folder: string, code: string) =>
  new BackupError('disk', `${folder} cannot be written (${code}); nothing of the backup is left there.`)

export const busy = () => new BackupError('busy', 'Another process is at work on the backups just now.')

/** A code for whatever went wrong: ours, the system's (`ENOSPC`) or the database's. */
export function problemOf(error: unknown): string {
  if (error instanceof BackupError) return error.problem
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'fault'
}

async function write(archive: Archive, name: string): Promise<{ rows: number; bytes: number }> {
  const { folder, secrets, copies, now } = archive
  const begunAt = now().toISOString()
  const { listed } = await keptUp(archive)
  if ((await backupsIn(folder)).includes(name)) throw busy()
  let bytes = 0
  let rows = 0
  await wholeFolder(folder, name, async path => {
    const manifest = await copies.snapshot(async snapshot => {
      const tables: CopiedTable[] = []
      for (const table of snapshot.tables) {
        const copied = await copyTable(snapshot, table, path, name, secrets.backup)
        tables.push(copied.table)
        bytes += copied.bytes
        rows += copied.table.rows
      }
      const { installation, migrations, days, sequences } = snapshot
      const about: Omit<Manifest, 'doneAt'> = {
        ...{ format: 1, begunAt, installation, position: listed, migrations, days, sequences, tables },
      }
      return about
    })
    // The keys of what is in it are there before it is.
    const doneAt = now().toISOString()
    await keptUp(archive)
    await writeManifest(path, secrets.backup, name, { ...manifest, doneAt })
  })
  return { rows, bytes }
}

/** The log and the keys as they are now; somebody else who is writing them is waited for. */
async function keptUp(archive: Archive): Promise<Kept> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const kept = await keepUp(archive, true)
    if (kept) return kept
    await new Promise(resolve => setTimeout(resolve, 500))
  }
  throw busy()
}

async function copyTable(
  snapshot: Snapshot,
  table: Table,
  path: string,
  backup: string,
  secret: Buffer,
): Promise<{ table: CopiedTable; bytes: number }> {
  const sums = summing()
  const bytes = await wholeFile(
    path,
    table.name,
    await snapshot.read(table),
    sums.stream,
    createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } }),
    sealing(secret, whatOf(backup, table.name)),
  )
  return { table: { ...table, ...sums.sums() }, bytes }
}
