import type { Sql } from './connect.ts'
import type { Pool } from './pool.ts'

/** A statement that is written but not sent. */
export type Pending = PromiseLike<unknown> & { execute(): PromiseLike<unknown> }
type Rows<T extends readonly Pending[]> = { -readonly [K in keyof T]: Awaited<T[K]> }

/**
 * Runs `work` in one transaction on a connection of its own, after the statements of `opening`. Any error rolls it
 * back.
 */
export async function inTransaction<T>(
  pool: Pool,
  opening: (sql: Sql) => Pending[],
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  return await onConnection(pool, async sql => {
    try {
      await settled([sql`begin`, ...opening(sql)])
      const result = await work(sql)
      // The driver has connected anew by itself, and knows of no transaction there.
      if (pool.lost(sql)) throw Object.assign(new Error('connection lost'), { code: 'CONNECTION_CLOSED' })
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
  pool: Pool,
  opening: (sql: Sql) => Pending[],
  ask: (sql: Sql) => T,
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

async function onConnection<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = await pool.take()
  let broken = false
  try {
    return await work(sql)
  } catch (error) {
    broken = isBroken(error)
    throw error
  } finally {
    pool.give(sql, broken)
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
