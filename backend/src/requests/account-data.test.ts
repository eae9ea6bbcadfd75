import type { AccountData } from '@atavus/contract/account-data'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { lookInto } from '../testing/database.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { filesIn } from '../testing/zip.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let owner: Owner
let id: string

beforeAll(async () => {
  here = await testWorld()
  rows = lookInto(here.address)
  owner = await signUp(here)
  id = ((await (await owner.call('GET', '/v1/account')).json()) as { id: string }).id
  await assistantOf(owner)
  await owner.call('POST', '/v1/keys', { name: 'Server', scopes: ['chat'], days: null })
  await signUp(here)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const data = async () =>
  (await (await owner.call('GET', '/v1/account/data')).json()) as z.infer<typeof AccountData>

test('P8.1 an account sees every row of every table that names it, what for and how long, and nobody else’s', async () => {
  const { tables } = await data()
  const naming = await rows<{ name: string; column: string }[]>`
    select c.table_name as name, c.column_name as column from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'atavus' and t.table_type = 'BASE TABLE' and c.data_type = 'uuid'
  `
  const shown = new Map(tables.map(table => [table.table, table]))
  for (const { name, column } of naming) {
    const [found] = await rows`select count(*)::int as count from ${rows(name)} where ${rows(column)} = ${id}`
    // Who a workspace's log is about by a target alone is somebody else's entry.
    if (found?.count && !(column === 'target' && name === 'audit_log'))
      expect({ name, column, shown: shown.has(name) }).toEqual({ name, column, shown: true })
  }
  expect(shown.get('accounts')?.rows).toHaveLength(1)
  expect(shown.get('accounts')?.columns.email).toBe('e-mail address')
  expect(shown.get('sessions')?.retention).toContain('30 days')
  const text = JSON.stringify(tables)
  expect(text).toContain(id)
  const others = await rows<{ id: string; email: string }[]>`select id, email from accounts where id <> ${id}`
  for (const other of others) {
    expect(text).not.toContain(other.email)
    expect(text).not.toContain(other.id)
  }
})

test('P8.1 what operators did to an account, and why, stands in its copy, and not which operator it was', async () => {
  const [other] = (await rows<{ id: string }[]>`select id from accounts where id <> ${id}`).map(row => row.id)
  if (!other) throw new Error('nobody else')
  await rows`
    insert into operator_log (id, at, by_id, action, target, reason) values
      (gen_random_uuid(), '2026-11-20T11:00:00Z', ${other}, 'account.resumed', ${id}, 'It was not they.'),
      (gen_random_uuid(), '2026-11-20T11:00:00Z', ${other}, 'account.suspended', ${other}, 'Somebody else.')
  `
  const { tables } = await data()
  await rows`delete from operator_log`

  const acts = tables.find(({ table }) => table === 'operator_log')?.rows
  expect(acts).toMatchObject([{ action: 'account.resumed', reason: 'It was not they.', by_id: null }])
  expect(JSON.stringify(tables)).not.toContain(other)
})

test('P8.1 what would let somebody in is left out', async () => {
  const text = JSON.stringify(await data())
  expect(text).not.toMatch(/\$2b\$/)
  expect(text).not.toMatch(/"(hash|password_hash|sealed|sealed_secret)"/)
})

test('P8.4 the same comes as a zip of JSON and CSV with a schema, for whoever has just proven who they are', async () => {
  const answer = await owner.call('GET', '/v1/account/export')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/zip')
  const files = new Map(
    filesIn(Buffer.from(await answer.arrayBuffer())).map(({ name, content }) => [name, content]),
  )
  const { tables } = await data()
  const filled = tables.filter(({ rows }) => rows.length).map(({ table }) => `${table}.csv`)
  expect(filled).toEqual(expect.arrayContaining(['accounts.csv', 'api_keys.csv', 'sessions.csv']))
  expect([...files.keys()]).toEqual(expect.arrayContaining(['data.json', 'schema.json', ...filled]))
  const all = JSON.parse(files.get('data.json') ?? '')
  expect(Object.keys(all)).toEqual(['at', ...tables.map(({ table }) => table)])
  expect(all.accounts).toMatchObject([{ id }])
  const [head, line] = files.get('accounts.csv')?.split('\r\n') ?? []
  const schema = JSON.parse(files.get('schema.json') ?? '')
  expect(head?.split(',')).toEqual(Object.keys(schema.accounts.columns))
  expect(line).toContain(id)

  await rows`update sessions set confirmed_at = '2026-01-01T00:00:00Z' where account_id = ${id}`
  expect((await owner.call('GET', '/v1/account/export')).status).toBe(403)
})
