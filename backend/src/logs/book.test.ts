import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../db/open.ts'
import { newSecrets } from '../lib/secrets.ts'
import { freshDatabase, lookInto } from '../testing/database.ts'
import { createLogs, type Logs, type Request } from './book.ts'

const workspace = '01900000-0000-7000-8000-000000000001'
const other = '01900000-0000-7000-8000-000000000002'
const account = '01900000-0000-7000-8000-00000000000a'
const noon = '2026-11-20T12:00:00.000Z'
const secrets = newSecrets()
let now = new Date(noon)
let faults: { name: string; code: string }[] = []
let database: Awaited<ReturnType<typeof freshDatabase>>
let open: OpenDatabase
let sql: ReturnType<typeof lookInto>

beforeAll(async () => {
  database = await freshDatabase()
  open = await openDatabase(database.address, () => now)
  sql = lookInto(database.address)
  await sql`
    insert into workspaces (id, name, time_zone, sealed_key, created_at)
    values (${workspace}, 'one', 'Pacific/Kiritimati', '', ${noon}), (${other}, 'two', 'UTC', '', ${noon})
  `
  await sql`
    insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
    values (${account}, 'a@site.example', 'a', '', '1', ${noon}, ${noon})
  `
})
afterAll(async () => {
  await sql.end()
  await open.close()
  await database.drop()
})
beforeEach(async () => {
  now = new Date(noon)
  faults = []
  await sql`truncate api_log, security_log, usage`
})

const book = (db = open.db): Logs =>
  createLogs({ db, secrets, now: () => now, fault: error => void faults.push(error as never) })

const request = (more: Partial<Request> = {}): Request => ({
  method: 'GET',
  route: '/v1/assistants/:assistant',
  status: 200,
  ms: 3,
  kind: 'account',
  by: account,
  workspace,
  address: '203.0.113.7',
  ...more,
})
const networks = async () =>
  (
    await sql<{ network: string }[]>`select encode(network, 'hex') as network from api_log order by at, id`
  ).map(row => row.network)

test('P1.8 a network has one hash all day and another the next day, and the address itself is nowhere', async () => {
  const logs = book()
  logs.api(request())
  logs.api(request({ address: '::ffff:203.0.113.7' }))
  logs.api(request({ address: '203.0.113.8' }))
  now = new Date('2026-11-21T00:00:00Z')
  logs.api(request())
  await logs.flush()

  const [one, same, neighbour, tomorrow] = await networks()
  expect(same).toBe(one)
  expect(new Set([one, neighbour, tomorrow]).size).toBe(3)
  const rows = JSON.stringify(await sql`select * from api_log`)
  expect(rows).not.toContain('203.0.113')
  expect(one).not.toContain(Buffer.from([203, 0, 113, 7]).toString('hex'))
})

test('P1.8 two platforms with other secrets have other hashes for one network', async () => {
  const elsewhere = createLogs({ db: open.db, secrets: newSecrets(), now: () => now, fault: () => {} })
  const here = book()
  here.api(request())
  elsewhere.api(request())
  await Promise.all([here.flush(), elsewhere.flush()])

  expect(new Set(await networks()).size).toBe(2)
})

test('P1.6 each call is counted once, on the day of the workspace’s time zone', async () => {
  const one = book()
  const beside = book()
  for (let i = 0; i < 300; i++) {
    one.api(request())
    beside.api(request({ workspace: i % 3 ? workspace : other }))
  }
  one.api(request({ workspace: null }))
  await Promise.all([one.flush(), beside.flush()])
  now = new Date('2026-11-20T09:59:59.999Z')
  one.api(request())
  await one.flush()

  const counts = await sql`
    select workspace_id as workspace, day::text, count::int from usage where counter = 'calls' order by 1, 2
  `
  expect([...counts]).toEqual([
    { workspace, day: '2026-11-20', count: 1 },
    { workspace, day: '2026-11-21', count: 500 },
    { workspace: other, day: '2026-11-20', count: 100 },
  ])
  expect(await networks()).toHaveLength(602)
})

