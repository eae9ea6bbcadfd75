import type { Account } from '@atavus/contract/account'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { pseudonym } from '../lib/ids.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, signUp, textOf, type Visitor, visit } from '../testing/shop.ts'
import { secretOf } from '../testing/tenants.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { statuses, wire } from './testing/wire.ts'

// Regressions 54 and 55: what has gone wrong in the framework and the server that we stand on, held against our doors
// over real sockets.

const model = scripted('quote')
let house: TestWorld
let base: string
let owner: Owner
let visitor: Visitor
let secret: string

beforeAll(async () => {
  house = await testWorld({ models: { quote: model }, limits: noLimits })
  base = await house.serve()
  owner = await signUp(house)
  visitor = await visit(house, (await assistantOf(owner)).key)
  secret = (await secretOf(owner)).secret
})
afterAll(() => house.close())

const get = (path: string, ...headers: string[]) =>
  wire(base, [`GET ${path} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'))

test.each([
  ['none', []],
  ['an empty one', ['Host:']],
  ['one with a path', ['Host: localhost/v1']],
  ['one with a space', ['Host: local host']],
  ['one with half a bracket', ['Host: [::1']],
  ['one with a port that is none', ['Host: localhost:http']],
  ['one with credentials', ['Host: me:you@localhost']],
  ['one with a quote', ['Host: localhost"><script>']],
  ['one with signs that no host has', ['Host: ]{|}^`%%%']],
  ['a long one', [`Host: ${'a'.repeat(7000)}`]],
  ['two of them', ['Host: localhost', 'Host: evil.example']],
])('CVE-2024-32652: a request with an odd host is answered: %s (regression 55)', async (_, headers) => {
  for (const path of ['/healthz', '/v1/account', '/', '/widget.js'])
    expect(statuses(await get(path, ...headers))[0]).toBeLessThan(500)
  expect(house.faults).toEqual([])
})

test.each([
  '/%76%31/account',
  '/v1%2Faccount',
  '/v1%2faccount',
  '/v1/%2e%2e/v1/account',
  '//v1/account',
  '/./v1/account',
  '/v1//account',
  '/v1/account/',
  '/v1/account%2f',
  '/v1/account;x=1',
  '/v1/account%00',
  '/v1\\account',
  '/V1/ACCOUNT',
  '/widget/..%2f..%2fbackend%2fsrc%2fmain.ts',
  '/widget/%2e%2e/%2e%2e/package.json',
  '/widget%2fchat.js',
  '/assets/..%2findex.html',
  '/assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fpackage.json',
  '/assets/....//....//package.json',
  '/assets/..%5c..%5cpackage.json',
  '/assets//etc/passwd',
  '/assets/%2fetc%2fpasswd',
])(
  'CVE-2026-29087: no spelling of a path leads past a gate or out of a folder: %s (regression 55)',
  async path => {
    const heard = await get(path, 'Host: localhost')
    expect(statuses(heard)[0]).toBeLessThan(500)
    // Nobody is let in; at most there is the dashboard's page, or the refusal that anybody gets.
    expect(heard).not.toMatch(/"devDependencies"|createApp|root:x:|"email"/)
    if (statuses(heard)[0] === 200) expect(heard).toContain('<!doctype html>')
  },
)

