import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, unlimited } from '../chat/testing/talk.ts'
import { pseudonym } from '../lib/ids.ts'
import { lookInto } from '../testing/database.ts'
import { scripted, scriptedRemote } from '../testing/model.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { answerOf, type Key, keyOf, type Server, serverAt } from './testing/server.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let key: Key
let assistant: string
let us: Server
const model = scripted('quote')
const remote = scriptedRemote()

beforeAll(async () => {
  here = await testWorld({ models: { quote: model, deepseek: remote }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
  owner = await signUp(here)
  key = await keyOf(owner)
})
beforeEach(async () => {
  model.say('Two to ', 'four days.')
  assistant = (await assistantOf(owner, { origins: [] })).id
  us = serverAt(base, key, assistant)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

test('nothing is taken of a person who has not agreed, whatever the key says', async () => {
  const calls = model.prompts.length
  for (const stream of [true, false]) {
    const answer = await us.ask('anna', 'Hello?', { stream })
    expect(answer.status).toBe(403)
    expect(await codeOf(answer)).toBe('consent_required')
  }
  const forced = await us.ask('anna', 'Hello?', { consent: true })
  expect(await codeOf(forced)).toBe('invalid_request')
  expect(model.prompts.length).toBe(calls)
  expect(
    await rows`select from messages m join conversations c on c.id = m.conversation_id where c.assistant_id = ${assistant}`,
  ).toHaveLength(0)
})

test('a yes is bound to its person, its assistant and its notice', async () => {
  expect((await us.agree('anna')).status).toBe(201)
  expect((await us.ask('anna')).status).toBe(200)
  expect(await codeOf(await us.ask('berta'))).toBe('consent_required')

  const elsewhere = serverAt(base, key, (await assistantOf(owner)).id)
  expect(await codeOf(await elsewhere.ask('anna'))).toBe('consent_required')
  await owner.call('PATCH', `/v1/assistants/${assistant}`, { retentionDays: 7 })
  expect(await codeOf(await us.ask('anna'))).toBe('consent_outdated')
  expect((await us.agree('anna')).status).toBe(201)
  expect((await us.ask('anna')).status).toBe(200)
})

test.each([
  ['another notice', { notice: '0'.repeat(64) }, 'consent_outdated'],
  ['a child', { adult: false }, 'adults_only'],
  ['a notice that was shown the day before', { shownOn: '2026-11-19T11:59:59Z' }, 'invalid_request'],
  ['a notice that is yet to be shown', { shownOn: '2026-11-20T12:01:01Z' }, 'invalid_request'],
  ['no purpose', { purposes: { chat: false } }, 'invalid_request'],
  ['no person', { person: '' }, 'invalid_request'],
])('a yes with %s is none', async (_, more, code) => {
  expect(await codeOf(await us.agree('anna', more))).toBe(code)
  expect(await codeOf(await us.ask('anna'))).toBe('consent_required')
})

test('the receipt says who recorded it, where the notice was shown and when, and nothing of the name', async () => {
  const given = (await (await us.agree('anna-4711')).json()) as { receipt: string; validUntil: string }
  const body = Buffer.from(given.receipt.split('.')[1] ?? '', 'base64url').toString()

  expect(JSON.parse(body).event).toMatchObject({
    method: 'recorded by the site’s server',
    shownAt: 'Shop app',
    shownOn: '2026-11-20T11:00:00Z',
    at: testMoment,
  })
  expect(given.validUntil).toBe('2027-11-20T12:00:00.000Z')
  expect(body).not.toContain('anna-4711')
  const kept = await rows`select * from consents where assistant_id = ${assistant}`
  expect(JSON.stringify(kept)).not.toContain('anna-4711')
  expect(kept).toMatchObject([{ origin: 'Shop app', remote: false, preview: false }])
})

test.each([
  ['https://shop.example/help?token=secret#anna', 'https://shop.example/help'],
  ['https://shop.example/#/chat?anna', 'https://shop.example/'],
  ['shop-app://help?user=anna', 'shop-app://help'],
  ['/help?user=anna', '/help'],
  ['https://shop.example/help', 'https://shop.example/help'],
  ['Any questions? Ask!', 'Any questions? Ask!'],
  ['Questions?', 'Questions?'],
])('of where the notice was shown no query and no fragment is kept: %s', async (shownAt, kept) => {
  const given = (await (await us.agree('anna', { shownAt })).json()) as { receipt: string }
  const body = JSON.parse(Buffer.from(given.receipt.split('.')[1] ?? '', 'base64url').toString())

  expect(body.event.shownAt).toBe(kept)
  const consents = await rows`select origin from consents where assistant_id = ${assistant}`
  expect([...consents]).toEqual([{ origin: kept }])
})

test('the model outside our server answers only where that was said', async () => {
  remote.play(async function* () {
    yield { type: 'text', text: 'From afar.' }
    yield { type: 'end', end: 'complete' }
  })
  us = serverAt(base, key, (await assistantOf(owner, { model: 'deepseek' })).id)
  await us.agree('local')
  await us.agree('refusing', { purposes: { chat: true, remote: false } })
  await us.agree('willing', { purposes: { chat: true, remote: true } })
  const before = remote.heard.length

  const where = async (person: string) => (await answerOf(us.ask(person))).message.whereabouts?.where
  expect([await where('local'), await where('refusing')]).toEqual(['server', 'server'])
  expect(remote.heard.length).toBe(before)
  expect(await where('willing')).toBe('remote')
  expect(remote.heard.length).toBe(before + 1)
})

test('P3.3 a browser that asks not to share is heeded where its server passes that on, then and at each question', async () => {
  remote.play(async function* () {
    yield { type: 'text', text: 'From afar.' }
    yield { type: 'end', end: 'complete' }
  })
  us = serverAt(base, key, (await assistantOf(owner, { model: 'deepseek' })).id)
  const signal = { 'sec-gpc': '1' }
  const purposes = { chat: true, remote: true }
  const where = async (person: string, headers: Record<string, string>) => {
    const wish = { person, id: crypto.randomUUID(), text: 'How long?', stream: false }
    return (await answerOf(us.call('POST', '/messages', wish, headers))).message.whereabouts?.where
  }
  const receiptOf = async (given: Promise<Response>) => {
    const { receipt } = (await (await given).json()) as { receipt: string }
    return JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString())
  }
  const before = await receiptOf(us.agree('before', { purposes }))
  expect(before.event).not.toHaveProperty('gpc')
  expect(before.event.collected).toBe('by the site’s server, from you')
  expect([await where('before', signal), await where('before', {})]).toEqual(['server', 'remote'])

  const { hash } = (await (await us.call('GET', '/notice?lang=en')).json()) as { hash: string }
  const wish = { person: 'asked', notice: hash, language: 'en', adult: true, purposes }
  const shown = { shownAt: 'Shop app', shownOn: '2026-11-20T11:00:00Z' }
  const asked = await receiptOf(us.call('POST', '/consents', { ...wish, ...shown }, signal))
  expect(asked.event.gpc).toBe(true)
  expect(await where('asked', signal)).toBe('remote')
})

test('another workspace’s key knows nothing of the assistant', async () => {
  await us.agree('anna')
  us = serverAt(base, await keyOf(await signUp(here)), assistant)
  const answers = [
    await us.call('GET', '/notice'),
    await us.call('POST', '/consents/withdraw', { person: 'anna', delete: true }),
    await us.ask('anna'),
    await us.call('POST', `/messages/${pseudonym()}/stop`, { person: 'anna' }),
    await us.follow('anna', pseudonym()),
  ]
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(404))
})

test('without the scope, or from a page, a key opens nothing', async () => {
  const reading = serverAt(base, await keyOf(owner, ['assistants:read']), assistant)
  expect(await codeOf(await reading.call('GET', '/notice'))).toBe('forbidden')
  const page = await us.call('GET', '/notice', undefined, { origin: 'https://shop.example' })
  expect(await codeOf(page)).toBe('key_in_browser')
})
