import type postgres from 'postgres'
import { Refusal } from '../lib/refusal.ts'
import type { Sql, Types } from './connect.ts'

type Ask = postgres.ISql<Types>
/** A statement that is written but not sent. */
type Pending = PromiseLike<unknown> & { execute(): PromiseLike<unknown> }
declare const brand: unique symbol

/** A transaction that has set its workspace and time: row-level security shows it that workspace's living rows. */
export interface Tenant extends Ask {
  readonly [brand]: 'tenant'
  readonly workspace: string
  readonly now: Date
}

/** A transaction that has set its account (and, where one is being made or entered, the workspace). */
export interface Person extends Ask {
  readonly [brand]: 'person'
  readonly account: string
  readonly now: Date
}

/** No workspace, no account: reaches nothing but the narrow look-ups. */
export interface Stranger extends Ask {
  readonly [brand]: 'stranger'
}

/** Sees every row: for retention, erasure, trust and jobs only. */
export interface Keeper extends Ask {
  readonly [brand]: 'keeper'
  readonly now: Date
}

export interface Database {
  /** Runs `work` in one transaction on one workspace. Any error rolls it back. */
  tenant<T>(workspace: string, work: (tenant: Tenant) => Promise<T>): Promise<T>
  /**
   * Sends all statements of `ask` in one round trip, in one transaction; answers their rows in order. The
   * statements must not wait for each other. `durable: false` answers before the disk has it: enough to
   * outlive a death of this process, not of the database.
   */
  once<const T extends readonly Pending[]>(
    workspace: string,
    ask: (tenant: Tenant) => T,
    options?: { durable: boolean },
  ): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>
  person<T>(account: string, work: (person: Person) => Promise<T>, workspace?: string): Promise<T>
  stranger: Stranger
  keeper<T>(work: (keeper: Keeper) => Promise<T>): Promise<T>
}

/** The handles over the two pools. Every `now` comes from the world's clock. */
export function tenancy(app: Sql, keeper: Sql, now: () => Date): Database {
  return {
    tenant: (workspace, work) =>
      inTransaction(app, async sql => {
        const moment = now()
        await setTenant(sql, workspace, moment)
        return work(branded(sql, { workspace, now: moment }))
      }),
    once: (workspace, ask, options) => inOneTrip(app, workspace, now(), ask, options?.durable ?? true),
    person: (account, work, workspace = '') =>
      inTransaction(app, async sql => {
        const moment = now()
        await sql`
          select set_config('atavus.account', ${account}, true), set_config('atavus.workspace', ${workspace}, true),
            set_config('atavus.now', ${moment.toISOString()}, true)
        `
        return work(branded(sql, { account, now: moment }))
      }),
    stranger: app as unknown as Stranger,
    keeper: work => inTransaction(keeper, sql => work(branded(sql, { now: now() }))),
  }
}

function branded<T>(sql: Ask, more: object): T {
  return Object.assign(sql, more) as unknown as T
}

const setTenant = (sql: Ask, workspace: string, moment: Date) => sql`
  select set_config('atavus.workspace', ${workspace}, true), set_config('atavus.now', ${moment.toISOString()}, true)
`

function inTransaction<T>(sql: Sql, work: (transaction: postgres.TransactionSql<Types>) => Promise<T>) {
  return sql.begin(work).catch(refused) as Promise<T>
}

/** A statement may say no itself, as `refuse()` does in the migrations: then the code is a refusal's. */
export function refused(error: { code?: string; message: string; detail?: string }): never {
  if (error.code !== 'AT001') throw error
  const retryAfter = Number(error.detail)
  throw new Refusal(error.message as Refusal['code'], retryAfter > 0 ? { retryAfter } : {})
}

async function inOneTrip<const T extends readonly Pending[]>(
  pool: Sql,
  workspace: string,
  moment: Date,
  ask: (tenant: Tenant) => T,
  durable: boolean,
) {
  const sql = await reserve(pool)
  try {
    const tenant = branded<Tenant>(sql, { workspace, now: moment })
    const before = [sql`begin`.execute(), setTenant(sql, workspace, moment).execute()]
    if (!durable) before.push(sql`set local synchronous_commit = off`.execute())
    const asked = ask(tenant).map(statement => statement.execute())
    const ends = await Promise.allSettled([...before, ...asked, sql`commit`.execute()])
    const failed = ends.find(end => end.status === 'rejected')
    if (failed) refused(failed.reason)
    return ends.slice(before.length, -1).map(end => (end as PromiseFulfilledResult<unknown>).value) as {
      -readonly [K in keyof T]: Awaited<T[K]>
    }
  } finally {
    sql.release()
  }
}

const poolWait = 2000

/** Takes a connection, or refuses as busy when none comes free in two seconds. */
async function reserve(pool: Sql): Promise<postgres.ReservedSql<Types>> {
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
