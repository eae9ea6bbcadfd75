import type { Counter, Usage } from '@atavus/contract/workspace'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { endOrphan } from '../chat/reap.ts'
import { led, type Talk, talk, unlimited, until, whole } from '../chat/testing/talk.ts'
import { cursorOf } from '../lib/cursor.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { countUse } from './queries.ts'

let atavus: TestWorld
let base: string
let owner: Owner
let workspace: string
let rows: ReturnType<typeof lookInto>
const metered = scripted('ollama', { metered: true })
const today = testMoment.slice(0, 10)

beforeAll(async () => {
  atavus = await testWorld({
    models: { ollama: metered, quote: scripted('quote') },
    limits: unlimited,
    capacity: { answers: 1000, openings: 1000 },
  })
  base = await atavus.serve()
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})
beforeEach(async () => {
  atavus.at(testMoment)
  owner = await signUp(atavus)
  workspace = (await (await owner.call('GET', '/v1/account')).json()).workspace.id
})

const site = async () => assistantOf(owner, { model: 'ollama', answersAtOnce: 1000 })

async function usage(query = `from=${today}&to=${today}`): Promise<Usage['items']> {
  const answer = await owner.call('GET', `/v1/usage?${query}`)
  if (answer.status !== 200) throw new Error(await answer.text())
  const { items } = (await answer.json()) as Usage
  // Calls are counted a while after they are made.
  return items.filter(({ counts }) => Object.keys(counts).join() !== 'calls')
}

const countsOf = async (assistant: string | null) =>
  (await usage()).find(item => (item.assistant?.id ?? null) === assistant)?.counts

/** A whole answer, also where the house was full at first. */
async function patiently(asking: Talk): Promise<void> {
  const answer = await asking.send()
  await answer.text()
  if (answer.status === 503) return patiently(asking)
  expect(answer.status).toBe(200)
}

const costing = (input: number, output: number) =>
  metered.play(async function* () {
    yield { type: 'text', text: 'Dear.' }
    yield { type: 'usage', input, output }
    yield { type: 'end', end: 'complete' }
  })

test('a hundred turns at once are counted to the unit, and the budget has spent the same', async () => {
  const { id, key } = await site()
  let turn = 0
  metered.play(async function* () {
    const mine = ++turn
    yield { type: 'text', text: `Number ${mine}.` }
    yield { type: 'usage', input: 100 + mine, output: mine }
    yield { type: 'end', end: 'complete' }
  })
  const visitors = await Promise.all(Array.from({ length: 100 }, () => visit(atavus, key)))
  await Promise.all(visitors.map(visitor => patiently(talk(base, visitor, 'How much?'))))

  expect(await countsOf(id)).toEqual({ messages: 100, answers: 100, tokens_in: 15_050, tokens_out: 5050 })
  const [budget] = await rows`
    select messages, tokens_spent::int as spent, tokens_reserved::int as reserved from budgets where assistant_id = ${id}
  `
  expect(budget).toEqual({ messages: 100, spent: 20_100, reserved: 0 })
})

test('what is refused is not counted', async () => {
  const { id, key } = await assistantOf(owner, { model: 'ollama', messagesPerDay: 1 })
  costing(10, 5)
  const visitor = await visit(atavus, key)
  await whole(talk(base, visitor, 'One?').send())
  expect((await talk(base, visitor, 'Two?').send()).status).toBe(429)

  expect(await countsOf(id)).toEqual({ messages: 1, answers: 1, tokens_in: 10, tokens_out: 5 })
})

test('an answer whose process is no more counts as all that was reserved for it', async () => {
  const { id, key } = await site()
  const gone = await testWorld({ models: { ollama: metered }, limits: unlimited, beside: atavus })
  const script = led()
  metered.play(script.script)
  const asked = talk(await gone.serve(), await visit(atavus, key), 'Anybody?').send()
  await script.started
  const [running] = await rows<{ id: string; reserved: number; answer: number }[]>`
    select id, reserved_tokens::int as reserved, answer_tokens as answer from replies where assistant_id = ${id}
  `
  await endOrphan(atavus.world, workspace, running?.id ?? '')
  script.end()
  await (await asked).text()
  await gone.close()

  const { reserved = 0, answer = 0 } = running ?? {}
  expect(answer).toBe(1024)
  expect(await countsOf(id)).toEqual({
    messages: 1,
    answers: 1,
    tokens_in: reserved - answer,
    tokens_out: answer,
  })
})

