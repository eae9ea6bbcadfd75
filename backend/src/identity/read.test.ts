import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { readIdentity, vouches } from './read.ts'
import { newIdentitySecret } from './secret.ts'

const secret = newIdentitySecret()
const former = newIdentitySecret()
const now = new Date('2026-07-01T12:00:00Z')
const at = now.getTime() / 1000
const key = 'atv_pk_shop'
const assistant = '01980000-0000-7000-8000-000000000001'
const secrets = [
  { id: 'present', secret, until: null },
  { id: 'former', secret: former, until: new Date('2026-07-02T00:00:00Z') },
]

const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const hmac = (text: string, by: string | Buffer, hash = 'sha256') =>
  createHmac(hash, by).update(text).digest('base64url')
const usual = { sub: 'anna', aud: key, iat: at, exp: at + 600 }

/** A JWT by hand: libraries would not write the bad ones. */
function jwt(claims: object = {}, header: object = {}, by: string | Buffer = secret): string {
  const text = `${coded({ alg: 'HS256', ...header })}.${coded({ ...usual, ...claims })}`
  return `${text}.${hmac(text, by)}`
}
const read = async (identity: string, moment = now) =>
  (await readIdentity(identity, secrets, [key, assistant], moment)).name

test.each([
  ['as it should be', jwt()],
  ['with its type', jwt({}, { typ: 'JWT' })],
  ['to the assistant by its id', jwt({ aud: assistant })],
  ['by the former secret', jwt({}, {}, former)],
  ['for a whole hour', jwt({ exp: at + 3600 })],
  ['by a clock that is a minute ahead', jwt({ iat: at + 60, nbf: at + 60, exp: at + 660 })],
  ['in its last second', jwt({ iat: at - 3599, exp: at + 1 })],
  ['with more in it', jwt({ name: 'Anna', jti: 'x' }, { kid: 'any' })],
])('a word %s names its person', async (_, identity) => {
  expect(await read(identity)).toBe('anna')
})

test.each(['a', 'ä'.repeat(200), '😀'.repeat(200), '王 秀英', '42'])('%s can be a name', async sub => {
  expect(await read(jwt({ sub }))).toBe(sub)
})

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = rsa.publicKey.export({ format: 'jwk' })
const oct = { kty: 'oct', k: Buffer.from('mine').toString('base64url'), alg: 'HS256' }
const asOther = (alg: string, hash: string) => {
  const text = `${coded({ alg })}.${coded(usual)}`
  return `${text}.${hmac(text, secret, hash)}`
}
const byRsa = (header: object) => {
  const text = `${coded({ alg: 'RS256', ...header })}.${coded(usual)}`
  return `${text}.${sign('sha256', Buffer.from(text), rsa.privateKey).toString('base64url')}`
}
const unsigned = (alg: string) => `${coded({ alg })}.${coded(usual)}.`
const [head, body, signature = ''] = jwt().split('.')

test.each([
  ['nothing', ''],
  ['garbage', 'garbage'],
  ['two parts', `${head}.${body}`],
  ['four parts', `${jwt()}.x`],
  ['no algorithm', unsigned('none')],
  ['no algorithm, in capitals', unsigned('NONE')],
  ['no algorithm, with a signature', `${coded({ alg: 'none' })}.${coded(usual)}.${signature}`],
  ['no signature', `${head}.${body}.`],
  ['a cut signature', `${head}.${body}.${signature.slice(0, -4)}`],
  ['another body under its signature', `${head}.${coded({ ...usual, sub: 'berta' })}.${signature}`],
  ['a longer HMAC', asOther('HS512', 'sha512')],
  ['a longer HMAC that says it is the right one', asOther('HS256', 'sha512')],
  ['a key pair', byRsa({})],
  ['a key that it brings', byRsa({ jwk })],
  ['a key that it brings, for an HMAC', jwt({}, { jwk: oct }, 'mine')],
  ['a key that it points to', jwt({}, { jku: 'https://evil.example/keys', kid: '1' }, 'mine')],
  ['a certificate that it points to', jwt({}, { x5u: 'https://evil.example/x' }, 'mine')],
  ['a key by a path', jwt({}, { kid: '../../dev/null' }, '')],
  ['the public key as the secret', jwt({}, {}, rsa.publicKey.export({ format: 'pem', type: 'spki' }))],
  ['the script tag’s key as the secret', jwt({}, {}, key)],
  ['the secret without its beginning', jwt({}, {}, secret.slice(7))],
  ['another secret', jwt({}, {}, newIdentitySecret())],
  ['another type', jwt({}, { typ: 'at+jwt' })],
  ['our own kind of token', jwt({}, { typ: 'visitor+jwt' })],
  ['an extension that must be understood', jwt({}, { crit: ['x'], x: 1 })],
  ['an unencoded payload', jwt({}, { crit: ['b64'], b64: false })],
  ['another audience', jwt({ aud: 'atv_pk_other' })],
  ['several audiences', jwt({ aud: [key, 'atv_pk_other'] })],
  ['no audience', jwt({ aud: undefined })],
  ['no name', jwt({ sub: undefined })],
  ['an empty name', jwt({ sub: '' })],
  ['a long name', jwt({ sub: 'a'.repeat(201) })],
  ['a number for a name', jwt({ sub: 42 })],
  ['a line in the name', jwt({ sub: 'anna\n' })],
  ['NUL in the name', jwt({ sub: 'an\0na' })],
  ['half a character in the name', jwt({ sub: 'anna\ud800' })],
  ['no moment of making', jwt({ iat: undefined })],
  ['a text for a moment', jwt({ iat: String(at) })],
  ['a moment too far ahead', jwt({ iat: at + 61, exp: at + 600 })],
  ['no end', jwt({ exp: undefined })],
  ['an end that is over', jwt({ iat: at - 600, exp: at })],
  ['an end more than an hour later', jwt({ exp: at + 3601 })],
  ['an end beyond all time', jwt({ exp: Number.MAX_SAFE_INTEGER })],
  ['a beginning that is to come', jwt({ nbf: at + 120 })],
])('9 a word with %s names nobody', async (_, identity) => {
  await expect(read(identity)).rejects.toMatchObject({ code: 'identity_invalid' })
})

test('a former secret is one until its moment', async () => {
  const late = new Date('2026-07-02T00:00:00Z')
  const then = late.getTime() / 1000
  const claims = { iat: then, exp: then + 600 }
  await expect(read(jwt(claims, {}, former), late)).rejects.toMatchObject({ code: 'identity_invalid' })
  expect(await read(jwt(claims), late)).toBe('anna')
})

test('a word says which secret it was signed with, and that one vouches until its moment alone', async () => {
  const by = async (key: string) =>
    (await readIdentity(jwt({}, {}, key), secrets, [assistant, 'atv_pk_shop'], now)).secret
  expect([await by(secret), await by(former)]).toEqual(['present', 'former'])
  const until = new Date('2026-07-02T00:00:00Z')
  expect(['present', 'former', 'gone'].map(id => vouches(id, secrets, now))).toEqual([true, true, false])
  expect(['present', 'former'].map(id => vouches(id, secrets, until))).toEqual([true, false])
})

test('where there is no secret nobody is named', async () => {
  await expect(readIdentity(jwt(), [], [key], now)).rejects.toMatchObject({ code: 'identity_invalid' })
  const empty = [{ id: 'empty', secret: '', until: null }]
  await expect(readIdentity(jwt({}, {}, ''), empty, [key], now)).rejects.toThrow()
})
