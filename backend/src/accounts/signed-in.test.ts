import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { browser, noLimits } from './testing/browser.ts'

let atavus: TestWorld
let good: { header: object; claims: Record<string, unknown>; token: string }
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  const visitor = browser(atavus)
  await visitor.signUp('rosa')
  const token = visitor.cookies.get('__Host-atavus') ?? ''
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map(part => JSON.parse(Buffer.from(part, 'base64url').toString()))
  good = { header, claims, token }
})
afterAll(() => atavus.close())

const seconds = Date.parse(testMoment) / 1000
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A token with our own key, so that nothing but what is changed can be the reason to refuse it. */
function forged(header: object, claims: object, key = atavus.world.secrets.tokens, hash = 'sha256') {
  const body = `${encode({ ...good.header, ...header })}.${encode({ ...good.claims, ...claims })}`
  return `${body}.${createHmac(hash, key).update(body).digest('base64url')}`
}

const knock = (cookie: string) => atavus.app.request('/v1/account', { headers: { cookie } })
const withToken = (token: string) => knock(`__Host-atavus=${token}`)

test('a token as we make it opens the door', async () => {
  expect(forged({}, {})).toBe(good.token)
  expect((await withToken(good.token)).status).toBe(200)
})

test.each<[string, () => string, string?]>([
  ['without a signature', () => good.token.replace(/[^.]+$/, '')],
  [
    'that says it has no algorithm',
    () => `${encode({ ...good.header, alg: 'none' })}.${encode(good.claims)}.`,
  ],
  ['under another algorithm', () => forged({ alg: 'HS512' }, {}, undefined, 'sha512')],
  ['that claims a public key', () => forged({ alg: 'RS256' }, {})],
  [
    'that brings its own key',
    () => forged({ jwk: { kty: 'oct', k: 'AAAA' } }, {}, Buffer.from('000000', 'hex')),
  ],
  ['that names a key elsewhere', () => forged({ jku: 'https://evil.example/jwks' }, {}, Buffer.alloc(32))],
  ['that names a file as key', () => forged({ kid: '../../dev/null' }, {}, Buffer.alloc(0))],
  ['with a critical header we do not know', () => forged({ crit: ['b64'], b64: false }, {})],
  ['of a visitor', () => forged({ typ: 'visitor+jwt' }, { aud: 'visitor' })],
  ['of a preview', () => forged({ typ: 'preview+jwt' }, { aud: 'preview' })],
  ['without a type', () => forged({ typ: undefined }, {})],
  ['for another audience', () => forged({}, { aud: 'visitor' })],
  ['without an audience', () => forged({}, { aud: undefined })],
  ['of another issuer', () => forged({}, { iss: 'https://evil.example' })],
  ['that is over', () => forged({}, { exp: seconds }), 'token_expired'],
  ['without an end', () => forged({}, { exp: undefined })],
  ['with an odd end', () => forged({}, { exp: '9999999999' })],
  ['that is not valid yet', () => forged({}, { nbf: seconds + 120 })],
  ['of nobody', () => forged({}, { sub: undefined })],
  ['of an odd account', () => forged({}, { sub: 'admin' })],
  ['of another account', () => forged({}, { sub: '0190a8b0-0000-7000-8000-000000000000' })],
  ['of a session that never was', () => forged({}, { ses: '0190a8b0-0000-7000-8000-000000000000' })],
  ['of an unknown role', () => forged({}, { rol: 'operator' })],
  ['in four parts', () => `${good.token}.x`],
  ['of nothing', () => '..'],
])('9 a token %s is refused', async (_, make, code = 'unauthenticated') => {
  const answer = await withToken(make())
  expect(answer.status).toBe(401)
  expect((await answer.json()).code).toBe(code)
})

test('a role that a token claims is not believed', async () => {
  const answer = await withToken(forged({}, { rol: 'member' }))
  expect((await answer.json()).workspace.role).toBe('owner')
})

test('a session is known by its cookie alone, and by one of that name', async () => {
  expect((await atavus.app.request('/v1/account')).status).toBe(401)
  for (const headers of [
    { authorization: `Bearer ${good.token}` },
    { authorization: '\u00e9', cookie: ';;=;' },
  ])
    expect((await atavus.app.request('/v1/account', { headers })).status).toBe(401)
  for (const cookie of [
    `atavus=${good.token}`,
    `__host-atavus=${good.token}`,
    `__Host-atavus=${good.token}; __Host-atavus=other`,
    `__Host-atavus-refresh=${good.token}`,
  ])
    expect((await knock(cookie)).status).toBe(401)
  expect((await knock(`a=b; __Host-atavus=${good.token}; __Host-atavus-refresh=x`)).status).toBe(200)
})

test('one account’s requests are limited', async () => {
  const strict = await testWorld({ limits: { ...noLimits, address: { burst: 3, every: 10 } } })
  const visitor = browser(strict)
  await visitor.signUp('rosa')
  const statuses: number[] = []
  for (let n = 0; n < 4; n++) statuses.push((await visitor.send('GET', '/v1/account')).status)
  expect(statuses).toEqual([200, 200, 200, 429])
  await strict.close()
})
