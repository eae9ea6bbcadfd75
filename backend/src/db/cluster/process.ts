/** What PostgreSQL's programs see of ours: no keys, no settings of another server, one language, one time zone. */
export const environment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Whether a process with this id runs, whatever it is. */
export function runsNow(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
