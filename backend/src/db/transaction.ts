import type postgres from 'postgres'
import { Refusal } from '../lib/refusal.ts'
import type { Sql, Types } from './connect.ts'

type Reserved = postgres.ReservedSql<Types>
/** A statement that is written but not sent. */
export type Pending = PromiseLike<unknown> & { execute(): PromiseLike<unknown> }
type Rows<T extends readonly Pending[]> = { -readonly [K in keyof T]: Awaited<T[K]> }

/**
 * Runs `work` in one transaction on a connection of its own, after the statements of `opening`. Any error rolls it
 * back. The driver's own `begin` is not used: when the connection breaks it goes on to write to it, which no caller
 * can catch.
 */
export async function inTransaction<T>(
  pool: Sql,
  opening: (sql: Reserved) => Pending[],
  work: (sql: Reserved) => Promise<T>,
): Promise<T> {
  return await onConnection(pool, async sql => {
    try {
      await settled([sql`begin`, ...opening(sql)])
      const result = await work(sql)
      const { command } = await sql`commit`
      // A statement failed and `work` kept it to itself: the database has not.
      if (command === 'ROLLBACK') throw new Error('the transaction was rolled back')
      return result
    } catch (error) {
      if (!isBroken(error)) await sql`rollback`
      throw error
    }
  })
}

/** Sends all statements at once, in one transaction and one round trip; answers their rows in order. */
export async function inOneTrip<const T extends readonly Pending[]>(
  pool: Sql,
  opening: (sql: Reserved) => Pending[],
  ask: (sql: Reserved) => T,
): Promise<Rows<T>> {
  return await onConnection(pool, async sql => {
    const before = [sql`begin`, ...opening(sql)]
    const rows = await settled([...before, ...ask(sql), sql`commit`])
    return rows.slice(before.length, -1) as Rows<T>
  })
}

/**
 * Sends the statements and waits until each has its rows or its error, then throws the first error: the connection
 * is quiet then. A broken connection is not waited for: the driver forgets what still stood in line on it.
 */
function settled(statements: Pending[]): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const rows: unknown[] = []
    const errors: unknown[] = []
    let open = statements.length
    const done = () => {
      if (--open > 0) return
      if (errors.length) reject(errors[0])
      else resolve(rows)
    }
    statements.forEach((statement, i) => {
      statement.execute().then(
        found => {
          rows[i] = found
          done()
        },
        error => {
          errors.push(error)
          if (isBroken(error)) reject(error)
          done()
        },
      )
    })
  })
}

/** The driver takes a broken connection back by itself; giving it back as well would hand out a dead one. */
async function onConnection<T>(pool: Sql, work: (sql: Reserved) => Promise<T>): Promise<T> {
  const sql = await reserve(pool)
  let whole = true
  try {
    return await work(sql)
  } catch (error) {
    whole = !isBroken(error)
    throw error
  } finally {
    if (whole) sql.release()
  }
}

const poolWait = 2000

/** Takes a connection, or refuses as busy when none comes free in two seconds. */
async function reserve(pool: Sql): Promise<Reserved> {
  const taken = pool.reserve()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('busy', { retryAfter: 2 })), poolWait)
  })
  try {
    return await Promise.race([taken, late])
  } catch (error) {
    taken.then(
      sql => sql.release(),
      () => {},
    )
    throw error
  } finally {
    clearTimeout(timer)
  }
}

interface Trouble {
  code?: unknown
  severity?: unknown
  syscall?: unknown
}

/** Whether an error means that its connection is no more. */
export function isBroken(error: unknown): boolean {
  const { code, severity, syscall } = (error ?? {}) as Trouble
  if (severity !== undefined) return severity === 'FATAL' || severity === 'PANIC'
  return syscall !== undefined || /^CONNECT(ION)?_/.test(String(code))
}

// Out of connections or memory, cancelled by a time limit, or caught in a deadlock.
const passing = new Set(['53000', '53200', '53300', '53400', '55P03', '57014', '57P03', '40001', '40P01'])

/** Whether the same may go well in a moment: the database is away, or too busy. */
export function isPassing(error: unknown): boolean {
  return isBroken(error) || passing.has(String((error as Trouble | undefined)?.code))
}
