import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, lookInto } from '../testing/database.ts'
import { endings } from './queries.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: ReturnType<typeof lookInto>

/** A key that is over lets nobody in; its row stays, so that its owner sees that it was there. */
const ended = new Set(['api_keys'])

beforeAll(async () => {
  database = await freshDatabase()
  sql = lookInto(database.address)
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

test('P4.2 P4.3 whatever table says when a row ends, the app’s handles are refused it from then on by a policy', async () => {
  const policies = await sql<{ table: string; name: string; using: string | null }[]>`
    select p.tablename as table, p.policyname as name, p.qual as using
    from pg_policies p
    join information_schema.columns c on c.table_schema = p.schemaname and c.table_name = p.tablename
      and c.column_name = 'expires_at'
    where p.schemaname = 'atavus' and 'atavus_app' = any(p.roles) and p.cmd in ('ALL', 'SELECT')
  `
  expect(policies.length).toBeGreaterThan(10)
  const open = policies.filter(
    ({ table, using }) =>
      !ended.has(table) && !/expires_at > (atavus\.)?current_moment\(\)/.test(using ?? ''),
  )
  expect(open).toEqual([])
})

test.each(['api_log', 'security_log', 'audit_log', 'egress'])(
  'P4.3 a row of %s past its term is read by no handle, though no sweep ever ran',
  async table => {
    const [policy] = await sql<{ using: string }[]>`
      select qual as using from pg_policies
      where schemaname = 'atavus' and tablename = ${table} and 'atavus_app' = any(roles)
    `
    // Asked for each row, or once for them all.
    const moment = policy?.using.replace('( SELECT current_moment() AS current_moment)', 'current_moment()')
    expect(moment).toMatch(/at > \((atavus\.)?current_moment\(\) - '(90 days|1 year)'::interval\)/)
  },
)

test('P4.2 every table whose rows end is swept', async () => {
  const tables = await sql<{ name: string }[]>`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'atavus' and c.column_name = 'expires_at' and t.table_type = 'BASE TABLE'
      and c.table_name !~ '^messages_'
  `
  const swept = new Set(endings.map(({ table }) => table))
  // Parts of a running answer go with its row.
  const along = new Set(['reply_batches', ...ended])
  expect(tables.map(({ name }) => name).filter(name => !swept.has(name) && !along.has(name))).toEqual([])
})
