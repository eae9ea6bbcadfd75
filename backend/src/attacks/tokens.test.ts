import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { Problem } from '@atavus/contract/refusals'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { deviceOf } from '../devices/testing/device.ts'
import { newSecrets } from '../lib/secrets.ts'
import { createTokens, type TokenKind } from '../lib/tokens.ts'
import { assistantOf, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

// Row 9: tokens of every kind that we sign, altered in every way that has fooled somebody (RFC 8725), at the doors
// that take them. Identities that sites sign have their own table in identity/read.test.ts.

type Headers = Record<string, string>

/** A door, how a token is brought to it, and whether it takes one whose time is over. */
interface Way {
  kind: TokenKind
  method: string
  path: string
  late: boolean
  bring(token: string): Headers
  body?(token: string): unknown
}

const own = 'http://localhost:4600'
const site = 'https://shop.example'
const bearer = (origin: string) => (token: string) => ({ origin, authorization: `Bearer ${token}` })
const ways: Way[] = [
  {
    kind: 'access',
    method: 'GET',
    path: '/v1/account',
    late: false,
    bring: token => ({ cookie: `__Host-atavus=${token}` }),
  },
  {
    kind: 'device',
    method: 'GET',
    path: '/v1/device',
    late: false,
    bring: token => ({ authorization: `Bearer ${token}` }),
  },
  { kind: 'visitor', method: 'GET', path: '/v1/chat/conversation', late: false, bring: bearer(site) },
  { kind: 'visitor', method: 'POST', path: '/v1/chat/tokens', late: true, bring: bearer(site) },
  { kind: 'visitor', method: 'GET', path: '/v1/chat/export', late: true, bring: bearer(site) },
  { kind: 'preview', method: 'GET', path: '/v1/chat/assistant?lang=en', late: false, bring: bearer(own) },
  {
    kind: 'preview',
    method: 'POST',
    path: '/v1/chat/consents',
    late: false,
    bring: () => ({ origin: own, 'content-type': 'application/json' }),
    body: ticket => ({
      ticket,
      notice: '0'.repeat(64),
      language: 'en',
      adult: true,
      purposes: { chat: true, history: false },
    }),
  },
]

let atavus: TestWorld
let good: Record<TokenKind, string>

beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  const owner = await signUp(atavus)
  const assistant = await assistantOf(owner)
  const ticket = await owner.call('POST', `/v1/assistants/${assistant.id}/preview`)
  good = {
    access: /__Host-atavus=([^;]+)/.exec(owner.cookie)?.[1] ?? '',
    visitor: (await visit(atavus, assistant.key)).token,
    preview: (await ticket.json()).ticket,
    device: (await deviceOf(atavus, owner)).access.token,
  }
})
afterAll(() => atavus.close())

async function knock({ method, path, bring, body }: Way, token: string): Promise<string> {
  const init = { method, headers: bring(token), ...(body && { body: JSON.stringify(body(token)) }) }
  const answer = await atavus.app.request(path, init)
  return answer.ok ? String(answer.status) : ((await answer.json()) as Problem).code
}

const seconds = Date.parse(testMoment) / 1000
const coded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
const parts = (token: string) => token.split('.') as [string, string, string]
const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
const mac = (text: string, key: Buffer, hash = 'sha256') =>
  createHmac(hash, key).update(text).digest('base64url')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicPem = Buffer.from(rsa.publicKey.export({ format: 'pem', type: 'spki' }))
const mine = Buffer.from('a key of the attacker’s own choice')

interface Altered {
  header?: object
  claims?: object
  key?: Buffer
  hash?: string
}

/** The token with something changed, under our own key unless said otherwise. */
function altered(
  token: string,
  { header, claims, key = atavus.world.secrets.tokens, hash }: Altered,
): string {
  const [head, body] = parts(token)
  const text = `${coded({ ...decoded(head), ...header })}.${coded({ ...decoded(body), ...claims })}`
  return `${text}.${mac(text, key, hash)}`
}

