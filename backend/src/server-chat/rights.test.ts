import type { ServerHeld } from '@atavus/contract/server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { codeOf, unlimited } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { answerOf, type Key, keyOf, type Server, serverAt } from './testing/server.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let key: Key
let assistant: string
let us: Server
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
  owner = await signUp(here)
  key = await keyOf(owner, ['chat', 'conversations:read'])
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

const held = async (person: string) =>
  (await (await us.call('GET', '/person', undefined, { 'atavus-person': person })).json()) as z.infer<
    typeof ServerHeld
  >
const object = (person: string, improve: boolean) =>
  us.call('POST', '/objections', { person, improve }).then(answer => answer.status)
async function counted(): Promise<number> {
  const [row] = await rows`
    select coalesce(sum(count), 0)::int as count from usage
    where assistant_id = ${assistant} and counter like 'feature:%'
  `
  return row?.count
}

test('P8.1 P8.4 a server gets for its person all that is held about them by that name, and of nobody else anything', async () => {
  const { receipt } = (await (await us.agree('anna')).json()) as { receipt: string }
  await us.agree('berta')
  const { conversation } = await answerOf(us.ask('anna', 'How long for Anna?'))
  await us.ask('berta', 'How long for Berta?')

  const { consents, conversations, ...more } = await held('anna')
  expect(consents.map(one => one.receipt)).toEqual([receipt])
  expect(conversations.map(({ id, messages }) => [id, messages.map(({ text }) => text)])).toEqual([
    [conversation, ['How long for Anna?', 'Two to four days.']],
  ])
  expect(more).toMatchObject({ objections: [], holds: [], left: [] })
  expect(await held('nobody')).toMatchObject({ consents: [], conversations: [] })
})

test('what a person has said is read by a key that may read conversations, of its own workspace', async () => {
  await us.agree('anna')
  const read = (there: Server) => there.call('GET', '/person', undefined, { 'atavus-person': 'anna' })
  expect(await codeOf(await read(serverAt(base, await keyOf(owner), assistant)))).toBe('forbidden')
  const stranger = await keyOf(await signUp(here), ['chat', 'conversations:read'])
  expect(await codeOf(await read(serverAt(base, stranger, assistant)))).toBe('not_found')
})

test('P8.5 a person of a server who objects is not counted from then on, until it is taken back', async () => {
  await us.agree('anna')
  await us.ask('anna')
  expect(await object('anna', true)).toBe(204)
  const before = await counted()
  await us.ask('anna')
  expect((await held('anna')).objections).toEqual(['improve'])
  expect(await counted()).toBe(before)

  expect(await object('anna', false)).toBe(204)
  await us.ask('anna')
  expect((await held('anna')).objections).toEqual([])
  expect(await counted()).toBe(before + 2)
})
