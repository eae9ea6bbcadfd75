import { readdir, readFile } from 'node:fs/promises'
import type { Problem } from '@atavus/contract/refusals'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { keyOf } from '../server-chat/testing/server.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

// Where a credential may be put, and that whichever is shown is counted.

let house: TestWorld
let owner: Owner
let visitor: Visitor
let secret: string

beforeAll(async () => {
  house = await testWorld({ limits: noLimits })
  owner = await signUp(house)
  visitor = await visit(house, (await assistantOf(owner)).key)
  secret = (await keyOf(owner, ['assistants:read'])).secret
})
afterAll(() => house.close())

const jwt = () => /__Host-atavus=([^;]+)/.exec(owner.cookie)?.[1] ?? ''
const names = [
  'token',
  'access_token',
  'auth',
  'key',
  'api_key',
  'apiKey',
  'jwt',
  'cw_conversation',
  'session',
  'ticket',
]

test('#15775: what lets somebody in opens nothing from an address (regression 2)', async () => {
  for (const [path, credential, headers] of [
    ['/v1/account', jwt(), {}],
    ['/v1/assistants', secret, {}],
    ['/v1/chat/conversation', visitor.token, { origin: 'https://shop.example' }],
  ] as const)
    for (const name of names) {
      const answer = await house.app.request(`${path}?${name}=${credential}`, { headers })
      expect([path, name, answer.status]).toEqual([path, name, 401])
    }
})

test.each([
  'x-api-key',
  'api-key',
  'x-auth-token',
  'x-access-token',
  'proxy-authorization',
  'x-authorization',
])('CVE-2026-45339: there is one way to show a key, and %s is none (regression 37)', async header => {
  for (const value of [secret, `Bearer ${secret}`])
    expect((await house.app.request('/v1/assistants', { headers: { [header]: value } })).status).toBe(401)
})

const few = { burst: 4, every: 3600 }

test('CVE-2026-45339: whatever credential is shown, its requests are counted (regression 37)', async () => {
  const strict = await testWorld({
    beside: house,
    limits: { ...noLimits, apiKey: few, address: few, visitor: few },
  })
  const ways: [string, Record<string, string>][] = [
    ['/v1/assistants', { authorization: `Bearer ${secret}` }],
    ['/v1/assistants', { cookie: owner.cookie }],
    ['/v1/chat/conversation', visitor.headers],
  ]
  for (const [path, headers] of ways) {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        // What a caller says of itself makes it nobody else.
        strict.app.request(path, {
          headers: {
            ...headers,
            'user-agent': `agent ${i}`,
            'x-forwarded-for': `203.0.113.${i}`,
            'x-real-ip': `203.0.113.${i}`,
          },
        }),
      ),
    )
    const refused = answers.filter(({ status }) => status === 429)
    // What was asked while this was prepared counts as well.
    expect([path, Object.keys(headers), refused.length >= 6]).toEqual([path, Object.keys(headers), true])
    for (const answer of refused) expect(((await answer.json()) as Problem).code).toBe('too_many_requests')
  }
  await strict.close()
})

test('CVE-2025-12245, CVE-2026-70486: no window is listened to, and no frame is made (regressions 1, 39)', async () => {
  let read = 0
  for (const folder of ['../../../widget/src/', '../../dashboard/src/']) {
    const root = new URL(folder, import.meta.url)
    for (const path of await readdir(root, { recursive: true })) {
      if (!/\.tsx?$/.test(path) || /\.test\.tsx?$/.test(path)) continue
      const text = await readFile(new URL(path, root), 'utf8')
      expect([
        path,
        /postMessage|addEventListener\(\s*'message'|onmessage|<iframe|createElement\('iframe'/.test(text),
      ]).toEqual([path, false])
      read++
    }
  }
  expect(read).toBeGreaterThan(100)
})
