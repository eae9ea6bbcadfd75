import type { Assistant } from '@atavus/contract/console'
import type { ApiKey, ApiKeyMade, PublicKey } from '@atavus/contract/workspace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { noLimits } from '../accounts/testing/browser.ts'
import { isPublicKey, isWholeSecretKey } from '../lib/keys.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, shopOrigin, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

type Made = z.infer<typeof ApiKeyMade>

let atavus: TestWorld
let base: string
let owner: Owner
let sql: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  atavus = await testWorld({ models: { quote: model }, limits: noLimits })
  base = await atavus.serve()
  owner = await signUp(atavus)
  sql = lookInto(atavus.address)
})
afterAll(async () => {
  await sql.end()
  await atavus.close()
})

async function made(wish: object = {}): Promise<Made> {
  const body = { name: 'Shop server', scopes: ['assistants:read'], days: null, ...wish }
  const answer = await owner.call('POST', '/v1/keys', body)
  expect(answer.status).toBe(201)
  return (await answer.json()) as Made
}

const withKey = (secret: string, headers: Record<string, string> = {}) =>
  atavus.app.request('/v1/assistants', { headers: { authorization: `Bearer ${secret}`, ...headers } })
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

test('P6.5 a key opens what its scopes name, its secret is shown once and kept as a hash', async () => {
  const { key, secret } = await made()
  expect(isWholeSecretKey(secret)).toBe(true)
  expect(key).toMatchObject({ name: 'Shop server', scopes: ['assistants:read'], lastUsedAt: null })
  expect((await withKey(secret)).status).toBe(200)
  const conversations = await atavus.app.request('/v1/conversations', {
    headers: { authorization: `Bearer ${secret}` },
  })
  expect([conversations.status, await codeOf(conversations)]).toEqual([403, 'forbidden'])

  // Nobody waits until its use is noted.
  await expect
    .poll(async () => sql`select last_used_at as at from api_keys where id = ${key.id}`)
    .toEqual([{ at: new Date(testMoment) }])
  const { items } = (await (await owner.call('GET', '/v1/keys')).json()) as { items: ApiKey[] }
  const [listed] = items.filter(({ id }) => id === key.id)
  expect(listed).toMatchObject({ lastUsedAt: testMoment, shown: `atv_sk_…${secret.slice(-4)}` })
  expect(JSON.stringify(items)).not.toContain(secret)
  const [row] = await sql`select k::text as row from api_keys k where id = ${key.id}`
  expect(row?.row).not.toContain(secret.slice(7, 37))
})

test('a use that cannot be noted keeps nobody out, and is told as a fault', async () => {
  const { key, secret } = await made()
  await sql`revoke update on api_keys from atavus_app`
  const { status } = await withKey(secret)
  await expect.poll(() => atavus.faults.splice(0)).toMatchObject([{ code: '42501' }])
  await sql`grant update on api_keys to atavus_app`
  await withKey(secret)

  expect(status).toBe(200)
  await expect
    .poll(async () => sql`select from api_keys where id = ${key.id} and last_used_at is not null`)
    .toHaveLength(1)
})

test('a key of another form, a typing error and a deleted key are nobody', async () => {
  const { key, secret } = await made()
  for (const wrong of [
    secret.slice(0, -1),
    `${secret}x`,
    secret.replace(/.$/, '_'),
    secret.toUpperCase(),
    'atv_sk_',
  ])
    expect(await codeOf(await withKey(wrong))).toBe('unauthenticated')
  expect((await owner.call('DELETE', `/v1/keys/${key.id}`)).status).toBe(204)
  expect(await codeOf(await withKey(secret))).toBe('unauthenticated')
})

test('P6.5 a key that was switched off is refused at once, and taken again when it is switched on', async () => {
  const { key, secret } = await made()
  await owner.call('PATCH', `/v1/keys/${key.id}`, { disabled: true })
  expect(await codeOf(await withKey(secret))).toBe('key_disabled')
  await owner.call('PATCH', `/v1/keys/${key.id}`, { disabled: false })
  expect((await withKey(secret)).status).toBe(200)
})

test('a rotated key works by both secrets for a while, then by the new one alone', async () => {
  const { key, secret } = await made()
  const answer = await owner.call('POST', `/v1/keys/${key.id}/rotate`, { overlapHours: 24 })
  const next = (await answer.json()) as Made
  expect(next.key.previousUntil).toBe('2026-11-21T12:00:00.000Z')
  for (const one of [secret, next.secret]) expect((await withKey(one)).status).toBe(200)

  atavus.at('2026-11-21T12:00:01Z')
  expect(await codeOf(await withKey(secret))).toBe('unauthenticated')
  expect((await withKey(next.secret)).status).toBe(200)
  atavus.at(testMoment)
  const last = (await (
    await owner.call('POST', `/v1/keys/${key.id}/rotate`, { overlapHours: 0 })
  ).json()) as Made
  expect(await codeOf(await withKey(next.secret))).toBe('unauthenticated')
  expect((await withKey(last.secret)).status).toBe(200)
})

test('P6.5 a key ends by itself on its day', async () => {
  const { secret } = await made({ days: 7 })
  atavus.at('2026-11-27T12:00:01Z')
  expect(await codeOf(await withKey(secret))).toBe('unauthenticated')
  atavus.at(testMoment)
  expect((await withKey(secret)).status).toBe(200)
})

