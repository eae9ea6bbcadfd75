import type { PublicAssistant } from '@atavus/contract/chat'
import { openapi } from '@atavus/contract/openapi'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { assistantOf, shopOrigin, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

// Row 15: what anybody can ask for, field by field. A field that is new here is one that somebody decided to publish.

let house: TestWorld
let key: string

beforeAll(async () => {
  house = await testWorld({ limits: noLimits })
  const owner = await signUp(house)
  const secretive = {
    instructions: 'Between us.',
    publicContacts: ['hello@shop.example'],
    origins: [shopOrigin],
  }
  key = (await assistantOf(owner, { ...secretive, suggestions: ['When?'] })).key
})
afterAll(() => house.close())

/** The names of all fields in a JSON value, with those within them. */
function fieldsOf(value: unknown, under = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(one => fieldsOf(one, `${under}[]`)))]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = under ? `${under}.${name}` : name
    return [path, ...fieldsOf(inner, path)]
  })
}

const ask = async (path: string, init: RequestInit = {}) =>
  house.app.request(path, { ...init, headers: { origin: shopOrigin, ...init.headers } })
const json = async (path: string, init?: RequestInit): Promise<unknown> => (await ask(path, init)).json()

async function agree() {
  const { notice } = (await json(`/v1/chat/assistant?key=${key}&lang=en`)) as PublicAssistant
  const purposes = { chat: true, history: false }
  return json('/v1/chat/consents', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, notice: notice.hash, language: 'en', adult: true, purposes }),
  })
}

test('CVE-2026-41266: a stranger knows of an assistant what its visitors see, and nothing else (regression 12)', async () => {
  expect(fieldsOf(await json(`/v1/chat/assistant?key=${key}&lang=en`))).toEqual([
    'name',
    'greeting',
    'suggestions',
    'accent',
    'notice',
    ...['hash', 'language', 'title', 'paragraphs', 'adult', 'history', 'agree', 'refuse'].map(
      name => `notice.${name}`,
    ),
    'notice.remote',
    'notice.retentionDays',
    'notice.policyUrl',
    'preview',
  ])
})

test('15 whoever agrees gets a receipt and a token', async () => {
  expect(fieldsOf(await agree())).toEqual(['consent', 'receipt', 'token', 'tokenExpiresAt'])
})

test('15 before there is an account, there are its terms', async () => {
  expect(fieldsOf(await json('/v1/accounts/terms'))).toEqual(['policyVersion', 'policyUrl', 'mail'])
})

test('15 a problem tells its code', async () => {
  for (const path of ['/v1/nothing', '/v1/account', '/v1/chat/assistant?key=x', '/v1/chat/conversation'])
    expect(fieldsOf(await json(path))).toEqual(['type', 'title', 'status', 'code'])
  const wrong = await json('/v1/chat/assistant?nonsense=1')
  expect(fieldsOf(wrong)).toEqual([
    'type',
    'title',
    'status',
    'code',
    'errors',
    'errors[].path',
    'errors[].problem',
  ])
})

test('15 keys are published by their public half', async () => {
  const names = ['crv', 'x', 'kty', 'kid', 'alg', 'use'].map(name => `keys[].${name}`)
  expect(fieldsOf(await json('/.well-known/jwks.json'))).toEqual(['keys', ...names])
})

test('15 machines are told a word', async () => {
  expect(await (await ask('/healthz')).text()).toBe('ok')
  expect(await (await ask('/readyz')).text()).toBe('ready')
})

test('15 the API describes itself as in the contract, and no more', async () => {
  const described = (await json('/openapi.json')) as object
  expect(described).toEqual(JSON.parse(JSON.stringify(openapi('http://localhost:4600', { plans: false }))))
})

test('15 these doors are open to anybody; another one is a decision', () => {
  const open = Object.values(openapi('http://localhost:4600').paths).flatMap(item =>
    (Object.values(item) as { operationId: string; security: object[] }[])
      .filter(({ security }) => security.length === 0)
      .map(({ operationId }) => operationId),
  )
  expect(open.sort()).toEqual([
    'agreedNotice',
    'askDevice',
    'askReset',
    'chatAssistant',
    'endDevice',
    'finishSignUp',
    'giveConsent',
    'outbox',
    'refreshSession',
    'renewDevice',
    'resetPassword',
    'seeInvitation',
    'signIn',
    'signInByLink',
    'signOut',
    'signUp',
    'signUpTerms',
    'takeDevice',
    'verifyEmail',
  ])
})

test.each([
  '/.git/config',
  '/.env',
  '/v1/debug',
  '/v1/test',
  '/v1/seed',
  '/v1/config',
  '/v1/settings',
  '/v1/setup',
  '/v1/system',
  '/v1/users',
  '/api/v1/chatbots',
  '/widget/.sources',
  '/widget/sizes.json',
  '/assets/../../package.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/widget/..%2f..%2fpackage.json',
])('CVE-2025-54868, CVE-2026-24477: there is no %s (regressions 28, 32)', async path => {
  const answer = await ask(path)
  const text = await answer.text()
  // What is no page of ours is the dashboard's own first page, which says that there is none.
  if (answer.status === 200) expect(text).toContain('<!doctype html>')
  else expect(answer.status).toBe(404)
  expect(text).not.toMatch(/"devDependencies"|\[core\]|DATABASE_URL/)
})

test('13.4 no answer tells what it was made with', async () => {
  for (const path of ['/', '/healthz', '/v1/account', '/widget.js', '/docs']) {
    const { headers } = await ask(path)
    for (const name of ['server', 'x-powered-by', 'via'])
      expect([path, name, headers.get(name)]).toEqual([path, name, null])
  }
})
