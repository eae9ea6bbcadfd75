import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, lookInto } from '../testing/database.ts'
import { type OpenDatabase, openDatabase } from './open.ts'
import type { Keeper, Person, Stranger, Tenant } from './tenancy.ts'

const one = '01900000-0000-7000-8000-000000000001'
const two = '01900000-0000-7000-8000-000000000002'
const now = () => new Date('2026-11-20T12:00:00Z')
let database: Awaited<ReturnType<typeof freshDatabase>>
let open: OpenDatabase

beforeAll(async () => {
  database = await freshDatabase()
  open = await openDatabase(database.address, now)
  const sql = lookInto(database.address)
  for (const id of [one, two]) await sql`insert into workspaces values (${id}, ${id}, 'UTC', '', ${now()})`
  await sql.end()
})
afterAll(async () => {
  await open.close()
  await database.drop()
})

const names = (tenant: Tenant) => tenant<{ id: string }[]>`select id from workspaces`

test('a query for a tenant takes a tenant’s handle and nothing else', () => {
  const takes = (..._handles: Tenant[]) => true
  const stranger = {} as Stranger
  const person = {} as Person
  const keeper = {} as Keeper
  // @ts-expect-error a stranger has no workspace
  expect(takes(stranger)).toBe(true)
  // @ts-expect-error a person has an account, not a workspace
  expect(takes(person)).toBe(true)
  // @ts-expect-error the keeper sees every workspace, and so is none's
  expect(takes(keeper)).toBe(true)
})

test('a handle sees its own workspace, also when many are at work on the same connections', async () => {
  const seen = await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      const workspace = i % 2 ? one : two
      const [rows] =
        i % 3
          ? await open.db.once(workspace, tenant => [names(tenant)])
          : [await open.db.tenant(workspace, names)]
      return rows?.length === 1 && rows[0]?.id === workspace
    }),
  )

  expect(seen.every(Boolean)).toBe(true)
})

test('nothing of a handle stays on its connection', async () => {
  await Promise.all(Array.from({ length: 30 }, () => open.db.once(one, tenant => [names(tenant)])))

  expect(await open.db.stranger`select id from workspaces`).toHaveLength(0)
})

test('when one of several statements fails, none has happened and the connection goes on', async () => {
  const rename = (tenant: Tenant) => tenant`update workspaces set name = 'renamed' where id = ${one}`
  const fail = (tenant: Tenant) => tenant`select 1 / 0`

  await expect(open.db.once(one, tenant => [rename(tenant), fail(tenant)])).rejects.toMatchObject({
    code: '22012',
  })
  const [rows] = await open.db.once(one, tenant => [tenant`select name from workspaces`])
  expect(rows?.[0]).toEqual({ name: one })
})

test('a refusal that the database raises arrives as a refusal with its code and seconds', async () => {
  await expect(
    open.db.once(one, tenant => [tenant`select refuse('budget_spent', '90')`]),
  ).rejects.toMatchObject({ name: 'Refusal', code: 'budget_spent', retryAfter: 90 })
})

test('a handle’s time is the world’s, and rows past their end are not there', async () => {
  const [rows] = await open.db.once(one, tenant => [tenant`select current_moment() as moment`])

  expect(rows?.[0]).toEqual({ moment: now() })
})

test('a pool that is all taken refuses as busy instead of waiting for ever', async () => {
  const held: (() => void)[] = []
  const holding = Array.from({ length: 10 }, () =>
    open.db.tenant(one, () => new Promise<void>(resolve => held.push(resolve))),
  )
  while (held.length < 10) await new Promise(resolve => setTimeout(resolve, 5))

  await expect(open.db.once(one, tenant => [names(tenant)])).rejects.toMatchObject({ code: 'busy' })
  for (const release of held) release()
  await Promise.all(holding)
  expect(await open.db.once(one, tenant => [names(tenant)])).toHaveLength(1)
})
