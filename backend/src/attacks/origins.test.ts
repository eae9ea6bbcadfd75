import type { Assistant } from '@atavus/contract/console'
import { isForExtensions, type Operation } from '@atavus/contract/operation'
import { type OperationName, operations } from '@atavus/contract/operations'
import type { Problem } from '@atavus/contract/refusals'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { noticeOf } from '../chat/testing/talk.ts'
import { describedDoors } from '../testing/knock.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

// Row 16: who may ask from where, held against every way in which an origin has been misread.

const shop = 'https://shop.example'
const own = 'http://localhost:4600'
const origins: [string, string][] = [
  ['nothing', ''],
  ['null', 'null'],
  ['null in capitals', 'NULL'],
  ['undefined', 'undefined'],
  ['a star', '*'],
  ['a star for the host', 'https://*'],
  ['a star below', 'https://*.example'],
  ['plain HTTP', 'http://shop.example'],
  ['another scheme', 'ftp://shop.example'],
  ['a file', 'file://'],
  ['an extension', 'chrome-extension://shop.example'],
  ['data', 'data:text/html,shop.example'],
  ['no scheme', 'shop.example'],
  ['no scheme but slashes', '//shop.example'],
  ['a subdomain', 'https://www.shop.example'],
  ['the domain above', 'https://example'],
  ['a neighbour', 'https://evil.example'],
  ['a longer name before', 'https://evilshop.example'],
  ['a longer name behind', 'https://shop.examples'],
  ['the name as a subdomain', 'https://shop.example.evil.test'],
  ['a dot that stands for any sign', 'https://shopxexample'],
  ['a dot at the end', 'https://shop.example.'],
  ['its usual port', 'https://shop.example:443'],
  ['another port', 'https://shop.example:8443'],
  ['port 0', 'https://shop.example:0'],
  ['an empty port', 'https://shop.example:'],
  ['a slash', 'https://shop.example/'],
  ['a path', 'https://shop.example/chat'],
  ['a query', 'https://shop.example?'],
  ['a fragment', 'https://shop.example#'],
  ['capitals', 'https://SHOP.example'],
  ['a scheme in capitals', 'HTTPS://shop.example'],
  ['credentials', 'https://me@shop.example'],
  ['the name as credentials', 'https://shop.example@evil.test'],
  ['the name in a path', 'https://evil.test/https://shop.example'],
  ['the name in a fragment', 'https://evil.test#https://shop.example'],
  ['a backslash', 'https://shop.example\\.evil.test'],
  ['an underscore', 'https://shop.example_.evil.test'],
  ['a percent sign', 'https://shop.example%2eevil.test'],
  ['a NUL that is coded', 'https://shop.example%00.evil.test'],
  ['a backtick', 'https://shop.example`.evil.test'],
  ['two of them', 'https://shop.example https://evil.test'],
  ['two with a comma', 'https://shop.example, https://evil.test'],
  ['two with a comma, turned round', 'https://evil.test,https://shop.example'],
  ['a tab', 'https://shop.example\thttps://evil.test'],
  ['letters that look alike', 'https://xn--hop-tmc.example'],
  ['this machine', 'http://localhost'],
  ['this machine’s number', 'http://127.0.0.1:4600'],
  ['ours, over TLS', 'https://localhost:4600'],
  ['ours, in capitals', 'http://LOCALHOST:4600'],
  ['ours, and more', 'http://localhost:4600.evil.test'],
  ['ours, with a slash', 'http://localhost:4600/'],
]

let house: TestWorld
let owner: Owner
let assistant: Assistant
let visitor: Visitor

beforeAll(async () => {
  house = await testWorld({ limits: noLimits })
  owner = await signUp(house)
  assistant = await assistantOf(owner)
  visitor = await visit(house, assistant.key)
})
afterAll(() => house.close())

const codeOf = async (answer: Response) =>
  answer.ok ? String(answer.status) : ((await answer.json()) as Problem).code

function expectClosed(answer: Response): void {
  for (const [name] of answer.headers) expect(name).not.toMatch(/^access-control-/)
  expect(answer.headers.get('vary')).toMatch(/\borigin\b/i)
}

const preflight = (origin: string, path = '/v1/chat/messages') =>
  house.app.request(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type',
    },
  })

const consent = async (origin: string, key = assistant.key) =>
  house.app.request('/v1/chat/consents', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({
      key,
      notice: await noticeOf(house.app.request, assistant.key, shop),
      language: 'en',
      adult: true,
      purposes: { chat: true, history: false },
    }),
  })

const withToken = (origin: string, method: string, path: string, body?: object) =>
  house.app.request(path, {
    method,
    headers: { ...visitor.headers, origin },
    ...(body && { body: JSON.stringify(body) }),
  })

test('16 the site that was named is let in, by its exact name, and told so', async () => {
  for (const answer of [await preflight(shop), await consent(shop)]) {
    expect(answer.status).toBeLessThan(300)
    expect(answer.headers.get('access-control-allow-origin')).toBe(shop)
    expect(answer.headers.get('access-control-allow-credentials')).toBe(null)
    expect(answer.headers.get('vary')).toMatch(/\borigin\b/i)
  }
})

