import type { ApiLog } from '@atavus/contract/logs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { noLimits } from '../accounts/testing/browser.ts'
import { talk, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { openSite } from '../testing/platform.ts'
import { assistantOf, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment } from '../testing/world.ts'
import { type Office, openOffice } from './testing/office.ts'

let office: Office
let here: TestWorld
let sql: Office['sql']

beforeAll(async () => {
  office = await openOffice()
  here = office.here
  sql = office.sql
})
afterAll(() => office.close())
beforeEach(() => office.clear())

type Api = z.infer<typeof ApiLog>

test('P4.3 who asked which door is there: people and keys by name, visitors as nobody in particular', async () => {
  const { account, base, model, owner } = office
  const assistant = await assistantOf(owner)
  const secret = await office.secretKey()
  await here.world.logs.flush()
  await sql`truncate api_log`
  const path = `/v1/assistants/${assistant.id}`
  await owner.call('GET', path)
  await here.app.request(path, { headers: { authorization: `Bearer ${secret}` } })
  const visitor = await visit(here, assistant.key)
  model.say('Yes.')
  await whole(talk(base, visitor, 'Is it open?').send())
  const { items } = await office.read<Api>('/v1/logs/api')

  const byPeople = { kind: 'account', id: account, name: expect.stringMatching(/^owner\d+$/) }
  const byKey = { kind: 'key', id: expect.any(String), name: 'Our server' }
  const route = '/v1/assistants/:assistant'
  expect(items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ method: 'GET', route, status: 200, by: byPeople }),
      expect.objectContaining({ method: 'GET', route, status: 200, by: byKey }),
      expect.objectContaining({
        method: 'POST',
        route: '/v1/chat/messages',
        status: 200,
        by: { kind: 'visitor', id: null, name: null },
      }),
    ]),
  )
  expect(items.every(({ at, ms }) => at === testMoment && ms >= 0)).toBe(true)
  const ids = [...(await sql`select visitor_id as id from consents`)].map(row => row.id)
  for (const id of [assistant.id, ...ids]) expect(JSON.stringify(items)).not.toContain(id)
})

test('another workspace sees none of it, and a workspace nothing of what its people do at their own door', async () => {
  const { account, owner } = office
  const other = await signUp(here)
  await assistantOf(owner)
  await owner.call('GET', '/v1/account')
  const seen = await office.read<Api>('/v1/logs/api')
  const elsewhere = await office.read<Api>('/v1/logs/api', other)

  expect(seen.items.map(({ route }) => route)).toEqual(['/v1/assistants'])
  expect(elsewhere.items.filter(({ by }) => by.id === account)).toEqual([])
  expect(
    await sql`select from api_log where route = '/v1/account' and workspace_id is not null`,
  ).toHaveLength(0)
})

test('who is refused is told: not let in, somebody else’s, too often', async () => {
  const { owner, account, workspace } = office
  const assistant = await assistantOf(owner)
  const other = await signUp(here)
  await here.world.logs.flush()
  await sql`truncate security_log`
  await other.call('GET', `/v1/assistants/${assistant.id}`)
  await here.app.request('/v1/assistants', { headers: { authorization: 'Bearer nonsense' } })
  await here.app.request('/v1/nothing/at/all')
  await owner.call('GET', '/v1/operator')
  here.world.limits.workspace = { burst: 1, every: 60 }
  for (let i = 0; i < 5; i++) await owner.call('GET', '/v1/assistants')
  Object.assign(here.world.limits, noLimits)
  await here.world.logs.flush()

  const rows = await sql`
    select event, detail, account_id as account, workspace_id as workspace, host(address) as address
    from security_log order by detail collate "C"
  `
  expect(rows.map(({ event, detail }) => `${event} ${detail}`)).toEqual([
    'limited /v1/assistants too_many_requests',
    'access_denied /v1/assistants unauthenticated',
    'access_denied /v1/assistants/:assistant not_found',
    'access_denied /v1/operator forbidden',
  ])
  expect(rows[2]).toMatchObject({
    account: expect.not.stringMatching(account),
    workspace: expect.any(String),
  })
  expect(rows[2]?.workspace).not.toBe(workspace)
  expect(rows[3]).toMatchObject({ account, workspace: null, address: '127.0.0.1' })
})

test('a log that cannot be written keeps nobody from an answer', async () => {
  const { owner } = office
  await sql`revoke execute on function keep_logs(jsonb, jsonb) from atavus_app`
  const answer = await owner.call('GET', '/v1/assistants')
  await here.world.logs.flush()
  await sql`grant execute on function keep_logs(jsonb, jsonb) to atavus_app`

  expect(answer.status).toBe(200)
  expect(here.faults.splice(0)).toHaveLength(1)
})

test('a platform that is told to end writes down what it has not yet written', async () => {
  const site = await openSite()
  const rows = lookInto(site.database.address)
  try {
    const platform = await site.start()
    expect((await platform.app.request('/v1/accounts/terms')).status).toBe(200)
    platform.kill('SIGTERM')
    expect(await platform.ended).toBe(0)
    const kept = await rows`select method, route, status, by_kind as kind from api_log`
    expect([...kept]).toEqual([{ method: 'GET', route: '/v1/accounts/terms', status: 200, kind: 'nobody' }])
  } finally {
    await rows.end()
    await site.close()
  }
})
