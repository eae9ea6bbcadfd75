import { Assistant } from '@atavus/contract/console'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser, noLimits } from '../accounts/testing/browser.ts'
import { isPublicKey } from '../lib/keys.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let atavus: TestWorld
let rows: ReturnType<typeof lookInto>
const owner = () => visitors.owner
const visitors = {} as { owner: ReturnType<typeof browser>; other: ReturnType<typeof browser> }
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  rows = lookInto(atavus.address)
  for (const name of ['owner', 'other'] as const) {
    visitors[name] = browser(atavus)
    await visitors[name].signUp(name)
  }
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})

const least = { name: 'Fenn', controllerName: 'Fennel & Fjord', controllerContact: 'privacy@shop.example' }
const make = async (more: object = {}) => {
  const { status, body } = await owner().ask('POST', '/v1/assistants', { ...least, ...more })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}

test('an assistant is made with a public key and its script tag, and shown as the contract says', async () => {
  const made = await make({ origins: ['https://a.example', 'http://127.0.0.1:4610', 'https://a.example'] })
  expect(isPublicKey(made.key)).toBe(true)
  expect(made.tag).toBe(
    `<script async src="http://localhost:4600/widget.js" data-key="${made.key}" data-accent="${made.accent}"></script>`,
  )
  expect(made.origins).toEqual(['https://a.example', 'http://127.0.0.1:4610'])
  expect(made.today).toEqual({ messages: 0, tokens: 0 })
  expect(Object.keys(made).toSorted()).toEqual(Object.keys(Assistant.shape).toSorted())
  expect(Assistant.parse(made)).toEqual(made)
  expect((await owner().ask('GET', `/v1/assistants/${made.id}`)).body).toEqual(made)
  expect((await owner().ask('GET', '/v1/assistants')).body.items).toContainEqual(made)
})

test('a change touches what it names', async () => {
  const made = await make({ greeting: 'Hello', suggestions: ['What is linen?'] })
  atavus.at('2026-11-20T12:05:00.000Z')
  const change = { suggestions: ['"quoted", {braced}', 'two'], tokensPerDay: 1_000_000_000, greeting: '' }
  const { body } = await owner().ask('PATCH', `/v1/assistants/${made.id}`, change)
  expect(body).toEqual({ ...made, ...change, updatedAt: '2026-11-20T12:05:00.000Z' })
  const same = await owner().ask('PATCH', `/v1/assistants/${made.id}`, {})
  expect(same.body).toEqual(body)
})

test('today’s use is that of the day in the workspace’s time zone, and what is reserved counts', async () => {
  const { id } = await make()
  for (const [day, messages] of Object.entries({ '2026-11-20': 3, '2026-11-21': 5 }))
    await rows`insert into budgets (workspace_id, assistant_id, day, messages, tokens_spent, tokens_reserved)
      select workspace_id, id, ${day}, ${messages}, 100, 20 from assistants where id = ${id}`
  const today = async () => (await owner().ask('GET', `/v1/assistants/${id}`)).body.today
  expect(await today()).toEqual({ messages: 3, tokens: 120 })
  // In Fiji it is past midnight.
  await rows`update workspaces set time_zone = 'Pacific/Fiji' where name = 'owner'`
  expect(await today()).toEqual({ messages: 5, tokens: 120 })
})

test.each<[string, unknown]>([
  ['no name', { ...least, name: undefined }],
  ['a blank name', { ...least, name: '  ' }],
  ['a field of ours', { ...least, key: 'atv_pk_x' }],
  ['another workspace', { ...least, workspaceId: '0190a8b0-0000-7000-8000-000000000000' }],
  ['an id', { ...least, id: '0190a8b0-0000-7000-8000-000000000000' }],
  ['a date of ours', { ...least, createdAt: testMoment }],
  ['an origin with a path', { ...least, origins: ['https://a.example/'] }],
  ['an origin in capitals', { ...least, origins: ['https://A.example'] }],
  ['an origin of no web page', { ...least, origins: ['ftp://a.example'] }],
  ['the null origin', { ...least, origins: ['null'] }],
  ['a wildcard', { ...least, origins: ['https://*.example/*'] }],
  ['a colour that is code', { ...least, accent: '#fff;}' }],
  ['a retention beyond a year', { ...least, retentionDays: 366 }],
  ['half a day', { ...least, retentionDays: 1.5 }],
  ['too many suggestions', { ...least, suggestions: Array(7).fill('x') }],
  ['a NUL', { ...least, greeting: 'a\0b' }],
  ['an array', [least]],
  ['nothing', null],
])('an assistant with %s is refused', async (_, body) => {
  const answer = await owner().ask('POST', '/v1/assistants', body)
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request'])
})

