import type { ConsentGiven } from '@atavus/contract/chat'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { talk, unlimited, whole } from '../chat/testing/talk.ts'
import { siteOf } from '../identity/testing/site.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { type Owner, shopOrigin, signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let here: TestWorld
let base: string
let owner: Owner
let site: ReturnType<typeof siteOf>
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  owner = await signUp(here)
  site = siteOf(here, base, owner)
  rows = lookInto(here.address)
  model.say('Tomorrow.')
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const send = async (fields: Record<string, string>) => {
  const answer = await here.app.request('/your-data', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:4600' },
    body: new URLSearchParams(fields).toString(),
  })
  return answer.headers.get('content-type') === 'application/zip' ? 'a zip' : answer.text()
}

/** Somebody whom the site names agrees and asks; gives the token's headers and the code on the receipt. */
async function anna(secret: string, key: string) {
  const identity = await site.identityOf(secret, 'anna', key)
  const answer = await site.consent(key, { identity })
  const { token, receipt } = (await answer.json()) as ConsentGiven
  const headers = {
    origin: shopOrigin,
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  }
  const { code } = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString())
  return { headers, code: String(code) }
}

test('the code of a receipt shows nothing once the secret that named its visitor counts no more; it still ends all', async () => {
  const { assistant, secret } = await site.identifying()
  const { headers } = await anna(secret, assistant.key)
  await whole(talk(base, { headers }, 'Where is my Wagtail?').send())
  // Whoever has the secret, too, says to be her.
  const { code } = await anna(secret, assistant.key)
  expect(await send({ code })).toContain('Where is my Wagtail?')
  expect(await send({ code, act: 'download' })).toBe('a zip')

  await owner.call('DELETE', `/v1/assistants/${assistant.id}/identity`)
  for (const act of ['', 'download', 'correct', 'object'])
    expect(await send({ code, act, words: 'x' })).toMatch(/no longer stands by(?!.*Wagtail)/s)
  expect(await send({ code, act: 'withdraw' })).toContain('Your consent is withdrawn')
  expect(await send({ code, act: 'erase' })).toMatch(/Deleted: 1 conversations with 2 messages(?!.*Wagtail)/s)
  expect(await rows`select from requests`).toHaveLength(0)
})

test('P8.5 of an identified visitor who objected not even their next consent is counted', async () => {
  const { assistant, secret } = await site.identifying()
  const { headers } = await anna(secret, assistant.key)
  const counted = async () =>
    (
      await rows`select count::int from usage where assistant_id = ${assistant.id} and counter = 'feature:identity'`
    )[0]?.count
  expect(await counted()).toBe(1)
  const objected = await site.call('POST', 'objections', headers, { improve: true })
  expect(objected.status).toBe(204)
  await anna(secret, assistant.key)
  expect(await counted()).toBe(1)
})

test('P8.6 a legal hold keeps the words, and nothing from being withdrawn with a wish to delete them', async () => {
  const { assistant, secret } = await site.identifying()
  const { headers } = await anna(secret, assistant.key)
  await whole(talk(base, { headers }, 'Mine.').send())
  const until = new Date(Date.parse(testMoment) + 9 * 86_400_000).toISOString()
  const wish = { assistant: assistant.id, conversation: null, reason: 'A suit.', silent: false, until }
  const held = await owner.call('POST', '/v1/holds', wish)
  expect(held.status).toBe(201)

  const answer = await site.call('POST', 'consents/withdraw', headers, { delete: true })
  expect(await answer.json()).toMatchObject({
    withdrawnAt: testMoment,
    deleted: { conversations: 0, held: 1 },
    held: true,
  })
  const asked = await site.ask(headers, 'Still?')
  expect((await asked.json()).code).toBe('consent_required')
  expect(await rows`select from conversations where assistant_id = ${assistant.id}`).toHaveLength(1)
})
