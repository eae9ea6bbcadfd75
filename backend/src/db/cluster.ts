import { rm, rmdir } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { accountFor, handOver } from './cluster/account.ts'
import { findBinaries } from './cluster/binaries.ts'
import { ClusterError } from './cluster/error.ts'
import { initialise, wroteData } from './cluster/initialise.ts'
import { launch } from './cluster/launch.ts'
import { guardSocket, type Place, placeIn } from './cluster/place.ts'
import { isPostmaster, readNote, removeStaleNote, stopPostmaster } from './cluster/postmaster.ts'
import { answering, user } from './cluster/queries.ts'
import { until } from './cluster/until.ts'

/** A PostgreSQL of our own that runs. */
export interface Cluster {
  /** The 0700 folder that holds the unix socket; its port is 5432. */
  socket: string
  /** The bootstrap superuser. */
  user: string
  /** Whether it ran already: left by a process that was killed, or in use by one that lives. */
  adopted: boolean
  /** A sentence for start-up: which PostgreSQL, where the data lie. */
  where: string
  /** Ends it: clients are cut, nothing acknowledged is lost. Throws `ClusterError` when it does not end. */
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** Takes a line when a wait is long. */
  say?: (line: string) => void
  /** False only for tests: quicker, and a power cut may destroy the data. */
  durable?: boolean
}

const settleLimit = 60_000
const retryLimit = 10_000

/**
 * Starts the private PostgreSQL in a folder, or adopts the one that runs there.
 * Takes the folder (made, open to its owner only, when missing). Data lie in `postgres/`, the log in `postgres.log`.
 * Throws `ClusterError` with a sentence for the person at the terminal.
 */
export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<Cluster> {
  const { say = () => {}, durable = true } = options
  const place = await placeIn(folder)
  // A postmaster may end at once because another start was quicker, or because the sessions of one that
  // was killed are still ending.
  const cluster = await until(retryLimit, async () => {
    const found = (await adopt(place, say)) ?? (await begin(place, durable, say))
    if (!found) await pause(500)
    return found
  })
  if (cluster) return cluster
  throw new ClusterError(`PostgreSQL does not start; ${place.log} says why.`)
}

/** The cluster that runs in the place already; one that is starting or stopping is waited for. */
async function adopt(place: Place, say: (line: string) => void): Promise<Cluster | undefined> {
  let said = false
  const found = await until(settleLimit, async () => {
    const note = await readNote(place.data)
    if (!note) return 'none'
    const runs = await isPostmaster(note.pid, place.data)
    // One that runs beyond our sight, in another container on the same folder, answers all the same.
    const socket = runs ? note.socket : place.socket
    const answer = runs && note.state !== 'ready' ? undefined : await answering(socket)
    if (answer) return { ...answer, socket, pid: runs ? note.pid : undefined }
    if (!runs) {
      await removeStaleNote(place.data, note)
      return 'none'
    }
    const does = note.state === 'ready' ? 'does not answer' : `is ${note.state}`
    if (!said) say(`PostgreSQL (process ${note.pid}) ${does}; waiting for it.`)
    said = true
    return undefined
  })
  if (found === 'none') return undefined
  if (!found)
    throw new ClusterError(
      `A PostgreSQL runs in ${place.data} and does not answer. End it and start again; ${place.log} says more.`,
    )
  return clusterOf(place, { ...found, adopted: true, source: 'that was running already' })
}

/** Ends whatever PostgreSQL runs in a folder, without starting one. */
export async function endCluster(folder: string): Promise<void> {
  const place = await placeIn(folder)
  const note = await readNote(place.data)
  if (note) await stopPostmaster(note.pid, place.data)
  if (!place.socket.startsWith(place.folder)) await rm(place.socket, { recursive: true, force: true })
}

async function begin(place: Place, durable: boolean, say: (line: string) => void) {
  const wrote = await wroteData(place)
  const binaries = await findBinaries(wrote)
  const account = await accountFor(place, binaries)
  await guardSocket(place, account)
  if (wrote === undefined) await initialise(place, binaries, account, durable)
  else await handOver(place.data, account)
  const pid = await launch(place, account, durable, say)
  if (pid === undefined) return undefined
  const { socket } = place
  return clusterOf(place, { pid, socket, adopted: false, version: binaries.version, source: binaries.source })
}

interface Running {
  /** Undefined when it runs beyond our sight: then it is not ours to stop. */
  pid: number | undefined
  socket: string
  version: string
  source: string
  adopted: boolean
}

function clusterOf(place: Place, { pid, socket, version, source, adopted }: Running): Cluster {
  let stopped: Promise<void> | undefined
  async function end() {
    if (pid !== undefined) await stopPostmaster(pid, place.data)
    if (!socket.startsWith(place.folder)) await rmdir(socket).catch(() => {})
  }
  const stop = () => {
    stopped ??= end()
    return stopped
  }
  const where = `PostgreSQL ${version} (${source}); its data lie in ${place.data}`
  return { socket, user, adopted, where, stop }
}
