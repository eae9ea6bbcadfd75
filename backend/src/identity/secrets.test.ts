import type { ConsentGiven } from '@atavus/contract/chat'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noticeOf, unlimited } from '../chat/testing/talk.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, shopOrigin, signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { codeOf, siteOf } from './testing/site.ts'

let here: TestWorld
let owner: Owner
let site: ReturnType<typeof siteOf>
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  owner = await signUp(here)
  site = siteOf(here, await here.serve(), owner)
  rows = lookInto(here.address)
  model.say('Yes.')
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const after = (minutes: number) => here.at(new Date(Date.parse(testMoment) + minutes * 60_000))
const hours = 60

test('the former secret works on for a day, the one before it no more', async () => {
  const { assistant, secret: first } = await site.identifying()
  const { key } = assistant
  const takes = async (secret: string) =>
    (await site.consent(key, { identity: await site.identityOf(secret, 'anna', key) })).status
  const second = await site.newSecret(assistant)
  expect([await takes(first), await takes(second)]).toEqual([201, 201])
  after(24 * hours - 1)
  expect([await takes(first), await takes(second)]).toEqual([201, 201])
  after(24 * hours)
  expect([await takes(first), await takes(second)]).toEqual([401, 201])
  expect((await sweep(here.world)).identitySecrets).toBe(1)
  after(0)
  const third = await site.newSecret(assistant)
  expect([await takes(first), await takes(second), await takes(third)]).toEqual([401, 201, 201])
})

test('a removed secret ends it: no new word is taken, no token renewed, and the notice says so no more', async () => {
  const { assistant, secret } = await site.identifying()
  const { id, key } = assistant
  const before = await noticeOf(here.app.request, key, shopOrigin)
  const device = await site.deviceOf(key, await site.identityOf(secret, 'anna', key))
  await hear(await site.ask(device, 'Mine?'))
  expect((await site.call('POST', 'tokens', device)).status).toBe(200)

  expect((await owner.call('DELETE', `/v1/assistants/${id}/identity`)).status).toBe(204)
  expect(await noticeOf(here.app.request, key, shopOrigin)).not.toBe(before)
  expect(await codeOf(await site.call('POST', 'tokens', device))).toBe('unauthenticated')
  expect(
    await codeOf(await site.consent(key, { identity: await site.identityOf(secret, 'anna', key) })),
  ).toBe('identity_invalid')
  // Who agrees anew with the old token is nobody in particular.
  const anew = await site.consent(key, {}, { authorization: device.authorization ?? '' })
  const { token } = (await anew.json()) as ConsentGiven
  expect(await site.saidTo({ ...device, authorization: `Bearer ${token}` })).toEqual([])
  expect(await codeOf(await site.call('GET', 'export', device))).toBe('unauthenticated')
})

test('an owner sees since when identities are taken, and the secret once', async () => {
  const assistant = await assistantOf(owner)
  const path = `/v1/assistants/${assistant.id}`
  const since = async () => (await (await owner.call('GET', path)).json()).identitySince
  expect(await since()).toBeNull()
  const { secret, since: made } = await (await owner.call('POST', `${path}/identity`)).json()
  expect(secret).toMatch(/^atv_id_[A-Za-z0-9_-]{43}$/)
  expect(await since()).toBe(made)
  expect(await (await owner.call('GET', path)).text()).not.toContain(secret)
  expect((await owner.call('DELETE', `${path}/identity`)).status).toBe(204)
  expect(await since()).toBeNull()
  expect(await codeOf(await owner.call('DELETE', `${path}/identity`))).toBe('not_found')
  const stranger = await signUp(here)
  expect(await codeOf(await stranger.call('POST', `${path}/identity`))).toBe('not_found')
  const audited = await rows`
    select action from audit_log where target = ${assistant.id} and action like 'identity%' order by id
  `
  expect(audited.map(({ action }) => action)).toEqual(['identity.made', 'identity.removed'])
})

test('a word that is not taken is told to the workspace’s security log, without a word of it', async () => {
  const { assistant } = await site.identifying()
  const forged = await site.identityOf('atv_id_guessed', 'anna.kowalska', assistant.key)
  expect(await codeOf(await site.consent(assistant.key, { identity: forged }))).toBe('identity_invalid')
  await here.world.logs.flush()
  const told = await rows`
    select l.address, l.detail from security_log l join assistants a on a.workspace_id = l.workspace_id
    where l.event = 'identity_refused' and a.id = ${assistant.id} order by l.id desc limit 1
  `
  expect(told).toMatchObject([{ detail: null }])
  const none = await rows`select from consents where assistant_id = ${assistant.id}`
  expect(none.count).toBe(0)
})

test('an owner who tries an assistant out is nobody’s user', async () => {
  const { assistant, secret } = await site.identifying()
  const { ticket } = await (await owner.call('POST', `/v1/assistants/${assistant.id}/preview`)).json()
  const answer = await here.app.request('/v1/chat/consents', {
    method: 'POST',
    headers: { origin: 'http://localhost:4600', 'content-type': 'application/json' },
    body: JSON.stringify({
      ticket,
      identity: await site.identityOf(secret, 'anna', assistant.id),
      notice: await noticeOf(here.app.request, assistant.key, shopOrigin),
      language: 'en',
      adult: true,
      purposes: { chat: true, history: false },
    }),
  })
  expect(await codeOf(answer)).toBe('identity_invalid')
})
