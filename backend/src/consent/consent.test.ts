import { createHash } from 'node:crypto'
import type { ConsentGiven, GiveConsent } from '@atavus/contract/chat'
import type { Problem } from '@atavus/contract/refusals'
import { compactVerify, createLocalJWKSet, type JSONWebKeySet, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noticeOf, unlimited, until } from '../chat/testing/talk.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, shopOrigin, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let here: TestWorld
let base: string
let owner: Owner
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  owner = await signUp(here)
  model.say('Yes.')
})
afterAll(() => here.close())

const minutes = (count: number) => here.at(new Date(Date.parse(testMoment) + count * 60_000))
const days = (count: number) => minutes(count * 24 * 60)
const codeOf = async (response: Response | Promise<Response>) =>
  ((await (await response).json()) as Problem).code
const ask = (headers: Record<string, string>, more = {}) =>
  fetch(`${base}/v1/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ id: crypto.randomUUID(), text: 'May I?', ...more }),
  })
const renew = async (headers: Record<string, string>) =>
  here.app.request('/v1/chat/tokens', { method: 'POST', headers })
const consent = async (key: string, more: Partial<GiveConsent> = {}, headers: Record<string, string> = {}) =>
  here.app.request('/v1/chat/consents', {
    method: 'POST',
    headers: { origin: shopOrigin, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      key,
      notice: more.notice ?? (await noticeOf(here.app.request, key, shopOrigin)),
      language: 'en',
      adult: true,
      purposes: { chat: true, history: false },
      ...more,
    }),
  })
const conversationOf = async (headers: Record<string, string>) =>
  (await (await here.app.request('/v1/chat/conversation', { headers })).json()).conversation

test('P8.6 nobody gets an answer without the token of this site’s visitor, and no model is called', async () => {
  const other = 'https://other.example'
  const { key } = await assistantOf(owner)
  const elsewhere = await assistantOf(owner, { origins: [other] })
  const { headers } = await visit(here, key)
  const theirs = await visit(here, elsewhere.key, other)
  const access = await here.world.tokens.sign('access', { sub: crypto.randomUUID() }, here.world.now(), 60)
  const calls = model.prompts.length
  const { authorization = '' } = headers
  const forged = authorization.replace(/.(?=.{9}$)/, sign => (sign === 'x' ? 'y' : 'x'))
  const withOrigin = (origin?: string) => ({ authorization, ...(origin !== undefined && { origin }) })

  const cases: [string, Record<string, string>][] = [
    ['unauthenticated', { origin: shopOrigin }],
    ['unauthenticated', { ...headers, authorization: '' }],
    ['unauthenticated', { ...headers, authorization: 'Bearer garbage' }],
    ['unauthenticated', { ...headers, authorization: `Basic ${authorization.slice(7)}` }],
    ['unauthenticated', { ...headers, authorization: `${authorization} x` }],
    ['unauthenticated', { ...headers, authorization: forged }],
    ['unauthenticated', { ...headers, authorization: `Bearer ${access}` }],
    ['origin_not_allowed', { ...theirs.headers, origin: shopOrigin }],
    ['origin_not_allowed', withOrigin(other)],
    ['origin_not_allowed', withOrigin('null')],
    ['origin_not_allowed', withOrigin('')],
    ['origin_not_allowed', withOrigin()],
    ['origin_not_allowed', withOrigin(`${shopOrigin}:8443`)],
    ['origin_not_allowed', withOrigin('https://shop.example.evil.example')],
    ['origin_not_allowed', withOrigin('http://shop.example')],
  ]
  for (const [code, sent] of cases) expect([code, await codeOf(ask(sent))]).toEqual([code, code])
  expect(model.prompts.length).toBe(calls)
  expect((await ask(headers)).status).toBe(200)
})

test('a page can read why it was refused, if it is of a site that is welcome somewhere', async () => {
  const { key } = await assistantOf(owner)
  const { headers } = await visit(here, key)
  const known = await ask({ ...headers, authorization: 'Bearer garbage' })
  const unknown = await ask({ ...headers, authorization: 'Bearer garbage', origin: 'https://nobody.example' })

  expect(known.headers.get('access-control-allow-origin')).toBe(shopOrigin)
  expect(unknown.headers.get('access-control-allow-origin')).toBeNull()
  minutes(31)
  const late = await ask(headers)
  minutes(0)
  expect(await codeOf(late)).toBe('token_expired')
  expect(late.headers.get('access-control-allow-origin')).toBe(shopOrigin)
})

test('P8.1 the exact words that somebody agreed to stay readable by their hash, whatever the notice says now', async () => {
  const { id, key } = await assistantOf(owner, { controllerAddress: 'Quay 1, 24103 Kiel' })
  const { headers, receipt } = await visit(here, key)
  const { notice, controller, event, principal } = JSON.parse(
    Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString(),
  )
  expect(controller.address).toBe('Quay 1, 24103 Kiel')
  expect(event.entity).toBe(principal)
  await owner.call('PATCH', `/v1/assistants/${id}`, { controllerName: 'Somebody else' })

  const answer = await here.app.request(new URL(notice.url).pathname)
  const text = await answer.text()
  expect(createHash('sha256').update(text).digest('hex')).toBe(notice.sha256)
  expect(text).toContain('Quay 1, 24103 Kiel, privacy@shop.example')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  const exported = await here.app.request('/v1/chat/export', { headers })
  const { consents } = (await exported.json()) as { consents: { notice: unknown }[] }
  expect(consents[0]?.notice).toEqual(JSON.parse(text))
  for (const other of ['0'.repeat(64), 'x', ''])
    expect((await here.app.request(`/v1/chat/notices/${other}`)).status).toBe(404)
})

test('a token ends after half an hour and is renewed for a day, or for a month if the device keeps it', async () => {
  const { key } = await assistantOf(owner)
  const brief = await visit(here, key)
  const answer = await consent(key, { purposes: { chat: true, history: true } })
  const kept = {
    origin: shopOrigin,
    authorization: `Bearer ${((await answer.json()) as ConsentGiven).token}`,
  }

  minutes(29)
  expect((await ask(brief.headers)).status).toBe(200)
  minutes(31)
  expect(await codeOf(ask(brief.headers))).toBe('token_expired')
  const renewed = await (await renew(brief.headers)).json()
  expect((await ask({ ...brief.headers, authorization: `Bearer ${renewed.token}` })).status).toBe(200)
  days(2)
  expect(await codeOf(renew(brief.headers))).toBe('token_expired')
  expect((await renew(kept)).status).toBe(200)
  days(31)
  expect(await codeOf(renew(kept))).toBe('token_expired')
  minutes(0)
})

test('P8.6 a consent ends after a year, whatever the token says', async () => {
  const { key } = await assistantOf(owner)
  const { headers } = await visit(here, key)
  days(364)
  // The notice of then, read with a token of then.
  const claims = JSON.parse(Buffer.from(headers.authorization?.split('.')[1] ?? '', 'base64url').toString())
  const token = await here.world.tokens.sign('visitor', claims, here.world.now(), 3 * 24 * 3600)
  const then = { ...headers, authorization: `Bearer ${token}` }
  expect((await ask(then)).status).toBe(200)
  days(366)
  expect(await codeOf(ask(then))).toBe('consent_required')
  expect(await codeOf(renew(then))).toBe('consent_required')
  minutes(0)
})

test.each([
  ['another name', { name: 'Other help' }],
  ['another term', { retentionDays: 7 }],
  ['another controller', { controllerName: 'Other Shop' }],
  ['added words', { addedNotice: 'We also say this.' }],
])('P8.6 consent is asked for anew by %s, and the visitor keeps the conversation', async (_, change) => {
  const { id, key } = await assistantOf(owner)
  const visitor = await visit(here, key)
  await (await ask(visitor.headers)).text()
  const before = await conversationOf(visitor.headers)
  const notice = await noticeOf(here.app.request, key, shopOrigin)
  expect((await owner.call('PATCH', `/v1/assistants/${id}`, change)).status).toBe(200)
  // The news of it take a moment to every process.
  await until(async () => (await noticeOf(here.app.request, key, shopOrigin)) !== notice)

  const calls = model.prompts.length
  expect(await codeOf(ask(visitor.headers))).toBe('consent_outdated')
  expect(await codeOf(renew(visitor.headers))).toBe('consent_outdated')
  expect(model.prompts.length).toBe(calls)
  const again = await consent(key, {}, { authorization: visitor.headers.authorization ?? '' })
  const { token } = (await again.json()) as ConsentGiven
  const headers = { ...visitor.headers, authorization: `Bearer ${token}` }
  expect((await ask(headers, { conversation: before.id })).status).toBe(200)
  expect((await conversationOf(headers)).id).toBe(before.id)
  // What was agreed to before stands no more, and never comes back.
  expect(await codeOf(ask(visitor.headers))).toBe('consent_outdated')
})

test('who no longer agrees, or comes late, can still take everything back', async () => {
  const { id, key } = await assistantOf(owner)
  const visitor = await visit(here, key)
  await (await ask(visitor.headers)).text()
  await owner.call('PATCH', `/v1/assistants/${id}`, { name: 'Changed' })
  minutes(60)

  const exported = await here.app.request('/v1/chat/export', { headers: visitor.headers })
  expect((await exported.json()).conversations).toHaveLength(1)
  const withdrawn = await here.app.request('/v1/chat/consents/withdraw', {
    method: 'POST',
    headers: visitor.headers,
    body: JSON.stringify({ delete: true }),
  })
  expect(await withdrawn.json()).toMatchObject({ deleted: { conversations: 1, messages: 2 } })
  minutes(0)
})

test('P8.6 a withdrawal takes back every yes of the visitor, also one given in another tab', async () => {
  const { key } = await assistantOf(owner)
  const visitor = await visit(here, key)
  const again = await consent(key, {}, { authorization: visitor.headers.authorization ?? '' })
  const newer = {
    ...visitor.headers,
    authorization: `Bearer ${((await again.json()) as ConsentGiven).token}`,
  }
  const withdraw = (headers: Record<string, string>) =>
    here.app.request('/v1/chat/consents/withdraw', { method: 'POST', headers, body: '{"delete":false}' })

  expect((await withdraw(visitor.headers)).status).toBe(200)
  expect(await codeOf(ask(newer))).toBe('consent_required')
  expect(await codeOf(renew(newer))).toBe('consent_required')
  expect((await withdraw(newer)).status).toBe(200)
})

test('a clock that is a little behind does not keep anybody from withdrawing or agreeing anew', async () => {
  const { key } = await assistantOf(owner)
  const visitor = await visit(here, key)
  minutes(-1)
  const again = await consent(key, {}, { authorization: visitor.headers.authorization ?? '' })
  expect(again.status).toBe(201)
  const withdrawn = await here.app.request('/v1/chat/consents/withdraw', {
    method: 'POST',
    headers: visitor.headers,
    body: '{"delete":false}',
  })
  expect(withdrawn.status).toBe(200)
  minutes(0)
})

test('ten clicks on yes at once are ten receipts and one standing consent', async () => {
  const { key } = await assistantOf(owner)
  const { headers } = await visit(here, key)
  const given = await Promise.all(
    Array.from({ length: 10 }, () => consent(key, {}, { authorization: headers.authorization ?? '' })),
  )

  expect(given.map(({ status }) => status)).toEqual(Array(10).fill(201))
  const tokens = await Promise.all(given.map(async one => ((await one.json()) as ConsentGiven).token))
  const asked = await Promise.all(
    tokens.map(async token => (await ask({ ...headers, authorization: `Bearer ${token}` })).status),
  )
  expect(asked.filter(status => status === 200)).toHaveLength(1)
})

test('P9.1 without the statement of age, or for another notice, there is no consent', async () => {
  const { key } = await assistantOf(owner)
  expect(await codeOf(consent(key, { adult: false }))).toBe('adults_only')
  expect(await codeOf(consent(key, { notice: 'a'.repeat(64) }))).toBe('consent_outdated')
  expect(await codeOf(consent(key, { language: 'de' }))).toBe('consent_outdated')
  expect(await codeOf(consent(`${key}x`, { notice: 'a'.repeat(64) }))).toBe('key_invalid')
  const chat = { chat: false, history: false } as unknown as GiveConsent['purposes']
  expect(await codeOf(consent(key, { purposes: chat }))).toBe('invalid_request')
})

test('a receipt is verified with the published keys; nothing else passes for one', async () => {
  const { key } = await assistantOf(owner)
  const { receipt, consent: id } = (await visit(here, key)) as Visitor
  const jwks = (await (await here.app.request('/.well-known/jwks.json')).json()) as JSONWebKeySet
  const verify = (jws: string) =>
    compactVerify(jws, createLocalJWKSet(jwks), { algorithms: ['EdDSA'] }).then(
      ({ payload, protectedHeader }) => {
        if (protectedHeader.typ !== 'consent-receipt+jwt') throw new Error('not a receipt')
        return JSON.parse(Buffer.from(payload).toString())
      },
    )

  expect(await verify(receipt)).toMatchObject({ receiptId: id, site: key, age: { claim: '18+' } })
  const [head = '', body = '', signature = ''] = receipt.split('.')
  const coded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const altered = coded({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), age: { claim: '16+' } })
  const published = Buffer.from(jwks.keys[0]?.x ?? '', 'base64url')
  const confused = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', kid: 'receipts-1' })
    .sign(published)
  const forged = [
    `${head}.${altered}.${signature}`,
    `${coded({ alg: 'none', typ: 'consent-receipt+jwt' })}.${body}.`,
    `${head}.${body}.`,
    `${head}.${body}.${signature.slice(0, -4)}AAAA`,
    confused,
  ]
  for (const jws of forged) await expect(verify(jws)).rejects.toThrow()
  // And a receipt opens no door.
  expect(await codeOf(ask({ origin: shopOrigin, authorization: `Bearer ${receipt}` }))).toBe(
    'unauthenticated',
  )
  expect(jwks.keys[0]).not.toHaveProperty('d')
})
