import { Erased } from '@atavus/contract/chat'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, conversationOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let visitor: Visitor
/** Of two conversations of one visitor, the one that is held, and the other one. */
let held: string
let free: string
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
beforeEach(async () => {
  here.at(testMoment)
  model.say('Yes.')
  owner = await signUp(here)
  visitor = await visit(here, (await assistantOf(owner)).key)
  held = conversationOf(await whole(talk(base, visitor, 'The delivery was late.').send()))
  free = conversationOf(await whole(talk(base, visitor, 'I am eleven and ill.').send()))
  const wish = { assistant: null, conversation: held, reason: 'A claim.', silent: false }
  const made = await owner.call('POST', '/v1/holds', { ...wish, until: '2027-01-20T12:00:00.000Z' })
  expect(made.status).toBe(201)
  expect((await ask('POST', 'corrections', { text: 'I am not called Marlow.' })).status).toBe(201)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const ask = (method: string, door: string, body?: object) =>
  here.app.request(`/v1/chat/${door}`, {
    method,
    headers: visitor.headers,
    ...(body && { body: JSON.stringify(body) }),
  })
async function left() {
  const conversations = await rows<
    { id: string }[]
  >`select id from conversations where id in (${held}, ${free})`
  const messages = await rows`select from messages where conversation_id in (${held}, ${free})`
  const requests = await rows`
    select from requests where visitor_id = (select visitor_id from conversations where id = ${held})
  `
  return {
    conversations: conversations.map(({ id }) => id),
    messages: messages.length,
    requests: requests.length,
  }
}
const onlyHeld = () => ({ conversations: [held], messages: 2, requests: 0 })
const gone = { conversations: 1, messages: 2, held: 1 }

test('P8.3 a hold of one conversation keeps that one alone when its visitor erases, and the receipt says so', async () => {
  const erased = Erased.parse(await (await ask('DELETE', 'conversations')).json())
  expect(erased).toMatchObject(gone)
  expect(decodeJwt(erased.receipt)).toMatchObject({
    deleted: { kind: 'visitor', conversations: 1, messages: 2 },
    left: { held: { conversations: 1, what: expect.stringContaining('Art. 17(3)(e)') } },
  })
  expect(await left()).toEqual(onlyHeld())
})

test('P8.6 who withdraws with a wish to delete loses what is not held, and reads how much is', async () => {
  const answer = await ask('POST', 'consents/withdraw', { delete: true })
  expect(await answer.json()).toMatchObject({ withdrawnAt: testMoment, deleted: gone, held: true })
  expect(await left()).toEqual(onlyHeld())
})

test('P9.2 a child’s other words go although one conversation is held, whichever of the two is named', async () => {
  const answer = await owner.call('DELETE', `/v1/conversations/${held}/child`)
  expect(await answer.json()).toMatchObject(gone)
  expect(await left()).toEqual(onlyHeld())
  expect(await codeOf(await talk(base, visitor, 'And now?').send())).toBe('consent_required')
  const consents = await rows`select withdrawn_at from consents where id = ${visitor.consent}`
  expect(consents).toMatchObject([{ withdrawn_at: new Date(testMoment) }])
})
