import type postgres from 'postgres'
import { Refusal } from '../lib/refusal.ts'
import type { Sql, Types } from './connect.ts'
import type { Pool } from './pool.ts'
import { inOneTrip, inTransaction, type Pending } from './transaction.ts'

type Ask = postgres.ISql<Types>
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
   * outlive a death of this process, not of the database. `account`: whose own is made by it.
   */
  once<const T extends readonly Pending[]>(
    workspace: string,
    ask: (tenant: Tenant) => T,
    options?: { durable?: boolean; account?: string | undefined },
  ): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>
  person<T>(account: string, work: (person: Person) => Promise<T>, workspace?: string): Promise<T>
  stranger: Stranger
  keeper<T>(work: (keeper: Keeper) => Promise<T>): Promise<T>
}

/**
 * The handles over two pools, and the connections for single statements outside of every handle. Each `now` comes
 * from the world's clock.
 */
export function tenancy(stranger: Sql, app: Pool, keeper: Pool, now: () => Date): Database {
  return {
    tenant: (workspace, work) => {
      const moment = now()
      return inTransaction(
        app,
        sql => [setTenant(sql, workspace, moment)],
        sql => work(branded<Tenant>(sql, { workspace, now: moment })),
      ).catch(refused)
    },
    once: (workspace, ask, { durable = true, account } = {}) => {
      const moment = now()
      return inOneTrip(
        app,
        sql => [
          account === undefined
            ? setTenant(sql, workspace, moment)
            : setPerson(sql, account, workspace, moment),
          ...(durable ? [] : [sql`set local synchronous_commit = off`]),
        ],
        sql => ask(branded<Tenant>(sql, { workspace, now: moment })),
      ).catch(refused)
    },
    person: (account, work, workspace = '') => {
      const moment = now()
      return inTransaction(
        app,
        sql => [setPerson(sql, account, workspace, moment)],
        sql => work(branded<Person>(sql, { account, now: moment })),
      ).catch(refused)
    },
    stranger: stranger as unknown as Stranger,
    keeper: work => {
      const moment = now()
      return inTransaction(
        keeper,
        sql => [sql`select set_config('atavus.now', ${moment.toISOString()}, true)`],
        sql => work(branded<Keeper>(sql, { now: moment })),
      ).catch(refused)
    },
  }
}

/** Goes on in a workspace within a person's transaction: for what one person does in several, all or nothing. */
export async function inWorkspace(person: Person, workspace: string): Promise<Tenant> {
  await person`select set_config('atavus.workspace', ${workspace}, true)`
  return branded<Tenant>(person, { workspace })
}

/** Goes on in none of them, so that what is put in line from here on goes along with none. */
export async function inNoWorkspace(person: Person): Promise<void> {
  await person`select set_config('atavus.workspace', '', true)`
}

function branded<T>(sql: Ask, more: object): T {
  return Object.assign(sql, more) as unknown as T
}

const setTenant = (sql: Ask, workspace: string, moment: Date): Pending => sql`
  select set_config('atavus.workspace', ${workspace}, true), set_config('atavus.now', ${moment.toISOString()}, true)
`

const setPerson = (sql: Ask, account: string, workspace: string, moment: Date): Pending => sql`
  select set_config('atavus.account', ${account}, true), set_config('atavus.workspace', ${workspace}, true),
    set_config('atavus.now', ${moment.toISOString()}, true)
`

/** A statement may say no itself, as `refuse()` does in the migrations: then the code is a refusal's. */
export function refused(error: { code?: string; message: string; detail?: string }): never {
  if (error.code !== 'AT001') throw error
  const retryAfter = Number(error.detail)
  throw new Refusal(error.message as Refusal['code'], retryAfter > 0 ? { retryAfter } : {})
}