function byRsa(token: string, header: object): string {
  const [head, body] = parts(token)
  const text = `${coded({ ...decoded(head), alg: 'RS256', ...header })}.${body}`
  return `${text}.${sign('sha256', Buffer.from(text), rsa.privateKey).toString('base64url')}`
}

function unsigned(token: string, alg: string): string {
  const [head, body] = parts(token)
  return `${coded({ ...decoded(head), alg })}.${body}.`
}

const flipped = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)

const forgeries: [string, (token: string) => string][] = [
  ['has no algorithm', token => unsigned(token, 'none')],
  ['has no algorithm, in capitals', token => unsigned(token, 'NONE')],
  ['has no algorithm and keeps its signature', token => unsigned(token, 'none') + parts(token)[2]],
  ['has an empty algorithm', token => altered(token, { header: { alg: '' } })],
  [
    'has a longer HMAC (CVE-2026-22817)',
    token => altered(token, { header: { alg: 'HS512' }, hash: 'sha512' }),
  ],
  ['has a longer HMAC under the name of ours', token => altered(token, { hash: 'sha512' })],
  ['is signed by a key pair (CVE-2026-22817)', token => byRsa(token, {})],
  [
    'is signed by a key pair that it brings',
    token => byRsa(token, { jwk: rsa.publicKey.export({ format: 'jwk' }) }),
  ],
  ['takes a public key for a secret', token => altered(token, { key: publicPem })],
  [
    'brings its secret',
    token => altered(token, { header: { jwk: { kty: 'oct', k: mine.toString('base64url') } }, key: mine }),
  ],
  [
    'points to a key',
    token => altered(token, { header: { jku: 'https://evil.example/k', kid: '1' }, key: mine }),
  ],
  [
    'points to a certificate',
    token => altered(token, { header: { x5u: 'https://evil.example/k' }, key: mine }),
  ],
  [
    'names a file for a key',
    token => altered(token, { header: { kid: '../../../../dev/null' }, key: Buffer.alloc(0) }),
  ],
  [
    'names a row for a key',
    token => altered(token, { header: { kid: "x' union select 'k" }, key: Buffer.from('k') }),
  ],
  ['wants an extension understood', token => altered(token, { header: { crit: ['x'], x: 1 } })],
  ['has a payload that is not encoded', token => altered(token, { header: { crit: ['b64'], b64: false } })],
  ['is signed by nothing', token => altered(token, { key: Buffer.alloc(0) })],
  ['is signed by zeros', token => altered(token, { key: Buffer.alloc(32) })],
  ['has no type', token => altered(token, { header: { typ: undefined } })],
  ['has the usual type', token => altered(token, { header: { typ: 'JWT' } })],
  ['has no audience (CVE-2025-62610)', token => altered(token, { claims: { aud: undefined } })],
  ['has another audience (CVE-2025-62610)', token => altered(token, { claims: { aud: 'somebody' } })],
  ['has no issuer', token => altered(token, { claims: { iss: undefined } })],
  ['has another issuer', token => altered(token, { claims: { iss: 'https://evil.example' } })],
  [
    'has an issuer that begins like ours',
    token => altered(token, { claims: { iss: `${own}.evil.example` } }),
  ],
  ['never ends', token => altered(token, { claims: { exp: undefined } })],
  ['ends at a text', token => altered(token, { claims: { exp: '9999999999' } })],
  ['ended long ago', token => altered(token, { claims: { exp: 1 } })],
  ['began at no moment', token => altered(token, { claims: { iat: undefined } })],
  ['is to begin', token => altered(token, { claims: { nbf: seconds + 40 * 86_400 } })],
  ['belongs to nobody', token => altered(token, { claims: { sub: undefined } })],
  ['belongs to a list', token => altered(token, { claims: { sub: [decoded(parts(token)[1]).sub] } })],
  ['belongs to an odd person', token => altered(token, { claims: { sub: "admin' or 1=1 --" } })],
  ['has no signature', token => token.replace(/[^.]+$/, '')],
  ['has a truncated signature', token => token.slice(0, -4)],
  ['has half a signature', token => token.slice(0, -21)],
  ['has a longer signature', token => `${token}AAAA`],
  [
    'has its signature in hexadecimal',
    token => token.replace(/[^.]+$/, s => Buffer.from(s, 'base64url').toString('hex')),
  ],
  ['has its signature twice', token => `${token}.${parts(token)[2]}`],
  [
    'has its payload twice',
    token => [parts(token)[0], ...parts(token).slice(1, 2), ...parts(token).slice(1)].join('.'),
  ],
  ['has a signature that was touched', token => flipped(token, token.length - 10)],
  ['has a payload that was touched', token => flipped(token, parts(token)[0].length + 20)],
  ['has a header that was touched', token => flipped(token, 12)],
  ['has two parts', token => parts(token).slice(0, 2).join('.')],
  ['is of empty parts', () => '..'],
  ['is no JSON', token => `${Buffer.from('{').toString('base64url')}.${token.split('.').slice(1).join('.')}`],
]

