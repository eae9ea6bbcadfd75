import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, lookInto } from '../testing/database.ts'
import { connect, type DatabaseAddress, type Sql } from './connect.ts'
import { createPool, type Pool } from './pool.ts'
import { inOneTrip, inTransaction, isBroken, isPassing } from './transaction.ts'

let address: DatabaseAddress
let drop: () => Promise<void>
let parent: Sql
let pool: Pool
let admin: ReturnType<typeof lookInto>
const nothing = () => []

beforeAll(async () => {
  const database = await freshDatabase()
  address = database.address
  drop = database.drop
  admin = lookInto(address)
  parent = connect(address, 'atavus_app', { max: 1 })
  pool = createPool(parent, 2)
})
afterAll(async () => {
  await pool.end()
  await parent.end({ timeout: 1 })
  await admin.end()
  await drop()
})

/** Ends every connection of the pool, as a restart of the database does. */
const cut = () => admin`
  select pg_terminate_backend(pid) from pg_stat_activity
  where usename = 'atavus_app' and datname = current_database()
`
const soon = (work: () => PromiseLike<unknown>) => setTimeout(() => void work().then(() => {}), 50)
const codeOf = (error: unknown) => (error as { code?: string }).code

const broken: [string, () => Promise<unknown>][] = [
  [
    'while a statement runs',
    () =>
      inTransaction(pool, nothing, async sql => {
        soon(cut)
        await sql`select pg_sleep(5)`
      }),
  ],
  [
    'while statements stand in line',
    () => {
      soon(cut)
      return inOneTrip(pool, nothing, sql =>
        Array.from({ length: 20 }, (_, i) => sql`select ${i}::int, pg_sleep(1)`),
      )
    },
  ],
]

test.each(broken)('a connection that breaks %s is one failed transaction, and no more', async (_, run) => {
  const error = await run().catch(caught => caught)

  expect(isBroken(error)).toBe(true)
  expect(isPassing(error)).toBe(true)
  for (let i = 0; i < 5; i++)
    expect(await inOneTrip(pool, nothing, sql => [sql`select ${i}::int as n`])).toEqual([[{ n: i }]])
})

test('a transaction that fails by itself gives its connection back', async () => {
  for (let i = 0; i < 5; i++) {
    const failed = inTransaction(pool, nothing, async sql => await sql`select 1 / ${0}::int`)
    expect(await failed.catch(codeOf)).toBe('22012')
    const refused = inOneTrip(pool, nothing, sql => [sql`select 1`, sql`select 1 / ${0}::int`, sql`select 2`])
    expect(await refused.catch(codeOf)).toBe('22012')
  }
  expect(await inTransaction(pool, nothing, async sql => await sql`select 1 as n`)).toEqual([{ n: 1 }])
})

test('what the database has rolled back is not reported as done', async () => {
  const swallowed = inTransaction(pool, nothing, async sql => {
    await sql`select 1 / ${0}::int`.catch(() => {})
    return 'done'
  })

  await expect(swallowed).rejects.toThrow('rolled back')
})
