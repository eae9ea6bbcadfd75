import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, lookInto } from '../testing/database.ts'
import { dataMap } from './map.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: ReturnType<typeof lookInto>

beforeAll(async () => {
  database = await freshDatabase()
  sql = lookInto(database.address)
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

/** Every table but the partitions, which nobody may reach and which are as their parent. */
const tables = () => sql<
  { name: string; secured: boolean; policies: number; app: boolean; keeper: boolean }[]
>`
  select c.relname as name, c.relrowsecurity as secured,
    (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
    has_table_privilege('atavus_app', c.oid, 'select, insert, update, delete') as app,
    has_table_privilege('atavus_keeper', c.oid, 'select, insert, update, delete') as keeper
  from pg_class c
  where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
`

test('P1.11 every table and column is on the data map, and the map names no other', async () => {
  const columns = await sql<{ table: string; column: string }[]>`
    select c.relname as table, a.attname as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  `
  const found = columns.map(({ table, column }) => `${table}.${column}`).sort()
  const mapped = Object.entries(dataMap)
    .flatMap(([table, entry]) => Object.keys(entry.columns).map(column => `${table}.${column}`))
    .sort()

  expect(mapped).toEqual(found)
})

test('P5.2 every table has row-level security, and a policy wherever a role may reach it', async () => {
  for (const { name, secured, policies, app, keeper } of await tables()) {
    expect({ name, secured }).toEqual({ name, secured: true })
    if (app || keeper) expect({ name, policies }).not.toEqual({ name, policies: 0 })
  }
})

test('P5.2 every policy of the app asks whose a row is, but for what anyone may read of the platform', async () => {
  const policies = await sql<{ table: string; asks: boolean }[]>`
    select tablename as table, coalesce(qual, with_check) ~ 'current_(workspace|account)\\(\\)' as asks
    from pg_policies where schemaname = 'atavus' and 'atavus_app' = any(roles)
  `
  expect(policies.length).toBeGreaterThan(40)
  const open = policies.filter(({ asks }) => !asks).map(({ table }) => table)
  expect(open.sort()).toEqual(['everyday_words', 'plans', 'policies', 'trust_checks'])
})

test('P5.2 a partition of messages is reached through its parent only', async () => {
  await sql`select ensure_messages_partition('2030-05-05T12:00:00Z')`
  const rights = await sql`
    select has_table_privilege(role, c.oid, 'select') as reads, c.relrowsecurity as secured
    from pg_class c, unnest(array['atavus_app', 'atavus_keeper']) as role
    where c.relispartition and c.relname like 'messages\\_2030%' and c.relkind = 'r'
  `
  expect(rights).toHaveLength(2)
  for (const right of rights) expect(right).toEqual({ reads: false, secured: true })
})

test('P5.2 without a handle the app sees no row of any table, and with one only that workspace’s', async () => {
  await sql`insert into workspaces values (gen_random_uuid(), 'one', 'UTC', '', now()), (gen_random_uuid(), 'two', 'UTC', '', now())`
  const [{ id } = { id: '' }] = await sql<{ id: string }[]>`select id from workspaces where name = 'one'`
  const seen = await sql.begin(async transaction => {
    await transaction`set local role atavus_app`
    const before = await transaction`select name from workspaces`
    await transaction`select set_config('atavus.workspace', ${id}, true)`
    return { before, after: await transaction`select name from workspaces` }
  })

  expect(seen.before).toHaveLength(0)
  expect(seen.after.map(row => row.name)).toEqual(['one'])
})

test('every function that acts with the owner’s rights has a fixed search path and is closed to the public', async () => {
  const functions = await sql<{ name: string; path: string | null; open: boolean }[]>`
    select p.proname as name, array_to_string(p.proconfig, ',') as path,
      exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) as open
    from pg_proc p where p.pronamespace = 'atavus'::regnamespace and p.prosecdef
  `
  expect(functions.length).toBeGreaterThan(5)
  for (const { name, path, open } of functions) {
    expect(`${name}: ${path}`).toMatch(/: search_path=atavus, pg_temp(,|$)/)
    expect({ name, open }).toEqual({ name, open: false })
  }
})