test('so does one that is erased while it is made', async () => {
  const { id, key } = await site()
  const script = led()
  metered.play(script.script)
  const visitor = await visit(atavus, key)
  const asked = talk(base, visitor, 'Erased?').send()
  await script.started
  await fetch(`${base}/v1/chat/conversations`, { method: 'DELETE', headers: visitor.headers })
  await (await asked).text()
  await until(() => atavus.chat.live.count() === 0)

  const [budget] = await rows`
    select tokens_spent::int as spent, tokens_reserved::int as reserved from budgets where assistant_id = ${id}
  `
  const counts = await countsOf(id)
  expect(counts).toMatchObject({ messages: 1, answers: 1, tokens_out: 1024, 'feature:erase': 1 })
  expect((counts?.tokens_in ?? 0) + (counts?.tokens_out ?? 0)).toBe(budget?.spent)
  expect(budget?.reserved).toBe(0)
})

test('days are those of the workspace, also where its midnight is not ours', async () => {
  const { id, key } = await site()
  await rows`update workspaces set time_zone = 'America/New_York' where id = ${workspace}`
  await owner.call('PATCH', `/v1/assistants/${id}`, { greeting: 'Hello again' })
  costing(7, 3)
  const visitor = await visit(atavus, key)
  // Half past eleven in the evening there, the next day already in UTC; then half an hour after midnight.
  const asking = async (moment: string) => {
    atavus.at(moment)
    const renewed = await atavus.app.request('/v1/chat/tokens', { method: 'POST', headers: visitor.headers })
    const { token } = (await renewed.json()) as { token: string }
    const now: Visitor = { ...visitor, headers: { ...visitor.headers, authorization: `Bearer ${token}` } }
    await whole(talk(base, now, 'Late?').send())
    await atavus.world.db.tenant(workspace, tenant => countUse(tenant, 'feature:search', null).then(() => {}))
  }
  await asking('2026-11-21T04:30:00Z')
  await asking('2026-11-21T05:30:00Z')

  const one = { messages: 1, answers: 1, tokens_in: 7, tokens_out: 3 }
  const assistant = { id, name: 'Shop help' }
  atavus.at('2026-11-20T12:10:00Z')
  expect(await usage('from=2026-11-20&to=2026-11-21')).toEqual([
    { day: '2026-11-20', assistant: null, counts: expect.objectContaining({ 'feature:search': 1 }) },
    { day: '2026-11-20', assistant, counts: one },
    { day: '2026-11-21', assistant: null, counts: expect.objectContaining({ 'feature:search': 1 }) },
    { day: '2026-11-21', assistant, counts: one },
  ])
  expect(await usage(`from=2026-11-21&to=2026-11-21&assistant=${id}`)).toHaveLength(1)
})

test('what visitors do is counted with them', async () => {
  const { id, key } = await site()
  const script = led()
  metered.play(script.script)
  const visitor = await visit(atavus, key)
  const asked = talk(base, visitor, 'Stop?')
  const heard = hear(await asked.send())
  await script.started
  script.say('Well ')
  expect(await asked.stop()).toBe(204)
  const last = (await heard).at(-1)?.id
  await whole(asked.follow(last))
  const call = (method: string, path: string, body?: string) =>
    fetch(`${base}/v1/chat/${path}`, { method, headers: visitor.headers, ...(body && { body }) })
  await call('POST', `messages/${asked.id}/feedback`, '{"thumb":"up"}')
  await call('GET', 'export')
  await call('POST', 'consents/withdraw', '{"delete":false}')

  expect(await countsOf(id)).toMatchObject({
    'feature:stop': 1,
    'feature:resume': 1,
    'feature:feedback': 1,
    'feature:export': 1,
    'feature:withdraw': 1,
  })
})

