import type { ConsentGiven, GiveConsent } from '@atavus/contract/chat'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unlimited } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
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

test('two devices of one person hold one conversation; nobody else’s device does', async () => {
  const { assistant, secret } = await site.identifying()
  const { key } = assistant
  const phone = await site.deviceOf(key, await site.identityOf(secret, 'anna', key))
  const desk = await site.deviceOf(key, await site.identityOf(secret, 'anna', assistant.id))
  const others = [
    await site.deviceOf(key, await site.identityOf(secret, 'Anna', key)),
    await site.deviceOf(key, await site.identityOf(secret, 'anna ', key)),
    await site.deviceOf(key),
  ]
  await hear(await site.ask(phone, 'Mine alone?'))

  expect(await site.saidTo(desk)).toEqual(['Mine alone?', 'Yes.'])
  for (const other of others) expect(await site.saidTo(other)).toEqual([])
  // Neither device's yes ended the other's.
  await hear(await site.ask(desk, 'And here?'))
  expect(await site.saidTo(phone)).toContain('And here?')
})

test('the same name is another person with another assistant and in another workspace', async () => {
  const { assistant, secret } = await site.identifying()
  const elsewhere = await site.identifying()
  const stranger = await signUp(here)
  const theirs = await assistantOf(stranger)
  const theirSecret = await (await stranger.call('POST', `/v1/assistants/${theirs.id}/identity`)).json()
  await hear(
    await site.ask(
      await site.deviceOf(assistant.key, await site.identityOf(secret, 'anna', assistant.key)),
      'Mine alone?',
    ),
  )
  const there = elsewhere.assistant.key
  const theirKey = theirs.key
  const away = [
    await site.deviceOf(there, await site.identityOf(elsewhere.secret, 'anna', there)),
    await site.deviceOf(theirKey, await site.identityOf(theirSecret.secret, 'anna', theirKey)),
  ]
  for (const device of away) expect(await site.saidTo(device)).toEqual([])
  // A word to one assistant is none to the other, whichever of the two secrets signed it.
  for (const [signed, aud] of [
    [secret, there],
    [elsewhere.secret, assistant.key],
  ] as const) {
    const answer = await site.consent(there, { identity: await site.identityOf(signed, 'anna', aud) })
    expect(await codeOf(answer)).toBe('identity_invalid')
  }
})

test('what somebody said before they were named stays apart, with and without their token', async () => {
  const { assistant, secret } = await site.identifying()
  const { key } = assistant
  const unnamed = await site.deviceOf(key)
  await hear(await site.ask(unnamed, 'Who am I?'))
  const answer = await site.consent(
    key,
    { identity: await site.identityOf(secret, 'anna', key) },
    { authorization: unnamed.authorization ?? '' },
  )
  const { token } = (await answer.json()) as ConsentGiven

  expect(await site.saidTo({ ...unnamed, authorization: `Bearer ${token}` })).toEqual([])
  expect(await site.saidTo(unnamed)).toEqual(['Who am I?', 'Yes.'])
})

test('rights and withdrawal reach all of a person’s devices', async () => {
  const { assistant, secret } = await site.identifying()
  const { key } = assistant
  const [phone, desk] = [
    await site.deviceOf(key, await site.identityOf(secret, 'anna', key)),
    await site.deviceOf(key, await site.identityOf(secret, 'anna', key)),
  ]
  const bystander = await site.deviceOf(key, await site.identityOf(secret, 'berta', key))
  await hear(await site.ask(bystander, 'Stay?'))
  await hear(await site.ask(phone, 'Mine?'))
  const exported = await (await site.call('GET', 'export', desk)).json()
  expect(exported.consents).toHaveLength(2)
  expect(exported.conversations).toHaveLength(1)
  expect(await (await site.call('DELETE', 'conversations', desk)).json()).toMatchObject({
    conversations: 1,
    messages: 2,
  })
  expect(await site.saidTo(phone)).toEqual([])

  expect((await site.call('POST', 'consents/withdraw', desk, { delete: false })).status).toBe(200)
  for (const device of [phone, desk])
    expect(await codeOf(await site.ask(device, 'Still?'))).toBe('consent_required')
  expect(await site.saidTo(bystander)).toEqual(['Stay?', 'Yes.'])
})

test('a yes to something else ends the person’s other one; where the device keeps the chat is the device’s', async () => {
  const { assistant, secret } = await site.identifying({ model: 'deepseek' })
  const { key } = assistant
  const yes = async (purposes: GiveConsent['purposes']) =>
    site.deviceOf(key, await site.identityOf(secret, 'anna', key), { purposes })
  const standing = async () => {
    const found = await rows`
      select history, remote from consents where assistant_id = ${assistant.id} and withdrawn_at is null order by id
    `
    return found.map(({ history, remote }) => ({ history, remote }))
  }
  await yes({ chat: true, history: false, remote: true })
  await yes({ chat: true, history: true, remote: true })
  expect(await standing()).toEqual([
    { history: false, remote: true },
    { history: true, remote: true },
  ])
  await yes({ chat: true, history: true, remote: false })
  expect(await standing()).toEqual([{ history: true, remote: false }])
})

test('the receipt and the use tell that somebody was named; who, nothing tells', async () => {
  const { assistant, secret } = await site.identifying()
  const name = 'anna.kowalska@mailbox.example'
  const answer = await site.consent(assistant.key, {
    identity: await site.identityOf(secret, name, assistant.key),
  })
  const { receipt, token } = (await answer.json()) as ConsentGiven
  const read = (jws: string) => JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())
  expect(read(receipt)).toMatchObject({ event: { identified: true } })
  const [made] = await rows`select id from identity_secrets where assistant_id = ${assistant.id}`
  expect(read(token)).toMatchObject({ idn: made?.id })
  expect(JSON.stringify([read(receipt), read(token)])).not.toContain('kowalska')
  const [kept] = await rows`
    select c.visitor_id, c.identified, c::text || coalesce((select string_agg(l::text, '') from security_log l), '') as all
    from consents c where c.assistant_id = ${assistant.id}
  `
  expect(kept).toMatchObject({ identified: true })
  expect(kept?.visitor_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab]/)
  expect(kept?.all).not.toContain('kowalska')
  const [used] = await rows`
    select count from usage where assistant_id = ${assistant.id} and counter = 'feature:identity'
  `
  expect(Number(used?.count)).toBe(1)
})