test('16 there are enough of them', () => expect(origins.length).toBeGreaterThan(35))

test.each(origins)('16 another site is no site of ours: %s', async (_, origin) => {
  const asked = await preflight(origin)
  expect(await codeOf(asked)).toBe('origin_not_allowed')
  expectClosed(asked)

  const query = `?key=${assistant.key}&lang=en`
  for (const answer of [
    await house.app.request(`/v1/chat/assistant${query}`, { headers: { origin } }),
    await consent(origin),
    await withToken(origin, 'GET', '/v1/chat/conversation'),
    await withToken(origin, 'GET', '/v1/chat/export'),
    await withToken(origin, 'POST', '/v1/chat/messages', { id: crypto.randomUUID(), text: 'Hello?' }),
    await withToken(origin, 'POST', '/v1/chat/consents/withdraw', { delete: true }),
    await withToken(origin, 'DELETE', '/v1/chat/conversations'),
    await withToken(origin, 'POST', '/v1/chat/tokens'),
  ]) {
    expect(await codeOf(answer)).toBe('origin_not_allowed')
    expectClosed(answer)
  }
  const made = await house.app.request('/v1/assistants', {
    method: 'POST',
    headers: { cookie: owner.cookie, origin, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(await codeOf(made)).toBe('origin_not_allowed')
  expectClosed(made)
})

test('16 what comes from nowhere is refused a visitor’s doors', async () => {
  const { origin: _, ...headers } = visitor.headers
  expect(await codeOf(await house.app.request('/v1/chat/conversation', { headers }))).toBe(
    'origin_not_allowed',
  )
})

test('16 an empty list lets nobody in', async () => {
  const closed = await assistantOf(owner, { origins: [] })
  for (const origin of [shop, own, 'null', '', '*'])
    expect(await codeOf(await consent(origin, closed.key))).toBe('origin_not_allowed')
})

test.each([
  'null',
  '*',
  'https://*.example',
  'https://shop.example/',
  'shop.example',
  'https://SHOP.example',
])('3ac0fa2: no list of sites takes %s (regression 9)', async origin => {
  const answer = await owner.call('PATCH', `/v1/assistants/${assistant.id}`, { origins: [origin] })
  expect(await codeOf(answer)).toBe('invalid_request')
})

test('3ac0fa2: what another workspace lists opens nothing of ours (regression 9)', async () => {
  await assistantOf(await signUp(house), { origins: ['https://evil.test'] })
  expect((await preflight('https://evil.test')).status).toBe(204)
  expect(await codeOf(await consent('https://evil.test'))).toBe('origin_not_allowed')
  expect(await codeOf(await withToken('https://evil.test', 'GET', '/v1/chat/conversation'))).toBe(
    'origin_not_allowed',
  )
})

const elsewhere = describedDoors.filter(({ path }) => !path.startsWith('/v1/chat/'))

test.each(elsewhere)(
  'GHSA-m837-xvxr-vqwg, CVE-2026-32617: $operationId is for no other site, not even on this machine (regressions 13, 24)',
  async ({ path, method, operationId }) => {
    const operation: Operation = operations[operationId as OperationName]
    const id = crypto.randomUUID()
    const door = path.replaceAll(/\{\w+\}/g, id)
    for (const origin of ['https://evil.test', shop, 'http://localhost:3000', 'null'])
      for (const asked of ['OPTIONS', method.toUpperCase()]) {
        const answer = await house.app.request(door, {
          method: asked,
          headers: { origin, cookie: owner.cookie, 'access-control-request-method': method.toUpperCase() },
        })
        for (const [name] of answer.headers) expect(name).not.toMatch(/^access-control-/)
        // Doors for extensions are asked before, and say no to every site.
        if (asked === 'OPTIONS') expect(answer.status).toBe(isForExtensions(operation) ? 403 : 405)
      }
  },
)

test('16 our pages are framed by nobody', async () => {
  for (const path of ['/', '/sign-in', '/conversations', '/privacy', '/docs', '/v1/account', '/v1/nothing']) {
    const policy = (await house.app.request(path)).headers.get('content-security-policy') ?? ''
    expect(`${path} ${policy}`).toContain("frame-ancestors 'none'")
    expect(policy.match(/frame-ancestors/g)).toHaveLength(1)
  }
})

test('CVE-2026-69207: a list of headers or an origin without an end is answered at once (regression 54)', async () => {
  for (const long of [
    'a'.repeat(100_000),
    ','.repeat(100_000),
    ' '.repeat(100_000),
    'a, '.repeat(30_000),
    `https://${'a.'.repeat(50_000)}`,
  ]) {
    const began = performance.now()
    await house.app.request('/v1/chat/messages', {
      method: 'OPTIONS',
      headers: { origin: shop, 'access-control-request-headers': long },
    })
    await preflight(`https://${long.trim()}x`)
    expect(performance.now() - began).toBeLessThan(5000)
  }
})
