import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { browser, noLimits } from './testing/browser.ts'

let atavus: TestWorld
let cookie: string
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  const visitor = browser(atavus)
  await visitor.signUp('rosa')
  cookie = visitor.cookie()
})
afterAll(() => atavus.close())

const own = 'http://localhost:4600'
const uuid = '0190a8b0-0000-7000-8000-000000000000'
const doors: [string, string][] = [
  ['POST', '/v1/accounts'],
  ['POST', '/v1/session'],
  ['POST', '/v1/session/link'],
  ['POST', '/v1/session/refresh'],
  ['DELETE', '/v1/session'],
  ['POST', '/v1/assistants'],
  ['PATCH', `/v1/assistants/${uuid}`],
  ['DELETE', `/v1/assistants/${uuid}`],
  ['POST', `/v1/assistants/${uuid}/preview`],
  ['POST', `/v1/assistants/${uuid}/documents`],
  ['PATCH', `/v1/assistants/${uuid}/documents/${uuid}`],
  ['DELETE', `/v1/assistants/${uuid}/documents/${uuid}`],
]

const strangers: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: '' },
  { origin: 'http://localhost:4601' },
  { origin: 'https://localhost:4600' },
  { origin: 'http://127.0.0.1:4600' },
  { origin: 'http://localhost' },
  { origin: 'http://localhost:4600.evil.example' },
  { origin: 'http://LOCALHOST:4600' },
  { origin: 'http://localhost:4600/' },
  { origin: own, 'sec-fetch-site': 'cross-site' },
  { origin: own, 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'odd' },
]

test.each(doors)('29 %s %s takes nothing that another site sends', async (method, path) => {
  for (const stranger of strangers) {
    const headers = { cookie, 'content-type': 'application/json', ...stranger }
    const answer = await atavus.app.request(path, { method, headers })
    expect([answer.status, (await answer.json()).code], JSON.stringify(stranger)).toEqual([
      403,
      'origin_not_allowed',
    ])
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(answer.headers.get('access-control-allow-origin')).toBe(null)
  }
  expect((await atavus.app.request('/v1/account', { headers: { cookie } })).status).toBe(200)
})

test.each([
  { origin: own },
  { origin: own, 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
  {},
])('our own pages and what is no browser pass: %j', async headers => {
  const answer = await atavus.app.request('/v1/assistants', {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name: 'Fenn', controllerName: 'A', controllerContact: 'B' }),
  })
  expect(answer.status).toBe(201)
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/json',
  '',
])('a form’s body is not taken: %j', async type => {
  const answer = await atavus.app.request('/v1/assistants', {
    method: 'POST',
    headers: { cookie, 'content-type': type },
    body: JSON.stringify({ name: 'Fenn', controllerName: 'A', controllerContact: 'B' }),
  })
  expect(answer.status).toBe(415)
})
