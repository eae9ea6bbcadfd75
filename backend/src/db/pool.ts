import { Refusal } from '../lib/refusal.ts'
import { another, type Sql } from './connect.ts'

/** Connections for transactions: each is held by one caller at a time. */
export interface Pool {
  /** Takes a connection, or refuses as `busy` when none comes free in two seconds. */
  take(): Promise<Sql>
  /** Whether its connection has closed since it was taken: what was begun on it is no more. */
  lost(sql: Sql): boolean
  /** Gives one back; a broken one is thrown away. */
  give(sql: Sql, broken: boolean): void
  end(): Promise<void>
}

const patienceMs = 2000

/**
 * Lends up to `most` connections like those of `parent`, each a client of the driver for itself. Its own
 * `reserve` and `begin` are not used: after a connection broke they write to it all the same, which no caller can
 * catch, or never give its place back.
 */
export function createPool(parent: Sql, most: number): Pool {
  const idle: Sql[] = []
  const lent = new Set<Sql>()
  const lost = new WeakSet<Sql>()
  const waiting: ((sql: Sql) => void)[] = []
  let ready: Promise<unknown> | undefined

  const lend = (sql: Sql) => {
    lost.delete(sql)
    lent.add(sql)
    return sql
  }
  const make = () => {
    const sql: Sql = another(parent, () => lost.add(sql))
    return sql
  }
  // The parent learns the database's types once, for all.
  const known = () => {
    ready ??= parent`select 1`.catch(error => {
      ready = undefined
      throw error
    })
    return ready
  }
  const wait = () =>
    new Promise<Sql>((resolve, reject) => {
      const served = (sql: Sql) => {
        clearTimeout(timer)
        resolve(lend(sql))
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(served), 1)
        reject(new Refusal('busy', { retryAfter: 2 }))
      }, patienceMs)
      waiting.push(served)
    })

  return {
    take: async () => {
      await known()
      const free = idle.pop()
      if (free) return lend(free)
      return lent.size < most ? lend(make()) : wait()
    },
    lost: sql => lost.has(sql),
    give: (sql, broken) => {
      lent.delete(sql)
      if (broken) void sql.end({ timeout: 0 }).catch(() => {})
      const next = waiting.shift()
      if (next) next(broken ? make() : sql)
      else if (!broken) idle.push(sql)
    },
    end: async () => {
      await Promise.all([...idle, ...lent].map(sql => sql.end({ timeout: 5 })))
    },
  }
}
