import { type ChildProcess, spawn } from 'node:child_process'
import { type Account, command } from './account.ts'
import { ClusterError } from './error.ts'
import { openLog, type Place } from './place.ts'
import { readNote } from './postmaster.ts'
import { environment } from './process.ts'
import { until } from './until.ts'

const limit = 120_000

/**
 * Starts the postmaster in a session of its own, so that a Ctrl-C at the terminal reaches our process only.
 * Gives its process id once it takes connections, or undefined when it ended before.
 * Throws `ClusterError` when it is not ready after two minutes; then it is left to finish its recovery.
 */
export async function launch(place: Place, account: Account, durable: boolean, say: (line: string) => void) {
  const child = await spawnPostmaster(place, account, durable)
  const ended = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null
  const ready = async () => {
    const note = await readNote(place.data)
    if (note?.pid === child.pid && note?.state === 'ready') return 'ready'
    return ended() ? 'ended' : undefined
  }
  let answer = await until(5000, ready)
  if (!answer) say('PostgreSQL takes its time: it may be recovering from a crash.')
  answer ??= await until(limit - 5000, ready)
  if (answer === 'ended') return undefined
  if (answer === 'ready') return child.pid
  throw new ClusterError(
    `PostgreSQL (process ${child.pid}) is not ready after ${limit / 1000} seconds. Start again to wait on; ${place.log} says more.`,
  )
}

async function spawnPostmaster(place: Place, account: Account, durable: boolean): Promise<ChildProcess> {
  const log = await openLog(place, account)
  const settings = Object.entries(settingsFor(place, durable))
  const { file, args, options } = command(account, 'postgres', [
    ...['-D', place.data],
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  const stdio = ['ignore', log.fd, log.fd] as const
  const child = spawn(file, args, {
    ...options,
    stdio: [...stdio],
    cwd: '/',
    env: environment,
    detached: true,
  })
  child.on('error', () => {}) // It has no id then, which is what the caller asks for.
  child.unref()
  await log.close()
  return child
}

function settingsFor(place: Place, durable: boolean): Record<string, string | number> {
  return {
    listen_addresses: '',
    port: 5432,
    unix_socket_directories: `"${place.socket.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: 100,
    shared_buffers: '128MB',
    // A segment of the write-ahead log that is over is removed rather than used again with what stood in it.
    wal_recycle: 'off',
    min_wal_size: '32MB',
    ...privateLog,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
}

/**
 * No statement and no value may reach the log. The text of an error itself may quote what a person wrote
 * (`invalid input syntax for type uuid: "…"`), so errors stay out altogether, and only what happens to the
 * server comes in: `log` stands above `error` here.
 */
const privateLog = {
  logging_collector: 'off',
  log_destination: 'stderr',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: -1,
  log_parameter_max_length_on_error: 0,
  log_checkpoints: 'off',
}