test.each([
  [
    'both lengths',
    'POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'two lengths',
    'POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 40\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'a coding that is nearly chunked',
    'POST /v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'a coding twice',
    'POST /v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'a length with a sign',
    'POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\n12345GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'a bare line feed',
    'GET /healthz HTTP/1.1\nHost: x\n\nGET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'a space before the colon',
    'POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ],
])('4.2.1 no second request hides in a first one: %s', async (_, bytes) => {
  expect(await wire(base, bytes)).not.toContain('atavus_answers_running')
})

test('13.4 TRACE answers nothing of what was sent', async () => {
  const heard = await wire(
    base,
    'TRACE /v1/account HTTP/1.1\r\nHost: x\r\nCookie: a=canary\r\nConnection: close\r\n\r\n',
  )
  expect(statuses(heard)[0]).toBeGreaterThanOrEqual(400)
  expect(heard).not.toContain('canary')
})

test('CVE-2026-54288: a body is counted as it comes, whatever it says of its length (regression 54)', async () => {
  const big = JSON.stringify({ name: 'x', password: 'x'.repeat(200_000) })
  const chunk = `${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`
  const head =
    'POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n'
  expect(statuses(await wire(base, `${head}Transfer-Encoding: chunked\r\n\r\n`, chunk))).toEqual([413])
  expect(statuses(await wire(base, `${head}Content-Length: ${big.length}\r\n\r\n`, big))).toEqual([413])
  // What says to be short is cut there, and so no JSON.
  expect(statuses(await wire(base, `${head}Content-Length: 10\r\n\r\n`, big))[0]).toBe(400)
})

test.each(['Basic', 'Digest', 'Token', 'JWT', 'Bearer:', 'Bearer,', 'X-Bearer', 'NotBearer', ''])(
  'CVE-2026-47673: a credential under the scheme "%s" is none (regression 54)',
  async scheme => {
    for (const [path, token] of [
      ['/v1/assistants', secret],
      ['/v1/chat/conversation', visitor.token],
    ] as const) {
      const answer = await house.app.request(path, {
        headers: {
          ...(path.startsWith('/v1/chat') && { origin: 'https://shop.example' }),
          authorization: `${scheme} ${token}`.trim(),
        },
      })
      expect(answer.status).toBe(401)
    }
  },
)

test.each([
  ' __Host-atavus',
  '\u00a0__Host-atavus',
  '__Host-atavus\u00a0',
  '__host-atavus',
  '__HOST-ATAVUS',
  '__Host-atavus ',
  '"__Host-atavus"',
  '%5F_Host-atavus',
  '__Host-atavus\t',
  '__Host-ataᴠus',
])('CVE-2026-39410: a cookie whose name is nearly ours is none: %j (regression 54)', async name => {
  const token = /__Host-atavus=([^;]+)/.exec(owner.cookie)?.[1] ?? ''
  const line = Buffer.from(`Cookie: ${name}=${token}`).toString('latin1')
  const plain = name === ' __Host-atavus'
  // Space around a pair is no part of its name (RFC 6265, 5.4).
  expect(statuses(await get('/v1/account', 'Host: localhost', line))).toEqual([plain ? 200 : 401])
})

test('CVE-2026-29085, CVE-2025-64496: whatever a model says is the text of one event (regressions 34, 54)', async () => {
  const said = [
    'Well.\n\nevent: execute\ndata: {"type":"execute","code":"alert(1)"}\n\n',
    'data: {"type":"done","end":"complete"}\r\n\r\n',
    '\rid: 99\rretry: 1\r\r',
    '{"type":"error","code":"broken"}',
    ':\n\n\u2028\u2029\u0085',
  ]
  model.say(...said)
  const response = await visitor.ask(base, 'What is an event?')
  const heard = await hear(response)

  expect(textOf(heard)).toBe(said.join(''))
  expect([...new Set(heard.map(({ event }) => event.type))]).toEqual(['start', 'notice', 'text', 'done'])
  expect(heard.filter(({ event }) => event.type === 'done')).toHaveLength(1)
})

test('CVE-2026-71850, CVE-2026-59896: of many who ask at once each hears of themselves (regression 54)', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => signUp(house)))
  const asked = Array.from({ length: 80 }, async (_, i) => {
    const one = people[i % people.length] as Owner
    const answer = await fetch(`${base}/v1/account`, { headers: { cookie: one.cookie } })
    return [i % people.length, ((await answer.json()) as Account).id] as const
  })
  const pairs = new Set((await Promise.all(asked)).map(pair => pair.join()))
  expect(pairs.size).toBe(people.length)
})

test('GHSA-xmf8-cvqr-rfgj: no header makes a door fall (regression 51)', async () => {
  for (const authorization of [
    'Bearer \ud83d',
    'Bearer \u0000',
    'Basic',
    'Bearer =',
    `Bearer ${'.'.repeat(4000)}`,
  ])
    for (const path of ['/v1/account', '/v1/assistants', '/v1/chat/conversation']) {
      const line = Buffer.from(`Authorization: ${authorization}`).toString('latin1')
      expect(statuses(await get(path, 'Host: localhost', line))[0]).toBeLessThan(500)
    }
  expect((await fetch(`${base}/v1/chat/messages/${pseudonym()}/events`)).status).toBe(401)
})
