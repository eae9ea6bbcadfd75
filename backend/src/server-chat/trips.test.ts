import { afterAll, beforeAll, expect, test } from 'vitest'
import { unlimited, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, textOf } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { type Key, keyOf, type Server, serverAt } from './testing/server.ts'
import { countWaits, type Waits } from './testing/waits.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let owner: Owner
let key: Key
let us: Server
let waits: Waits
const model = scripted('quote')
const quiet = { api: () => {}, security: () => {}, flush: async () => {}, close: async () => {} }

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited, logs: quiet })
  waits = countWaits(here.world)
  rows = lookInto(here.address)
  owner = await signUp(here)
  key = await keyOf(owner)
  us = serverAt(await here.serve(), key, (await assistantOf(owner, { origins: [] })).id)
  await us.agree('anna')
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

/** How often the database is waited for until the model is asked. */
async function untilAsked(): Promise<number> {
  let seen = Number.NaN
  model.play(async function* () {
    seen = waits.count()
    yield { type: 'text', text: 'Two days.' }
    yield { type: 'end', end: 'complete' }
  })
  waits.begin()
  expect(textOf(await whole(us.ask('anna', 'How long?', { stream: true })))).toBe('Two days.')
  return seen
}

test('a server’s question waits for the database four times: its key, its limits, its person, its turn', async () => {
  await untilAsked()
  expect(await untilAsked()).toBe(4)
})

test('that a key was used is noted, and no question waits for it', async () => {
  await untilAsked()
  await rows`update api_keys set last_used_at = null where id = ${key.id}`
  expect(await untilAsked()).toBeLessThanOrEqual(4)
  await expect
    .poll(async () => rows`select last_used_at as at from api_keys where id = ${key.id}`)
    .toEqual([{ at: new Date(testMoment) }])
})
