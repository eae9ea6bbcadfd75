import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const tickMicroseconds = 10_000

/**
 * Microseconds of CPU that a PostgreSQL has used so far: its postmaster, the processes of it that run, and those
 * that have ended. Takes its data folder. Undefined where there is no `/proc` to ask.
 */
export async function databaseCpu(data: string): Promise<number | undefined> {
  try {
    const postmaster = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])
    const all = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
    const stats = await Promise.all(all.map(readStat))
    const own = stats.filter(stat => stat && (stat.pid === postmaster || stat.parent === postmaster))
    return own.reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0) * tickMicroseconds
  } catch {
    return undefined
  }
}

/** See proc_pid_stat(5): the name may hold spaces, so fields are counted from behind it. */
async function readStat(pid: string) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
  return { pid: Number(pid), parent: fields[1], ticks: user + system + endedUser + endedSystem }
}