test('a stop is counted when it ended the answer, however often it was asked for, and not otherwise', async () => {
  const { id, key } = await site()
  const script = led()
  metered.play(script.script)
  const visitor = await visit(atavus, key)
  const asked = talk(base, visitor, 'Stop?')
  const heard = hear(await asked.send())
  await script.started
  expect(await Promise.all([asked.stop(), asked.stop(), asked.stop()])).toEqual([204, 204, 204])
  await heard
  costing(10, 5)
  const done = talk(base, visitor, 'And then?')
  await whole(done.send())
  expect(await done.stop()).toBe(204)

  expect(await countsOf(id)).toMatchObject({ answers: 2, 'feature:stop': 1 })
})

test('a search is counted once, however many pages of it are read', async () => {
  const cursor = cursorOf({ at: new Date(testMoment), id: workspace })
  for (const page of ['', `&cursor=${cursor}`, `&cursor=${cursor}`])
    expect((await owner.call('GET', `/v1/conversations?search=zebra${page}`)).status).toBe(200)

  expect(await countsOf(null)).toMatchObject({ 'feature:search': 1 })
})

test('P1.7 P8.5 of an account that objected no feature is counted, from the same moment on, until it agrees again', async () => {
  const objecting = (objections: string[]) => owner.call('PATCH', '/v1/account', { objections })
  const searches = async () => {
    await owner.call('GET', '/v1/conversations?search=tulips')
    return (await countsOf(null))?.['feature:search']
  }
  expect(await searches()).toBe(1)
  expect(await (await objecting(['improve'])).json()).toMatchObject({ objections: ['improve'] })
  expect([await searches(), await searches()]).toEqual([1, 1])
  expect((await objecting([])).status).toBe(200)
  expect(await searches()).toBe(2)
  expect((await objecting(['provide'])).status).toBe(400)
})

test('a hundred acts at once are counted a hundred times', async () => {
  const count = () =>
    atavus.world.db.once(workspace, tenant => [countUse(tenant, 'feature:search', null, 3)], {
      durable: false,
    })
  await Promise.all(Array.from({ length: 100 }, count))

  expect(await countsOf(null)).toMatchObject({ 'feature:search': 300 })
})

test('nothing of a deleted assistant is left, nor counted afterwards', async () => {
  const { id, key } = await site()
  costing(10, 5)
  await whole(talk(base, await visit(atavus, key), 'One?').send())
  expect(await countsOf(id)).toBeDefined()
  expect((await owner.call('DELETE', `/v1/assistants/${id}`)).status).toBe(200)
  await atavus.world.db.tenant(workspace, tenant => countUse(tenant, 'feature:try', id).then(() => {}))

  expect(await usage()).toEqual([])
  expect(await rows`select from usage where assistant_id = ${id}`).toHaveLength(0)
})

test.each([
  ['from=2026-01-01&to=2026-04-02', 200],
  ['from=2026-01-01&to=2026-04-03', 400],
  ['from=2026-01-02&to=2026-01-01', 400],
  ['from=2026-02-30&to=2026-03-01', 400],
  ['from=2026-01-01', 400],
  ['from=2026-01-01&to=2026-01-02&assistant=mine', 400],
])('use is told of at most 92 days: %s', async (query, status) => {
  expect((await owner.call('GET', `/v1/usage?${query}`)).status).toBe(status)
})

test('nobody sees another workspace’s use', async () => {
  const { id } = await site()
  await atavus.world.db.tenant(workspace, tenant => countUse(tenant, 'feature:try', id).then(() => {}))
  owner = await signUp(atavus)

  expect(await usage()).toEqual([])
  expect(await usage(`from=${today}&to=${today}&assistant=${id}`)).toEqual([])
})

test('counts go after 25 months', async () => {
  const counter: Counter = 'calls'
  await rows`
    insert into usage (workspace_id, day, counter, count)
    values (${workspace}, '2024-10-19', ${counter}, 1), (${workspace}, '2024-10-20', ${counter}, 1)
  `
  await sweep(atavus.world)

  const kept = await rows`select day::text from usage where workspace_id = ${workspace}`
  expect(kept.map(({ day }) => day)).toEqual(['2024-10-20'])
})
