import type { Assistant } from '@atavus/contract/console'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let base: string
const model = scripted('quote')
const day = 86_400_000
const after = (days: number) => here.at(new Date(Date.parse(testMoment) + days * day))

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  rows = lookInto(here.address)
  base = await here.serve()
  model.say('Yes.')
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

/** A conversation that ends in two days, and so many further messages that end with it. */
async function conversation(assistant: Assistant, more: number) {
  const visitor = await visit(here, assistant.key)
  const id = conversationOf(await whole(talk(base, visitor, 'Is this kept?').send()))
  await rows`
    insert into messages (workspace_id, conversation_id, id, role, sealed, created_at, expires_at)
    select workspace_id, id, gen_random_uuid(), 'visitor', '', started_at, expires_at
    from conversations, generate_series(1, ${more}) where id = ${id}
  `
  return id
}
const twoDays = (owner: Owner) => assistantOf(owner, { retentionDays: 2 })
const hold = async (owner: Owner, wish: object) => {
  const until = '2026-12-20T12:00:00.000Z'
  const all = { assistant: null, conversation: null, reason: 'A court asked.', silent: false, until, ...wish }
  expect((await owner.call('POST', '/v1/holds', all)).status).toBe(201)
}
const count = async (id: string) =>
  (await rows`select count(*)::int from messages where conversation_id = ${id}`)[0]?.count

test('P4.2 however much one workspace holds, what is over of another goes, and a day without anything held goes whole', async () => {
  const [keeps, other] = [await signUp(here), await signUp(here)]
  const [held, free] = [await twoDays(keeps), await twoDays(other)]
  const many = 60_000
  const kept = await conversation(held, many)
  const gone = await conversation(free, 3000)
  await hold(keeps, { assistant: held.id })
  after(1)
  const later = await conversation(free, many)
  after(2.5)
  const first = await sweep(here.world)
  expect(first).toMatchObject({ messages: 3002, held: 1 })
  expect([await count(kept), await count(gone)]).toEqual([many + 2, 0])

  // The next day’s partition holds nothing that is held: it goes without a look at its rows.
  after(4.5)
  const second = await sweep(here.world)
  expect(second.partitions).toBeGreaterThan(0)
  expect(second).toMatchObject({ messages: 0, partitionsLeft: 0 })
  expect([await count(kept), await count(later)]).toEqual([many + 2, 0])
  expect(here.faults).toEqual([])
})

test.each(['conversation', 'workspace'])('a %s that is held stays by the same sets', async what => {
  after(0)
  const owner = await signUp(here)
  const [one, two] = [
    await conversation(await twoDays(owner), 10),
    await conversation(await twoDays(owner), 10),
  ]
  await hold(owner, what === 'conversation' ? { conversation: one } : {})
  after(5)
  await sweep(here.world)
  expect([await count(one), await count(two)]).toEqual([12, what === 'conversation' ? 0 : 12])
})

test('P9.2 a child’s other conversation that is held past its term is not destroyed with what is erased', async () => {
  after(0)
  const owner = await signUp(here)
  const assistant = await twoDays(owner)
  const visitor = await visit(here, assistant.key)
  const held = conversationOf(await whole(talk(base, visitor, 'I am nine.').send()))
  await hold(owner, { conversation: held })
  await rows`update conversations set expires_at = ${here.world.now()} where id = ${held}`
  const id = conversationOf(await whole(talk(base, visitor, 'And still nine.').send()))
  const answer = await owner.call('DELETE', `/v1/conversations/${id}/child`)
  expect(await answer.json()).toMatchObject({ conversations: 1, held: 1 })
  expect(await rows`select from conversations where id = ${held}`).toHaveLength(1)
})