test.each(['x', '0190a8b0-0000-7000-8000-000000000000', '%2e%2e', '1 or 1=1'])(
  'an id that is nobody’s is not found: %s',
  async id => {
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect(
        (await owner().ask(method, `/v1/assistants/${id}`, method === 'PATCH' ? {} : undefined)).status,
      ).toBe(404)
    expect((await owner().ask('POST', `/v1/assistants/${id}/preview`)).status).toBe(404)
  },
)

test('P5.2 another workspace’s assistant does not exist for you, and stays as it was', async () => {
  const made = await make()
  const document = { title: 'Linen', url: null, language: 'en', text: 'Linen is woven from flax.' }
  const kept = (await owner().ask('POST', `/v1/assistants/${made.id}/documents`, document)).body
  const before = await checksum()
  const tries: [string, string, unknown?][] = [
    ['GET', `/v1/assistants/${made.id}`],
    ['PATCH', `/v1/assistants/${made.id}`, { name: 'Mine' }],
    ['DELETE', `/v1/assistants/${made.id}`],
    ['POST', `/v1/assistants/${made.id}/preview`],
    ['GET', `/v1/assistants/${made.id}/documents`],
    ['POST', `/v1/assistants/${made.id}/documents`, document],
    ['GET', `/v1/assistants/${made.id}/documents/${kept.id}`],
    ['PATCH', `/v1/assistants/${made.id}/documents/${kept.id}`, { title: 'Mine' }],
    ['DELETE', `/v1/assistants/${made.id}/documents/${kept.id}`],
  ]
  for (const [method, path, body] of tries) {
    expect((await visitors.other.ask(method, path, body)).status, `${method} ${path}`).toBe(404)
    expect((await browser(atavus).ask(method, path, body)).status, `${method} ${path}`).toBe(401)
  }
  expect((await visitors.other.ask('GET', '/v1/assistants')).body).toEqual({ items: [] })
  expect(await checksum()).toBe(before)
})

async function checksum() {
  const [row] = await rows`
    select md5(string_agg(t, '')) as sum from (
      select a::text as t from assistants a union all select d::text from documents d
      union all select p::text from passages p order by 1
    ) x
  `
  return row?.sum
}

test.each([
  ['editor', 200, 201, 200],
  ['viewer', 200, 403, 403],
  ['member', 403, 403, 403],
])('a workspace’s %s may do what the table says', async (role, read, write, remove) => {
  const made = await make()
  const [membership] = await rows`select workspace_id, account_id from memberships where role = 'owner'
    and workspace_id = (select workspace_id from assistants where id = ${made.id})`
  const setRole = (to: string) =>
    rows`update memberships set role = ${to} where account_id = ${membership?.account_id}`
  await setRole(role)
  const document = { title: 'Linen', url: null, language: 'en', text: 'Linen is woven from flax.' }
  const at = `/v1/assistants/${made.id}`
  const statuses = async (asks: [string, string, unknown?][]) =>
    Promise.all(asks.map(async ([method, path, body]) => (await owner().ask(method, path, body)).status))
  expect(
    await statuses([
      ['GET', '/v1/assistants'],
      ['GET', at],
      ['GET', `${at}/documents`],
    ]),
  ).toEqual([read, read, read])
  expect(
    await statuses([
      ['POST', '/v1/assistants', least],
      ['POST', `${at}/documents`, document],
    ]),
  ).toEqual([write, write])
  // To chat is what every role may.
  expect(await statuses([['POST', `${at}/preview`]])).toEqual([201])
  expect(await statuses([['DELETE', at]])).toEqual([remove])
  await setRole('owner')
})

test('a ticket to try the assistant out names who, where and which, for a quarter of an hour', async () => {
  const made = await make()
  const { status, body } = await owner().ask('POST', `/v1/assistants/${made.id}/preview`)
  expect(status).toBe(201)
  expect(Date.parse(body.expiresAt) - atavus.world.now().getTime()).toBe(15 * 60_000)
  const claims = JSON.parse(Buffer.from(body.ticket.split('.')[1], 'base64url').toString())
  expect(claims).toMatchObject({ aud: 'preview', ast: made.id })
  const account = await owner().ask('GET', '/v1/account')
  expect([claims.sub, claims.wsp]).toEqual([account.body.id, account.body.workspace.id])
})
