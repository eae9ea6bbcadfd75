import type { Database } from '../db/tenancy.ts'
import { isPassing } from '../db/transaction.ts'
import { processors } from '../egress/processors.ts'
import type { EgressEntry, Leaving } from '../egress/purpose.ts'
import { newId } from '../lib/ids.ts'
import type { Settings } from '../settings.ts'
import { keepEgress, type LedgerEntry } from './queries.ts'
import { createWaiting, type Lost } from './waiting.ts'

/** Where everything is written down that leaves through the gate; nobody waits for it and it never throws. */
export interface Ledger {
  /** Writes down what begins to leave; what it gives is told once how that ended. */
  begin(leaving: Leaving): (entry: EgressEntry) => void
  /** Writes down what is over, or never left. */
  record(entry: EgressEntry): void
  /** Until all that was told is in the database, or could not be brought there: then it waits for a better moment. */
  flush(): Promise<void>
  close(): Promise<void>
  /** What could not be kept since the process began. */
  readonly lost: Readonly<Lost>
}

interface Parts {
  settings: Settings
  db: Database
  now(): Date
  fault(error: unknown): void
}

const everyMs = 250
const awayMs = 1000
const mostAtOnce = 1000

/** Entries that had to be dropped. How many is all that is said. */
class EntriesDropped extends Error {
  readonly code: string
  constructor(count: number) {
    super('ledger entries dropped')
    this.name = 'EntriesDropped'
    this.code = String(count)
  }
}

/** Gathers entries and writes them four times a second, each time in one statement. */
export function createLedger({ settings, db, now, fault }: Parts): Ledger {
  const countries = new Map<string, string | null>(
    processors(settings).map(({ id, country }) => [id, country]),
  )
  const waiting = createWaiting(now)
  const { lost } = waiting
  /** Faults that were said since the database last took everything. */
  const said = new Set<string>()
  let saidLost = 0
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined

  function sayOnce(error: unknown, code = codeOf(error)) {
    if (said.has(code)) return
    said.add(code)
    fault(error)
  }

  function sayLost() {
    const count = lost.count - saidLost
    saidLost = lost.count
    if (count) fault(new EntriesDropped(count))
  }

  function put(line: LedgerEntry) {
    if (waiting.add(line)) return soon(everyMs)
    waiting.lose([line])
    sayOnce(new EntriesDropped(1), 'lost')
  }

  async function write() {
    clearTimeout(timer)
    timer = undefined
    let many = mostAtOnce
    for (let lines = waiting.first(many); lines.length; lines = waiting.first(many)) {
      try {
        await keepEgress(db.stranger, lines)
        waiting.written(lines)
        many = mostAtOnce
      } catch (error) {
        if (!isOfLines(error)) return away(error)
        // One of them it will never take: the others are not kept waiting for it.
        if (lines.length === 1) {
          waiting.lose(lines)
          sayOnce(error)
        }
        many = Math.ceil(lines.length / 2)
      }
    }
    said.clear()
    sayLost()
  }

  function away(error: unknown) {
    if (!isPassing(error)) sayOnce(error)
    soon(awayMs)
  }

  function soon(milliseconds: number) {
    if (!closed) timer ??= setTimeout(() => void flush(), milliseconds).unref()
  }

  async function flush() {
    await writing
    writing ??= write().finally(() => {
      writing = undefined
    })
    await writing
  }

  return {
    lost,
    begin: leaving => {
      const line = lineOf({ ...leaving, bytesIn: 0, status: null, refused: null }, now(), countries)
      // Without room it is not lost yet: it may be when it has ended.
      if (waiting.add(line)) soon(everyMs)
      return ({ bytesOut, bytesIn, status, refused }) =>
        put({ ...line, bytes_out: bytesOut, bytes_in: bytesIn, status, refused })
    },
    record: entry => put(lineOf(entry, now(), countries)),
    flush,
    close: async () => {
      closed = true
      await flush()
      waiting.lose(waiting.first(Number.POSITIVE_INFINITY))
      sayLost()
    },
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? String('code' in error ? error.code : error.name) : ''

/** Whether the database refuses what the lines say (a value, a constraint, a size): the same will never go well. */
const isOfLines = (error: unknown): boolean => /^(22|23|54)...$/.test(codeOf(error))

function lineOf(
  { purpose, host, bytesOut, bytesIn, status, refused }: EgressEntry,
  at: Date,
  countries: ReadonlyMap<string, string | null>,
): LedgerEntry {
  const { kind, why } = purpose
  return {
    id: newId(at),
    at: at.toISOString(),
    workspace: purpose.workspace ?? null,
    kind,
    recipient: purpose.kind === 'processor' ? purpose.name : host,
    why,
    host,
    country: purpose.kind === 'processor' ? (countries.get(purpose.name) ?? null) : null,
    bytes_out: bytesOut,
    bytes_in: bytesIn,
    status,
    refused,
  }
}
