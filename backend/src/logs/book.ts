import type { SecurityEvent } from '@atavus/contract/logs'
import { isPassing } from '../db/transaction.ts'
import { newId } from '../lib/ids.ts'
import type { World } from '../world.ts'
import type { ApiEntry, SecurityEntry } from './entries.ts'
import { createNetworks, plainAddress } from './networks.ts'
import { createOncePerMinute } from './once.ts'
import { keepLogs } from './queries.ts'

/** A request that was answered; `address` is kept as the hash of its network alone. */
export type Request = Omit<ApiEntry, 'id' | 'at' | 'network'> & { address: string }

/** Whom a happening is about; `detail` is a fixed word or a route's template, never what somebody sent. */
interface SecurityFacts {
  address?: string
  account?: string
  workspace?: string
  detail?: string
}

/** Where requests and what happens at the doors are written down; nobody waits for it and it never throws. */
export interface Logs {
  api(request: Request): void
  security(event: SecurityEvent, facts: SecurityFacts): void
  /** Until all that was told is in the database, or could not be brought there. */
  flush(): Promise<void>
  /** The same, and then nothing is written any more. */
  close(): Promise<void>
}

type Parts = Pick<World, 'db' | 'secrets' | 'now' | 'fault'>

const everyMs = 250
/** While the database is away, so many entries are kept; what comes beyond is lost, and counted. */
const mostWaiting = 10_000
const mostAtOnce = 2000

/** Entries that had to be dropped. How many is all that is said. */
class LogsDropped extends Error {
  readonly code: string

  constructor(count: number) {
    super('log entries dropped')
    this.name = 'LogsDropped'
    this.code = String(count)
  }
}

/** Gathers entries and writes them four times a second, each time in one statement. */
export function createLogs({ db, secrets, now, fault }: Parts): Logs {
  const networkOf = createNetworks(secrets.subjects)
  const once = createOncePerMinute()
  let api: ApiEntry[] = []
  let security: SecurityEntry[] = []
  let dropped = 0
  let told = false
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined

  function add<Entry>(entries: Entry[], entry: Entry) {
    if (api.length + security.length < mostWaiting) entries.push(entry)
    else drop(1)
    soon(everyMs)
  }

  function soon(milliseconds: number) {
    if (!closed) timer ??= setTimeout(() => void flush(), milliseconds).unref()
  }

  function drop(count: number) {
    dropped += count
    if (!told) fault(new LogsDropped(count))
    told = true
  }

  async function write() {
    const entries = { api: api.slice(0, mostAtOnce), security: security.slice(0, mostAtOnce) }
    api = api.slice(mostAtOnce)
    security = security.slice(mostAtOnce)
    try {
      await keepLogs(db.stranger, entries.api, entries.security)
      if (dropped && !api.length && !security.length) recovered()
    } catch (error) {
      if (!isPassing(error)) return fault(error)
      api = [...entries.api, ...api]
      security = [...entries.security, ...security]
      throw error
    }
  }

  /** What was lost meanwhile is said once it is over, and the next loss again. */
  function recovered() {
    fault(new LogsDropped(dropped))
    dropped = 0
    told = false
  }

  async function writeAll() {
    clearTimeout(timer)
    timer = undefined
    try {
      while (api.length || security.length) await write()
    } catch {
      soon(everyMs * 4)
    }
  }

  async function flush() {
    // It may have seen the last entry already, and not this one.
    await writing
    writing ??= writeAll().finally(() => {
      writing = undefined
    })
    await writing
  }

  async function close() {
    closed = true
    await flush()
    const left = api.length + security.length
    if (left) fault(new LogsDropped(left))
  }

  return {
    api: ({ address, ...request }) => {
      const at = now()
      add(api, { id: newId(at), at: at.toISOString(), ...request, network: networkOf(address, at) })
    },
    security: (event, { address: from, account = null, workspace = null, detail = null }) => {
      const at = now()
      const address = plainAddress(from)
      const network = address && networkOf(address, at)
      const [route] = (detail ?? '').split(' ')
      const id = once(event, `${network}\0${workspace}\0${route}`, at)
      if (id) add(security, { id, at: at.toISOString(), event, workspace, account, address, network, detail })
    },
    flush,
    close,
  }
}
