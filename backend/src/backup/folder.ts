import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/*
 * What lies in the folder of backups: a folder for each, named by its moment; `erasures.log`, what was erased; and
 * `keys`, which open what is sealed in all of them. What is being written has another name until it is whole.
 */

const dayMs = 24 * 60 * 60 * 1000
/** How long a backup lives (P4.4). */
export const backupDays = 30
/** When one that was begun at a moment must be gone. */
export const endOfBackup = (begun: Date): Date => new Date(begun.getTime() + backupDays * dayMs)
/** It goes a little before, so that none is ever older. */
const marginMs = 2 * 60 * 60 * 1000
const aside = '.new-'
const named = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z$/

export const nameOf = (moment: Date): string => `${moment.toISOString().slice(0, 19).replaceAll(':', '-')}Z`

/** When a backup was begun, by its name; undefined: that is the name of none. */
export function momentOf(name: string): Date | undefined {
  const parts = named.exec(name)
  return parts ? new Date(`${parts[1]}T${parts[2]}:${parts[3]}:${parts[4]}Z`) : undefined
}

/** The names of all whole backups, the oldest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(missing)
  return (names ?? []).filter(momentOf).sort()
}

/** Removes backups that have lived as long as they may, and what attempts have left; answers the names of the former. */
export async function removeOld(folder: string, now: Date): Promise<string[]> {
  const limit = now.getTime() - backupDays * dayMs + marginMs
  const old = (await backupsIn(folder)).filter(name => (momentOf(name)?.getTime() ?? 0) <= limit)
  for (const name of old) {
    // Under another name first: half of a backup must not look like one.
    await rename(join(folder, name), join(folder, aside + name))
  }
  await removeLeftovers(folder)
  return old
}

/** What attempts at backups have left that were broken off. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of (await readdir(folder).catch(missing)) ?? [])
    if (name.startsWith(aside) && momentOf(name.slice(aside.length)))
      await rm(join(folder, name), { recursive: true, force: true })
}

/** Makes a folder whole or not at all: `fill` gets a path to fill; then it is moved to its name. */
export async function wholeFolder(
  parent: string,
  name: string,
  fill: (path: string) => Promise<void>,
): Promise<void> {
  await mkdir(parent, { recursive: true, mode: 0o700 })
  const draft = join(parent, aside + name)
  await mkdir(draft, { mode: 0o700 })
  try {
    await fill(draft)
    await synced(draft)
    await rename(draft, join(parent, name))
    await synced(parent)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

type Stream = NodeJS.ReadableStream | NodeJS.ReadWriteStream

/** Writes a file whole or not at all, and waits until the disk has it. Answers its bytes. */
export async function wholeFile(folder: string, name: string, ...streams: Stream[]): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, aside + name)
  try {
    await pipeline([...streams, createWriteStream(draft, { mode: 0o600, flush: true })])
    const { size } = await stat(draft)
    await rename(draft, join(folder, name))
    await synced(folder)
    return size
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

export async function synced(path: string): Promise<void> {
  const handle = await open(path)
  await handle.sync().finally(() => handle.close())
}

/** A file to read; undefined when there is none. */
export async function fileOf(path: string): Promise<NodeJS.ReadableStream | undefined> {
  return (await stat(path).catch(missing)) && createReadStream(path)
}

export function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
