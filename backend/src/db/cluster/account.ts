import { execFile } from 'node:child_process'
import { chmod, cp, rename, rm, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { ClusterError } from './error.ts'
import type { Place } from './place.ts'

/** As whom PostgreSQL's programs run: they refuse to run as root. */
export interface Account {
  /** Who owns the cluster's files, as this process sees them. */
  uid: number
  gid: number
  bin: string
  /** The words before the program that change the account. */
  before: string[]
  /** Whether this process itself must change the account while it starts the program. */
  drop: boolean
}

const nobody = { uid: 65534, gid: 65534 }
const namespace = ['unshare', '-U', `--map-user=${nobody.uid}`, '--']

/**
 * Chooses the account. An ordinary user is itself; one without a name (a container's number) borrows that of
 * nobody in a name space, since `initdb` asks for a name. Root, when it owns the data, becomes nobody in a name space
 * of its own, where its files stay its own. Where that is forbidden, or the data belong to another account,
 * root drops to that account (or to the system's nobody) for good.
 * Throws `ClusterError` where none of it works.
 */
export async function accountFor(place: Place, binaries: Binaries): Promise<Account> {
  const { bin } = binaries
  const me = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, bin, drop: false }
  if (me.uid !== 0) return { ...me, before: named() || !(await runs(namespace, bin)) ? [] : namespace }
  const data = await stat(place.data).catch(() => undefined)
  if (!data?.uid && (await runs(namespace, bin))) return { ...me, before: namespace }
  const { uid, gid } = data?.uid ? data : nobody
  if (await passable(dirname(place.folder), uid)) {
    // Passing through is enough: the rest of the folder stays closed.
    if (!(await passable(place.folder, uid))) await chmod(place.folder, 0o711)
    if (await passable(bin, uid)) return { uid, gid, bin, before: [], drop: true }
    if (binaries.movable) return { uid, gid, bin: await copied(binaries, place), before: [], drop: true }
  }
  const before = throughClosed(uid, gid)
  if (await runs(before, bin)) return { uid, gid, bin, before, drop: false }
  throw new ClusterError(
    `PostgreSQL does not run as root, and no other account can reach ${place.folder}. Start as an ordinary user, ` +
      'set ATAVUS_DATA to a folder that other accounts may pass through, or set DATABASE_URL to a server.',
  )
}

/** The command that runs one of PostgreSQL's programs as the account. */
export function command(account: Account, program: 'initdb' | 'postgres', args: string[]) {
  const [file, ...rest] = [...account.before, join(account.bin, program), ...args]
  const { uid, gid, drop } = account
  return { file: file!, args: rest, options: drop ? { uid, gid } : {} }
}

/**
 * Changes the account for good, and leaves it one right of root: to pass through closed folders.
 * `no_setuid_fixup` lets that right count also where PostgreSQL asks beforehand whether it may.
 */
function throughClosed(uid: number, gid: number): string[] {
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const rights = [
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    '--bounding-set=-all,+dac_override',
  ]
  return ['setpriv', ...ids, ...rights, '--securebits=+no_setuid_fixup', '--']
}

/** Gives the data to the account, when another one of ours wrote them: root without a name space, say. */
export async function handOver(data: string, { uid, gid }: Account): Promise<void> {
  if ((await stat(data)).uid === uid) return
  await promisify(execFile)('chown', ['-R', `${uid}:${gid}`, '--', data], { timeout: 60_000 }).catch(() => {
    throw new ClusterError(`${data} belongs to another account; start as that one.`)
  })
}

function named(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

async function runs(before: string[], bin: string): Promise<boolean> {
  const [file, ...args] = [...before, join(bin, 'postgres'), '--version']
  return promisify(execFile)(file!, args, { timeout: 10_000 }).then(
    () => true,
    () => false,
  )
}

/** Whether an account may pass through a folder and all above it. */
async function passable(folder: string, uid: number): Promise<boolean> {
  const { mode, uid: owner } = await stat(folder)
  if (!(mode & (owner === uid ? 0o100 : 0o001))) return false
  return folder === dirname(folder) || passable(dirname(folder), uid)
}

async function copied(binaries: Binaries, place: Place): Promise<string> {
  const copy = join(place.folder, `postgresql-${binaries.version}`)
  if (!(await stat(copy).catch(() => undefined))) {
    const fresh = `${copy}.new.${process.pid}`
    await cp(binaries.movable!, fresh, { recursive: true, verbatimSymlinks: true })
    await rename(fresh, copy).catch(() => rm(fresh, { recursive: true }))
  }
  return join(copy, 'bin')
}