test('a secret that comes from a browser is refused, and its owners are warned once a day', async () => {
  const { secret } = await made({ name: 'In a page' })
  for (const headers of [{ origin: shopOrigin }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }])
    expect(await codeOf(await withKey(secret, headers))).toBe('key_in_browser')
  await atavus.work()
  const mails = (await (await atavus.app.request('/v1/outbox')).json()) as { items: { text: string }[] }
  const warnings = mails.items.filter(({ text }) => text.includes(secret.slice(-4)) && /browser/i.test(text))
  expect(warnings).toHaveLength(1)
  // The page's visitors learn nothing, and the server it belongs on goes on.
  expect((await withKey(secret)).status).toBe(200)
})

test('whoever comes again and again with keys that are none is refused unheard', async () => {
  const guarded = await testWorld({
    beside: atavus,
    limits: { ...noLimits, refused: { burst: 3, every: 60 } },
  })
  const knock = () =>
    guarded.app.request('/v1/assistants', { headers: { authorization: `Bearer atv_sk_${'0'.repeat(36)}` } })
  const codes: string[] = []
  for (let i = 0; i < 5; i++) codes.push(await codeOf(await knock()))
  expect(codes).toEqual([...Array(3).fill('unauthenticated'), 'too_many_requests', 'too_many_requests'])
  await guarded.close()
})

test('a key cannot be given more than it had by a session that has not proven itself lately', async () => {
  const { key } = await made()
  await sql`update sessions set confirmed_at = null`
  const wider = await owner.call('PATCH', `/v1/keys/${key.id}`, { scopes: ['conversations:read'] })
  expect(await codeOf(wider)).toBe('confirmation_required')
  expect((await owner.call('PATCH', `/v1/keys/${key.id}`, { name: 'Other' })).status).toBe(200)
  await sql`update sessions set confirmed_at = ${testMoment}`
})

test('of fifty keys and one more that are asked for at once, fifty are made', async () => {
  const rich = await signUp(atavus)
  const wish = { name: 'One of many', scopes: ['chat'], days: null }
  const answers = await Promise.all(Array.from({ length: 51 }, () => rich.call('POST', '/v1/keys', wish)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50)
  expect(await codeOf(answers.find(({ status }) => status !== 201) as Response)).toBe('too_many')
})

test('an assistant has several public keys, and switching one off stops its own visitors alone', async () => {
  const assistant: Assistant = await assistantOf(owner)
  const path = `/v1/assistants/${assistant.id}/keys`
  const second = (await (await owner.call('POST', path, { label: 'Blog' })).json()) as PublicKey
  expect(isPublicKey(second.key)).toBe(true)
  const [onShop, onBlog] = [await visit(atavus, assistant.key), await visit(atavus, second.key)]

  await owner.call('PATCH', `${path}/${second.id}`, { disabled: true })
  model.say('In two days.')
  expect((await hear(await onShop.ask(base, 'When?'))).at(-1)?.event).toMatchObject({ type: 'done' })
  expect(await codeOf(await onBlog.ask(base, 'When?'))).toBe('key_disabled')
  const look = await atavus.app.request(`/v1/chat/assistant?key=${second.key}`, {
    headers: { origin: shopOrigin },
  })
  expect(await codeOf(look)).toBe('key_disabled')
  // What is theirs stays theirs.
  const own = await atavus.app.request('/v1/chat/export', { headers: onBlog.headers })
  expect(own.status).toBe(200)
})

test('of many public keys that are made at once no more are kept than there may be', async () => {
  const assistant: Assistant = await assistantOf(owner)
  const path = `/v1/assistants/${assistant.id}/keys`
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => owner.call('POST', path, { label: 'Many' })),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(19)
})

test('a visitor who came before there were several keys came by the first one', async () => {
  const assistant: Assistant = await assistantOf(owner)
  const { headers, token } = await visit(atavus, assistant.key)
  const { key, iss, aud, iat, exp, ...claims } = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  )
  const old = await atavus.world.tokens.sign('visitor', claims, atavus.world.now(), 60)
  const look = () =>
    atavus.app.request('/v1/chat/conversation', { headers: { ...headers, authorization: `Bearer ${old}` } })
  expect((await look()).status).toBe(200)
  await owner.call('PATCH', `/v1/assistants/${assistant.id}/keys/${key}`, { disabled: true })
  expect(await codeOf(await look())).toBe('key_disabled')
})

test('a public key goes, but not the last one', async () => {
  const assistant: Assistant = await assistantOf(owner)
  const path = `/v1/assistants/${assistant.id}/keys`
  const { items } = (await (await owner.call('GET', path)).json()) as { items: PublicKey[] }
  expect(items.map(({ key }) => key)).toEqual([assistant.key])
  expect(await codeOf(await owner.call('DELETE', `${path}/${items[0]?.id}`))).toBe('last_key')
  const second = (await (await owner.call('POST', path, { label: 'Blog' })).json()) as PublicKey
  const both = [items[0]?.id, second.id].map(id => owner.call('DELETE', `${path}/${id}`))
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([204, 409])
})
