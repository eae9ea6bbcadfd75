import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectAsAdmin } from '../db/connect.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { sweep } from './sweep.ts'

// A database server whose clock is not UTC, as most are that somebody installed in Berlin.

let migrated: TestWorld
let here: TestWorld
let rows: ReturnType<typeof lookInto>

beforeAll(async () => {
  migrated = await testWorld()
  const sql = lookInto(migrated.address)
  await sql`do $$ begin execute format('alter database %I set timezone to %L', current_database(), 'Europe/Berlin'); end $$`
  await sql.end()
  here = await testWorld({ address: migrated.address })
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await here.close()
  await migrated.close()
})

test('every connection counts in UTC, whatever the server is set to', async () => {
  const admin = connectAsAdmin(here.address)
  const zones = [
    await rows`show timezone`,
    await admin`show timezone`,
    await here.world.db.keeper(keeper => keeper`show timezone`),
    await here.world.db.stranger`show timezone`,
  ]
  await admin.end()
  expect(zones.map(([row]) => row?.TimeZone)).toEqual(['Europe/Berlin', 'UTC', 'UTC', 'UTC'])
})

test('P1.8 P4.2 over the end of summer time an address is kept for 168 hours and no longer', async () => {
  // Clocks went back on 25 October 2026, so that seven days of Berlin are 169 hours.
  here.at('2026-10-26T12:00:00Z')
  for (const [last, at] of [
    ['a', '2026-10-19T12:01:00Z'],
    ['b', '2026-10-19T11:59:00Z'],
    ['c', '2026-10-19T11:30:00Z'],
  ] as const) {
    const entry = { id: `01900000-0000-7000-8000-00000000000${last}`, at, event: 'sign_in_failed' }
    await rows`insert into security_log ${rows({ ...entry, address: '203.0.113.9' })}`
  }
  await sweep(here.world)
  const left = await rows`select right(id::text, 1) as last from security_log where address is not null`
  expect(left).toEqual([{ last: 'a' }])
})
