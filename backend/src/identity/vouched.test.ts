import type { ConsentGiven } from '@atavus/contract/chat'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isLast, led, listen, unlimited } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { hear, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { codeOf, siteOf } from './testing/site.ts'

// Whom a site names is who they are for as long as the secret that said so counts: whoever had a secret that leaked
// keeps nothing of what they got by it, whatever other secret the site has by then.

let here: TestWorld
let there: TestWorld
let bases: { here: string; there: string }
let owner: Owner
let site: ReturnType<typeof siteOf>
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  there = await testWorld({ models: { quote: model }, limits: unlimited, beside: here })
  bases = { here: await here.serve(), there: await there.serve() }
  owner = await signUp(here)
  site = siteOf(here, bases.here, owner)
  rows = lookInto(here.address)
  model.say('Yes.')
})
afterEach(() => here.at(testMoment))
afterAll(async () => {
  await rows.end()
  await there.close()
  await here.close()
})

type Made = Awaited<ReturnType<ReturnType<typeof siteOf>['identifying']>>
type Device = Awaited<ReturnType<ReturnType<typeof siteOf>['deviceOf']>>

const history = { purposes: { chat: true, history: true } } as const
const remove = ({ assistant }: Made) => owner.call('DELETE', `/v1/assistants/${assistant.id}/identity`)
const deviceOf = async (secret: string, { assistant: { key } }: Made) =>
  site.deviceOf(key, await site.identityOf(secret, 'anna', key), history)
const after = (minutes: number) => here.at(new Date(Date.parse(testMoment) + minutes * 60_000))
const hours = 60
const renewed = async (device: Device): Promise<Device> => {
  const answer = await site.call('POST', 'tokens', device)
  if (answer.status !== 200) throw new Error(await answer.text())
  return { ...device, authorization: `Bearer ${(await answer.json()).token}` }
}

/** What each door that shows or takes words says to a device. */
async function closed(device: Device): Promise<(string | number)[]> {
  const doors = [
    site.ask(device, 'Still?'),
    site.call('GET', 'conversation', device),
    site.call('POST', 'tokens', device),
    site.call('GET', 'export', device),
  ]
  return Promise.all(
    doors.map(async door => {
      const answer = await door
      return answer.ok ? answer.status : codeOf(answer)
    }),
  )
}
const everyDoor = Array.from({ length: 4 }, () => 'unauthenticated')

test('a secret that is removed takes with it whoever it vouched for, though another has come since', async () => {
  const made = await site.identifying()
  const thief = await deviceOf(made.secret, made)
  await hear(await site.ask(thief, 'Mine alone?'))
  await remove(made)
  const anew = await site.newSecret(made.assistant)

  expect(await closed(thief)).toEqual(everyDoor)
  // Who agrees anew with the old token is nobody in particular.
  const answer = await site.consent(made.assistant.key, history, {
    authorization: thief.authorization ?? '',
  })
  const { token } = (await answer.json()) as ConsentGiven
  expect(await site.saidTo({ ...thief, authorization: `Bearer ${token}` })).toEqual([])
  expect(await site.saidTo(await deviceOf(anew, made))).toEqual(['Mine alone?', 'Yes.'])
})

test('what only ends something stays with whoever agreed: erasure and withdrawal show no words', async () => {
  const made = await site.identifying()
  const device = await deviceOf(made.secret, made)
  await hear(await site.ask(device, 'Mine alone?'))
  await remove(made)

  expect(await (await site.call('DELETE', 'conversations', device)).json()).toMatchObject({
    conversations: 1,
    messages: 2,
  })
  expect((await site.call('POST', 'consents/withdraw', device, { delete: false })).status).toBe(200)
  const standing = await rows`
    select from consents where assistant_id = ${made.assistant.id} and withdrawn_at is null
  `
  expect(standing.count).toBe(0)
})

test('a secret that was replaced vouches for a day more, and for no renewal after it', async () => {
  const made = await site.identifying()
  const device = await deviceOf(made.secret, made)
  await hear(await site.ask(device, 'Mine alone?'))
  await site.newSecret(made.assistant)
  after(24 * hours - 1)
  const late = await renewed(device)
  expect(await site.saidTo(late)).toHaveLength(2)
  after(24 * hours)
  expect(await closed(late)).toEqual(everyDoor)
  after(29 * 24 * hours)
  expect(await codeOf(await site.call('POST', 'tokens', device))).toBe('unauthenticated')
})

test('a token for one assistant’s secret is none for another’s', async () => {
  const [made, other] = [await site.identifying(), await site.identifying()]
  const device = await deviceOf(made.secret, made)
  await remove(other)
  expect(await site.saidTo(device)).toEqual([])
  expect((await renewed(device)).authorization).toBeDefined()
})

test.each([
  ['it is removed', remove],
  ['a second one takes its place before its day is over', ({ assistant }: Made) => site.newSecret(assistant)],
])('what runs by a secret is cut in every process when %s', async (_, loss) => {
  const made = await site.identifying()
  const device = await deviceOf(made.secret, made)
  await site.newSecret(made.assistant)
  const script = led()
  model.play(script.script)
  const id = crypto.randomUUID()
  const asked = await listen(
    fetch(`${bases.here}/v1/chat/messages`, {
      method: 'POST',
      headers: device,
      body: JSON.stringify({ id, text: 'Long?' }),
    }),
  )
  script.say('A long answer.')
  await asked.shown
  const followed = await listen(fetch(`${bases.there}/v1/chat/messages/${id}/events`, { headers: device }))
  await followed.shown
  const began = performance.now()
  await loss(made)
  const ends = await Promise.all([asked.heard, followed.heard])
  model.say('Yes.')

  expect(performance.now() - began).toBeLessThan(5000)
  expect(ends.map(all => all.filter(isLast).map(({ event }) => event))).toEqual(
    ends.map(() => [{ type: 'error', code: 'interrupted' }]),
  )
})

test('who says yes again on one device has one yes there, and keeps the one of another device', async () => {
  const made = await site.identifying()
  const desk = await deviceOf(made.secret, made)
  let phone = await deviceOf(made.secret, made)
  for (let i = 0; i < 3; i++) {
    const identity = await site.identityOf(made.secret, 'anna', made.assistant.key)
    // With a fresh word about them and without.
    const yes = { ...history, ...(i !== 1 && { identity }) }
    const answer = await site.consent(made.assistant.key, yes, { authorization: phone.authorization ?? '' })
    phone = { ...phone, authorization: `Bearer ${((await answer.json()) as ConsentGiven).token}` }
  }

  const standing = await rows`
    select from consents where assistant_id = ${made.assistant.id} and withdrawn_at is null
  `
  expect(standing.count).toBe(2)
  await hear(await site.ask(desk, 'Here?'))
  expect(await site.saidTo(phone)).toEqual(['Here?', 'Yes.'])
})
