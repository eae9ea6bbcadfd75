import { createHash } from 'node:crypto'
import { chmod, chown, lstat, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClusterError, codeOf } from './error.ts'

/** Where the parts of one cluster lie. All paths are absolute and real (no links in them). */
export interface Place {
  folder: string
  data: string
  /** The 0700 folder of the unix socket. */
  socket: string
  log: string
}

/** The system's limit for a socket's path, with room for the name of the socket and of its lock. */
const longestFolder = 103 - Buffer.byteLength('/.s.PGSQL.5432')
const longestLog = 1_000_000

/**
 * Makes the folder, open to its owner only, and names the places in it.
 * Throws `ClusterError` when this account may not write there.
 */
export async function placeIn(folder: string): Promise<Place> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const real = await realpath(folder)
    const socket = socketFolder(real)
    return { folder: real, data: join(real, 'postgres'), socket, log: join(real, 'postgres.log') }
  } catch (error) {
    throw new ClusterError(`The data folder ${folder} cannot be made or read: ${codeOf(error)}.`)
  }
}

function socketFolder(folder: string): string {
  const inside = join(folder, 'socket')
  if (Buffer.byteLength(inside) <= longestFolder) return inside
  const name = `atavus-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  const outside = join(tmpdir(), name)
  return Buffer.byteLength(outside) <= longestFolder ? outside : join('/tmp', name)
}

/**
 * Makes the socket's folder and holds that nobody else made it or may enter it: it may stand in a
 * shared temporary folder. Takes the account that will own it. Throws `ClusterError`.
 */
export async function guardSocket(place: Place, owner: { uid: number; gid: number }): Promise<void> {
  await mkdir(place.socket, { mode: 0o700 }).catch(error => {
    if (codeOf(error) !== 'EEXIST') throw cannot(place.socket, error)
  })
  const found = await lstat(place.socket)
  if (!found.isDirectory() || (found.uid !== owner.uid && found.uid !== process.getuid?.()))
    throw new ClusterError(`${place.socket} belongs to somebody else; remove it, or set another TMPDIR.`)
  if ((found.mode & 0o777) !== 0o700) await chmod(place.socket, 0o700)
  if (found.uid !== owner.uid) await chown(place.socket, owner.uid, owner.gid)
  // A lock left by a crash names a process that may be another one by now. The data have a lock of their own.
  await rm(join(place.socket, '.s.PGSQL.5432.lock'), { force: true })
}

/**
 * Opens the log to write at its end; one that grew long is set aside first, and only one is kept.
 * Takes the account that owns the cluster, so that it can open the log without root the next time.
 */
export async function openLog(place: Place, owner: { uid: number; gid: number }) {
  try {
    const long = await stat(place.log).then(
      log => log.size > longestLog,
      () => false,
    )
    if (long) await rename(place.log, `${place.log}.old`)
    const log = await open(place.log, 'a', 0o600)
    if (process.getuid?.() === 0) await log.chown(owner.uid, owner.gid)
    return log
  } catch (error) {
    throw cannot(place.log, error)
  }
}

function cannot(path: string, error: unknown): ClusterError {
  return new ClusterError(`${path} cannot be written by this account: ${codeOf(error)}.`)
}
