import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { ClusterError, codeOf } from './error.ts'
import { runsNow } from './process.ts'
import { until } from './until.ts'

/** What `postmaster.pid` in the data folder says. */
export interface Note {
  pid: number
  socket: string
  state: string
}

/**
 * Reads the note that a postmaster leaves while it runs; undefined when there is none.
 * An empty one is a postmaster in its first moment, or the remains of a crash: it is removed after a second.
 */
export async function readNote(data: string): Promise<Note | undefined> {
  const path = join(data, 'postmaster.pid')
  const lines = await until(1000, async () => {
    const text = await readFile(path, 'utf8').catch(error => {
      if (codeOf(error) === 'ENOENT') return 'none'
      throw new ClusterError(`${path} cannot be read by this account: ${codeOf(error)}.`)
    })
    return text === '' ? undefined : text.split('\n')
  })
  if (!lines) await rm(path, { force: true })
  if (!lines || lines[0] === 'none') return undefined
  return { pid: Number(lines[0]), socket: lines[4] ?? '', state: lines[7]?.trim() ?? 'starting' }
}

/** Removes the note of a postmaster that died when another process got its id since: PostgreSQL itself would wait for that. */
export async function removeStaleNote(data: string, note: Note): Promise<void> {
  if (runsNow(note.pid)) await rm(join(data, 'postmaster.pid'), { force: true })
}

/** Whether the process is a postmaster on this data folder, and not one that got its id later. */
export async function isPostmaster(pid: number, data: string): Promise<boolean> {
  if (!runsNow(pid)) return false
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).catch(
      () => ({
        stdout: '',
      }),
    )
    return stdout.includes(`postgres -D ${data} `)
  }
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const [program = '', ...args] = line.split('\0')
  return basename(program) === 'postgres' && args.includes(data)
}

/**
 * Stops a postmaster: politely first (clients are cut, changes kept), then at once (the next start recovers).
 * Throws `ClusterError` when it outlives both.
 */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  for (const [signal, limit] of [['SIGINT', 30_000] as const, ['SIGQUIT', 10_000] as const]) {
    if (!(await isPostmaster(pid, data))) return
    process.kill(pid, signal)
    if (await until(limit, async () => !(await isPostmaster(pid, data)) || undefined)) return
  }
  throw new ClusterError(`PostgreSQL (process ${pid}) did not stop within 40 seconds.`)
}
