import { setTimeout as pause } from 'node:timers/promises'
import { connectAsAdmin, type DatabaseAddress, type Sql } from './connect.ts'

/** What became of writing the files of tables anew: all is well where both are empty. */
export interface Rewritten {
  /** Tables that somebody would not let go of. */
  busy: string[]
  /** What we have no right to on a server of somebody else's: tables, and `pg_wal`, the write-ahead log until now. */
  denied: string[]
}

export interface Files {
  /** Undefined, and nothing is written: another process is at it, or somebody still reads as of before. */
  rewrite(tables: readonly string[]): Promise<Rewritten | undefined>
}

const tries = 20
const patience = '500ms'
const pauseMs = 250
/** How long readers are waited for who see what was deleted before. */
const readersMs = 5000

type Outcome = 'written' | 'busy' | 'denied'

/**
 * Writes tables anew (`VACUUM FULL`), with their indexes and statistics: what was deleted before is in the freed space
 * of none of them. Each is locked for as long as its living rows take to be copied; who uses it is not waited for longer
 * than a moment at a time. Then a checkpoint and a new segment, twice, let go of the write-ahead log until then.
 */
export const filesOf = (address: DatabaseAddress): Files => ({
  rewrite: async tables => {
    const sql = connectAsAdmin(address, { lasting: true })
    try {
      const [lock] = await sql<{ mine: boolean }[]>`
        select pg_try_advisory_lock(hashtext('atavus.rewrite')) as mine
      `
      return lock?.mine && (await forgotten(sql)) ? await rewriteAll(sql, tables) : undefined
    } finally {
      await sql.end()
    }
  },
})

async function rewriteAll(sql: Sql, tables: readonly string[]): Promise<Rewritten> {
  await sql`set lock_timeout = ${sql.unsafe(`'${patience}'`)}`
  const outcomes = new Map<string, Outcome>()
  for (const table of tables) {
    await forgetStatistics(sql, `atavus.${table}`)
    outcomes.set(table, await rewritten(sql, `atavus.${table}`))
  }
  const statistics = (await forgotten(sql)) ? await rewritten(sql, 'pg_catalog.pg_statistic') : 'busy'
  outcomes.set('pg_statistic', statistics)
  outcomes.set('pg_wal', (await letGo(sql)) ? 'written' : 'denied')
  const those = (outcome: Outcome) => [...outcomes.keys()].filter(name => outcomes.get(name) === outcome)
  return { busy: those('busy'), denied: those('denied') }
}

/**
 * Whether nobody sees any more what was deleted until now: a row that a snapshot, a standby or a running transaction
 * could still ask for is copied along with the living ones. Waits a little for those to end.
 */
async function forgotten(sql: Sql): Promise<boolean> {
  const [until] = await sql<{ xid: string }[]>`select pg_snapshot_xmax(pg_current_snapshot())::text as xid`
  const end = performance.now() + readersMs
  while (!(await seenByNobody(sql, until?.xid ?? '0'))) {
    if (performance.now() > end) return false
    await pause(pauseMs)
  }
  return true
}

/**
 * The statement's own snapshot is the older: who had one before it and has it still is found after it. Who may not see
 * what others do waits for the transactions of all databases of the server.
 */
async function seenByNobody(sql: Sql, xid: string): Promise<boolean> {
  const [row] = await sql<{ nobody: boolean }[]>`
    select case when pg_has_role('pg_read_all_stats', 'usage')
      then not exists (
        select from pg_stat_activity a
        where a.pid <> pg_backend_pid() and a.datname = current_database()
          and age(a.backend_xid) > age(${xid}::text::xid8::xid)
      ) and not exists (
        select from pg_prepared_xacts p
        where p.database = current_database() and age(p.transaction) > age(${xid}::text::xid8::xid)
      )
      else pg_snapshot_xmin(pg_current_snapshot()) >= ${xid}::text::xid8 end
      and not exists (
        select from pg_stat_activity a
        where a.pid <> pg_backend_pid() and (a.datname = current_database() or a.datname is null)
          and age(a.backend_xmin) > age(${xid}::text::xid8::xid)
      )
      and not exists (
        select from pg_replication_slots s
        where (s.database = current_database() or s.database is null)
          and age(s.xmin) > age(${xid}::text::xid8::xid)
      ) as nobody
  `
  return row?.nobody ?? false
}

/**
 * What was most common in a column stands in the planner's statistics, a partition's also in those of the whole, and
 * stays there when a table becomes empty.
 */
async function forgetStatistics(sql: Sql, table: string): Promise<void> {
  await sql`
    delete from pg_statistic where starelid = to_regclass(${table})
      or starelid in (select inhparent from pg_inherits where inhrelid = to_regclass(${table}))
  `.catch(error => {
    if (error.code !== '42501') throw error
  })
}

/**
 * A table that we have no right to is skipped with a warning alone: its file is then the same as before. A partition
 * that was dropped has none.
 */
async function rewritten(sql: Sql, table: string): Promise<Outcome> {
  const before = await fileOf(sql, table)
  if (!before) return 'written'
  for (let attempt = 0; attempt < tries; attempt++) {
    const done = await sql.unsafe(`vacuum (full, analyze) ${table}`).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code === '55P03') return undefined
        if (error.code === '42501') return false
        if (error.code === '42P01') return true
        throw error
      },
    )
    if (done !== undefined) return done && (await fileOf(sql, table)) !== before ? 'written' : 'denied'
    await pause(pauseMs)
  }
  return 'busy'
}

async function fileOf(sql: Sql, table: string): Promise<string | null | undefined> {
  const [row] = await sql<
    { file: string | null }[]
  >`select pg_relation_filenode(to_regclass(${table}))::text as file`
  return row?.file
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
