import { setTimeout as pause } from 'node:timers/promises'
import { connectAsAdmin, type DatabaseAddress, type Sql } from './connect.ts'

/** What became of writing the files of tables anew. */
export interface Rewritten {
  /** Tables that somebody would not let go of, or that we have no right to. */
  left: string[]
  /** Whether the write-ahead log until now was let go, too; a server of somebody else's may not let us. */
  log: boolean
}

export interface Files {
  rewrite(tables: readonly string[]): Promise<Rewritten>
}

const tries = 20
const patience = '500ms'
const pauseMs = 250

/**
 * Writes tables anew (`VACUUM FULL`), with their indexes and statistics: what was deleted before is in the freed space
 * of none of them. Each is locked for as long as its living rows take to be copied; who uses it is not waited for longer
 * than a moment at a time. Then a checkpoint and a new segment, twice, let go of the write-ahead log until then.
 */
export const filesOf = (address: DatabaseAddress): Files => ({
  rewrite: async tables => {
    const sql = connectAsAdmin(address)
    try {
      await sql`set lock_timeout = ${sql.unsafe(`'${patience}'`)}`
      const left: string[] = []
      for (const table of tables) {
        await forgetStatistics(sql, `atavus.${table}`)
        if (!(await rewritten(sql, `atavus.${table}`))) left.push(table)
      }
      await rewritten(sql, 'pg_catalog.pg_statistic')
      return { left, log: await letGo(sql) }
    } finally {
      await sql.end()
    }
  },
})

/** What was most common in a column stands in the planner's statistics, and stays there when a table becomes empty. */
async function forgetStatistics(sql: Sql, table: string): Promise<void> {
  await sql`delete from pg_statistic where starelid = ${table}::regclass`.catch(error => {
    if (error.code !== '42501') throw error
  })
}

async function rewritten(sql: Sql, table: string): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const done = await sql.unsafe(`vacuum (full, analyze) ${table}`).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code === '55P03') return undefined
        if (error.code === '42501') return false
        throw error
      },
    )
    if (done !== undefined) return done
    await pause(pauseMs)
  }
  return false
}

async function letGo(sql: Sql): Promise<boolean> {
  try {
    for (let twice = 0; twice < 2; twice++) {
      await sql`checkpoint`
      await sql`select pg_switch_wal()`
    }
    await sql`checkpoint`
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return false
    throw error
  }
}