const cases = ways.flatMap(way => forgeries.map(([what, make]) => ({ way, what, make, ...way })))

test.each(ways)('9 $method $path takes a $kind token as we make it', async way => {
  expect(await knock(way, altered(good[way.kind], {}))).toMatch(/^2|^consent_outdated$/)
})

test.each(cases)('9 $method $path refuses a $kind token that $what', async ({ way, kind, make }) => {
  expect(['unauthenticated', 'token_expired', 'key_invalid']).toContain(await knock(way, make(good[kind])))
})

test.each(ways)('9 $method $path: a $kind token of another kind is none', async way => {
  for (const kind of ['access', 'visitor', 'preview'] as const)
    if (kind !== way.kind) expect(await knock(way, good[kind])).toBe('unauthenticated')
  // Nor one whose type was changed to fit, or its audience: both must, and the claims, too.
  for (const kind of ['access', 'visitor', 'preview'] as const) {
    if (kind === way.kind) continue
    for (const change of [
      { header: { typ: `${way.kind}+jwt` } },
      { claims: { aud: way.kind } },
      { header: { typ: `${way.kind}+jwt` }, claims: { aud: [kind, way.kind] } },
      { header: { typ: `${way.kind}+jwt` }, claims: { aud: way.kind } },
    ])
      expect(['unauthenticated', 'token_expired']).toContain(await knock(way, altered(good[kind], change)))
  }
})

test.each(ways)('9 $method $path refuses a $kind token of another installation', async way => {
  const claims = decoded(parts(good[way.kind])[1])
  const elsewhere = await createTokens(newSecrets(), own)
  expect(await knock(way, await elsewhere.sign(way.kind, claims, atavus.world.now(), 900))).toBe(
    'unauthenticated',
  )
  const sameSecret = await createTokens(atavus.world.secrets, 'https://other.example')
  expect(await knock(way, await sameSecret.sign(way.kind, claims, atavus.world.now(), 900))).toBe(
    'unauthenticated',
  )
})

test.each(ways.filter(({ late }) => !late))(
  '9 $method $path refuses a $kind token in the second in which it ends',
  async way => {
    expect(await knock(way, altered(good[way.kind], { claims: { exp: seconds } }))).toBe('token_expired')
    expect(await knock(way, altered(good[way.kind], { claims: { exp: seconds + 1 } }))).not.toBe(
      'token_expired',
    )
  },
)

test('9 a receipt is no token', async () => {
  const receipt = await atavus.world.tokens.attest('consent-receipt', decoded(parts(good.visitor)[1]))
  for (const way of ways) expect(await knock(way, receipt)).toBe('unauthenticated')
})