test('a flood from one network is one row a minute and door, in however many processes', async () => {
  const processes = [book(), book(), book()]
  for (let i = 0; i < 300; i++)
    for (const logs of processes) {
      now = new Date(Date.parse(noon) + i * 190)
      logs.security('limited', { address: '203.0.113.7', detail: '/v1/chat/messages too_many_requests' })
      logs.security('access_denied', { address: '203.0.113.7', detail: '/v1/account unauthenticated' })
      logs.security('access_denied', { address: '203.0.113.7', detail: '/v1/account forbidden' })
    }
  now = new Date(Date.parse(noon) + 60_000)
  processes[0]?.security('limited', { address: '203.0.113.7', detail: '/v1/chat/messages too_many_requests' })
  processes[0]?.security('limited', {
    address: '198.51.100.7',
    detail: '/v1/chat/messages too_many_requests',
  })
  await Promise.all(processes.map(logs => logs.flush()))

  const rows = await sql`select event, count(*)::int as times from security_log group by event order by event`
  expect([...rows]).toEqual([
    { event: 'access_denied', times: 1 },
    { event: 'limited', times: 3 },
  ])
})

test('what cannot be a flood is told each time', async () => {
  const logs = book()
  for (let i = 0; i < 3; i++) logs.security('signed_in', { address: '203.0.113.7', account })
  await logs.flush()

  expect(await sql`select from security_log where account_id = ${account}`).toHaveLength(3)
})

test('what hangs on a workspace or an account that is gone is kept without it, and keeps nothing else back', async () => {
  const gone = '01900000-0000-7000-8000-0000000000ff'
  const logs = book()
  logs.api(request({ workspace: gone }))
  logs.api(request())
  logs.security('signed_out', { account: gone, workspace: gone })
  logs.security('signed_out', { account, workspace, address: 'fe80::1%eth0' })
  logs.security('signed_out', { account, address: 'no address at all' })
  await logs.flush()

  expect(faults).toEqual([])
  const [kept] = await sql`select count(*)::int as all, count(workspace_id)::int as known from api_log`
  expect(kept).toEqual({ all: 2, known: 1 })
  const happenings = await sql`
    select account_id as account, host(address) as address from security_log order by id
  `
  expect([...happenings]).toEqual([
    { account: null, address: null },
    { account, address: 'fe80::1' },
    { account, address: null },
  ])
})

test('while the database is away entries wait, so many and no more, and then come in', async () => {
  const away = Object.assign(new Error('a private word'), { code: 'CONNECTION_CLOSED' })
  let isAway = true
  const stranger = ((...words: never[]) =>
    isAway ? Promise.reject(away) : (open.db.stranger as (...words: never[]) => unknown)(...words)) as never
  const logs = book({ ...open.db, stranger })
  for (let i = 0; i < 10_005; i++) logs.api(request())
  await logs.flush()
  expect(await networks()).toHaveLength(0)
  expect(faults.map(({ name, code }) => `${name} ${code}`)).toEqual(['LogsDropped 1'])
  isAway = false
  await logs.flush()

  expect(await networks()).toHaveLength(10_000)
  expect(faults.map(({ name, code }) => `${name} ${code}`)).toEqual(['LogsDropped 1', 'LogsDropped 5'])
})

test('what was written before the connection broke is written and counted once, and what came meanwhile too', async () => {
  const broken = Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' })
  let breaks = true
  const stranger = (async (...words: never[]) => {
    await (open.db.stranger as (...words: never[]) => unknown)(...words)
    if (breaks) throw broken
  }) as never
  const logs = book({ ...open.db, stranger })
  logs.api(request())
  logs.security('signed_in', { account })
  await logs.flush()
  expect(await networks()).toHaveLength(1)
  breaks = false
  logs.api(request())
  logs.security('signed_out', { account })
  await logs.flush()

  expect(faults).toEqual([])
  expect(await networks()).toHaveLength(2)
  expect(await sql`select from security_log`).toHaveLength(2)
  const counts = await sql`select count::int from usage where counter = 'calls'`
  expect([...counts]).toEqual([{ count: 2 }])
})

test('it writes by itself within a moment', async () => {
  book().api(request())
  await expect.poll(async () => (await networks()).length, { timeout: 3000 }).toBe(1)
})

test('nobody but the database’s owner writes into the logs or changes them', async () => {
  const refused = async (role: string, statement: string) =>
    sql
      .begin(async transaction => {
        await transaction`select set_config('role', ${role}, true), set_config('atavus.workspace', ${workspace}, true)`
        await transaction.unsafe(statement)
      })
      .catch((error: { code: string }) => error.code)
  for (const table of ['api_log', 'security_log', 'audit_log', 'operator_log']) {
    expect(await refused('atavus_app', `update ${table} set at = '2000-01-01'`)).toBe('42501')
    expect(await refused('atavus_app', `delete from ${table}`)).toBe('42501')
  }
  expect(await refused('atavus_keeper', `update audit_log set reason = ''`)).toBe('42501')
  expect(await refused('atavus_keeper', `update operator_log set reason = ''`)).toBe('42501')
})
