import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, command } from './account.ts'
import type { Binaries } from './binaries.ts'
import { ClusterError, codeOf } from './error.ts'
import { openLog, type Place } from './place.ts'
import { environment, runsNow } from './process.ts'
import { user } from './queries.ts'

const prefix = 'postgres.new.'
const limit = 180_000

/** The major version of PostgreSQL that wrote the data; undefined when there are none yet. */
export async function wroteData(place: Place): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(place.data, 'PG_VERSION'), 'utf8'), 10)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new ClusterError(`${place.data} cannot be read by this account: ${codeOf(error)}.`)
  }
}

/**
 * Makes an empty cluster. It is made aside and moved in at the end, so that a crash in between leaves
 * nothing that looks like data. Throws `ClusterError`.
 */
export async function initialise(place: Place, binaries: Binaries, account: Account, durable: boolean) {
  await removeLeftovers(place)
  const fresh = join(place.folder, `${prefix}${process.pid}`)
  await mkdir(fresh, { mode: 0o700 })
  await chown(fresh, account.uid, account.gid)
  await runInitdb(place, account, [
    `--pgdata=${fresh}`,
    `--username=${user}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    // Letters beyond ASCII have their case, the same on every machine; older versions have plain C only.
    ...(binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
    '--data-checksums',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ])
  await rename(fresh, place.data).catch(async error => {
    await rm(fresh, { recursive: true })
    // Another process was quicker; its cluster is as good as ours.
    if ((await wroteData(place)) === undefined)
      throw new ClusterError(`${place.data} is in the way of the database: ${codeOf(error)}.`)
  })
  if (!durable) return
  const folder = await open(place.folder)
  await folder.sync().finally(() => folder.close())
}

async function runInitdb(place: Place, account: Account, args: string[]): Promise<void> {
  const log = await openLog(place, account)
  const initdb = command(account, 'initdb', args)
  const child = spawn(initdb.file, initdb.args, {
    ...initdb.options,
    stdio: ['ignore', log.fd, log.fd],
    cwd: '/',
    env: environment,
    timeout: limit,
  })
  const [code] = await once(child, 'exit').finally(() => log.close())
  if (code !== 0) throw new ClusterError(`PostgreSQL could not make its data folder; ${place.log} says why.`)
}

async function removeLeftovers(place: Place): Promise<void> {
  const names = (await readdir(place.folder)).filter(name => name.startsWith(prefix))
  for (const name of names) {
    const maker = Number(name.slice(prefix.length))
    if (maker === process.pid || !runsNow(maker))
      await rm(join(place.folder, name), { recursive: true, force: true })
  }
}
