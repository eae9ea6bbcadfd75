import { counters, type Usage } from '@atavus/contract/workspace'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unlimited } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { countUse } from './queries.ts'

let atavus: TestWorld
let rows: ReturnType<typeof lookInto>
let owner: Owner
let workspace: string
let assistant: string
const today = testMoment.slice(0, 10)
const span = `from=${today}&to=${today}`
const header = ['day', 'assistant_id', 'assistant', ...counters].join(',')

beforeAll(async () => {
  atavus = await testWorld({ limits: unlimited })
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})
beforeEach(async () => {
  owner = await signUp(atavus)
  workspace = (await (await owner.call('GET', '/v1/account')).json()).workspace.id
  assistant = (await assistantOf(owner, { name: '=Shop, "help"' })).id
  await atavus.world.logs.flush()
  await rows`delete from usage`
})

const exported = (query: string) => owner.call('GET', `/v1/usage/export?${query}`)
const count = (...[counter, of, by]: [Parameters<typeof countUse>[1], string | null, number]) =>
  atavus.world.db.tenant(workspace, async tenant => void (await countUse(tenant, counter, of, by)))

test('a file has a line a day and assistant, each counter a column, and runs as no formula', async () => {
  await count('messages', assistant, 3)
  await count('tokens_in', assistant, 1200)
  await count('feature:search', null, 2)
  const answer = await exported(`${span}&format=csv`)

  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="usage-${today}-${today}.csv"`)
  const figuresOf = (counts: object) => counters.map(name => new Map(Object.entries(counts)).get(name) ?? 0)
  const whole = figuresOf({ 'feature:search': 2 }).join(',')
  const own = figuresOf({ messages: 3, tokens_in: 1200 }).join(',')
  expect(await answer.text()).toBe(
    `${header}\r\n${today},,,${whole}\r\n${today},${assistant},"'=Shop, ""help""",${own}\r\n`,
  )
})

test('as JSON it is what the usage door answers, with the span and the moment', async () => {
  await count('messages', assistant, 3)
  const usage = (await (await owner.call('GET', `/v1/usage?${span}`)).json()) as Usage
  const answer = await exported(`${span}&format=json`)

  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(await answer.json()).toEqual({ exportedAt: testMoment, from: today, to: today, ...usage })
})

test('one assistant alone can be taken along, and never another workspace’s', async () => {
  await count('messages', assistant, 3)
  await count('feature:search', null, 1)
  const query = `${span}&format=csv&assistant=${assistant}`
  expect((await (await exported(query)).text()).trim().split('\r\n')).toHaveLength(2)

  owner = await signUp(atavus)
  expect(await (await exported(query)).text()).toBe(`${header}\r\n`)
})

test('a file is neither counted as use nor a change of anything', async () => {
  await count('messages', assistant, 3)
  const audits = () => rows`select count(*)::int from audit_log where workspace_id = ${workspace}`
  const before = await audits()
  expect((await exported(`${span}&format=csv`)).status).toBe(200)

  expect(await audits()).toEqual(before)
  const counted = await rows`
    select distinct counter from usage where workspace_id = ${workspace} and counter <> 'calls'
  `
  expect(counted).toEqual([{ counter: 'messages' }])
})

test.each([
  ['from=2025-01-01&to=2026-02-04&format=csv', 200],
  ['from=2025-01-01&to=2026-02-05&format=csv', 400],
  ['from=2026-01-02&to=2026-01-01&format=csv', 400],
  [`${span}&format=xlsx`, 400],
  [span, 400],
])('a file is of at most 400 days and of a form that there is: %s', async (query, status) => {
  expect((await exported(query)).status).toBe(status)
})
