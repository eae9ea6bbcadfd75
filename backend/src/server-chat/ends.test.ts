import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, led, listen, unlimited } from '../chat/testing/talk.ts'
import { pseudonym } from '../lib/ids.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { answerOf, type Key, keyOf, type Server, serverAt } from './testing/server.ts'

let here: TestWorld
let base: string
let owner: Owner
let key: Key
let assistant: string
let us: Server
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  owner = await signUp(here)
  key = await keyOf(owner)
})
beforeEach(async () => {
  model.say('Two to ', 'four days.')
  assistant = (await assistantOf(owner, { origins: [] })).id
  us = serverAt(base, key, assistant)
})
afterAll(() => here.close())

test('withdrawal cuts a stream and a wait, and erases if asked to', async () => {
  await us.agree('anna')
  const script = led()
  model.play(script.script)
  const id = pseudonym()
  const { heard, shown } = await listen(us.ask('anna', 'A secret?', { id, stream: true }))
  script.say('Something that ')
  await shown
  const waiting = answerOf(us.ask('anna', 'A secret?', { id }))
  const answer = await us.call('POST', '/consents/withdraw', { person: 'anna', delete: false })

  expect(await answer.json()).toEqual({ withdrawnAt: testMoment, deleted: null, held: false })
  expect((await heard).at(-1)?.event).toEqual({ type: 'error', code: 'withdrawn' })
  expect((await waiting).message).toMatchObject({ end: 'error', code: 'withdrawn', text: 'Something that ' })
  await script.aborted
  expect(await codeOf(await us.ask('anna'))).toBe('consent_required')
  expect(await codeOf(await us.follow('anna', id))).toBe('consent_required')
  const erased = await us.call('POST', '/consents/withdraw', { person: 'anna', delete: true })
  expect(await erased.json()).toMatchObject({
    withdrawnAt: testMoment,
    deleted: { conversations: 1, messages: 2 },
  })
  expect(await codeOf(await us.call('POST', '/consents/withdraw', { person: 'nobody', delete: true }))).toBe(
    'consent_required',
  )
})

test('a caller stops an answer; what was shown is kept', async () => {
  await us.agree('anna')
  const script = led()
  model.play(script.script)
  const id = pseudonym()
  const { heard, shown } = await listen(us.ask('anna', 'Long?', { id, stream: true }))
  script.say('As far as this')
  await shown
  expect((await us.call('POST', `/messages/${id}/stop`, { person: 'berta' })).status).toBe(404)
  expect((await us.call('POST', `/messages/${id}/stop`, { person: 'anna' })).status).toBe(204)

  expect((await heard).at(-1)?.event).toEqual({ type: 'stopped' })
  expect((await answerOf(us.ask('anna', 'Long?', { id }))).message).toMatchObject({
    text: 'As far as this',
    end: 'stopped',
  })
})

test('a caller who leaves a whole answer does not stop it', async () => {
  await us.agree('anna')
  const script = led()
  model.play(script.script)
  const id = pseudonym()
  const leaving = new AbortController()
  const body = { person: 'anna', id, text: 'Still there?', stream: false }
  const left = fetch(`${base}/v1/assistants/${assistant}/messages`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => 'left')
  await script.started
  leaving.abort()
  expect(await left).toBe('left')
  script.say('Still here.')
  script.end()

  expect((await answerOf(us.ask('anna', 'Still there?', { id }))).message.text).toBe('Still here.')
})

test('a key that is deleted is refused, and a stream that it opened is cut within five seconds', async () => {
  const own = await keyOf(owner)
  us = serverAt(base, own, assistant)
  await us.agree('anna')
  const script = led()
  model.play(script.script)
  const { heard, shown } = await listen(us.ask('anna', 'Are you there?', { stream: true }))
  script.say('I am still ')
  await shown
  const began = performance.now()
  expect((await owner.call('DELETE', `/v1/keys/${own.id}`)).status).toBe(204)

  expect(['error', 'stopped']).toContain((await heard).at(-1)?.event.type)
  expect(performance.now() - began).toBeLessThan(5000)
  await script.aborted
  expect((await us.ask('anna')).status).toBe(401)
})

test('P9.2 the receipt of a child whose data is deleted is not handed out again, whatever name its request had', async () => {
  const again = { 'idempotency-key': pseudonym() }
  const { hash } = (await (await us.call('GET', '/notice?lang=en')).json()) as { hash: string }
  const shown = { shownAt: 'Shop app', shownOn: '2026-11-20T11:00:00Z' }
  const yes = {
    person: 'timmy',
    notice: hash,
    language: 'en',
    adult: true,
    purposes: { chat: true },
    ...shown,
  }
  const recorded = await us.call('POST', '/consents', yes, again)
  const { receipt } = (await recorded.json()) as { receipt: string }
  expect(await (await us.call('POST', '/consents', yes, again)).text()).toContain(receipt)
  const { conversation } = await answerOf(us.ask('timmy'))
  expect((await owner.call('DELETE', `/v1/conversations/${conversation}/child`)).status).toBe(200)

  expect(await codeOf(await us.call('POST', '/consents', yes, again))).toBe('idempotency_in_progress')
  expect(await codeOf(await us.ask('timmy'))).toBe('consent_required')
})
