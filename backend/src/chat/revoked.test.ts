import type { PublicKey } from '@atavus/contract/workspace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { siteOf } from '../identity/testing/site.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { led, listen, talk, unlimited, until, whole } from './testing/talk.ts'

let here: TestWorld
let there: TestWorld
let bases: { here: string; there: string }
let owner: Owner
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  there = await testWorld({ models: { quote: model }, limits: unlimited, beside: here })
  bases = { here: await here.serve(), there: await there.serve() }
  owner = await signUp(here)
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await there.close()
  await here.close()
})

/** Longer than streams are left to end by themselves. */
const pause = () => new Promise(resolve => setTimeout(resolve, 2000))

test('who was let in before and waits for the database while it is lost gets no stream afterwards', async () => {
  const site = siteOf(here, bases.here, owner)
  const { assistant, secret } = await site.identifying()
  const { key } = assistant
  const deviceOf = async (signedBy: string) => ({
    headers: await site.deviceOf(key, await site.identityOf(signedBy, 'anna', key)),
  })
  // One person on two devices, by two secrets: one of them is lost, and the answer hangs on the other.
  const former = await deviceOf(secret)
  const present = await deviceOf(await site.newSecret(assistant))
  const script = led()
  model.play(script.script)
  const asked = talk(bases.here, present, 'Long?')
  const { heard, shown } = await listen(asked.send())
  script.say('A long answer.')
  await shown

  const held = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const holding = rows.begin(async sql => {
    await sql`lock table consents in access exclusive mode`
    locked.resolve()
    await held.promise
  })
  await locked.promise
  const late = asked.follow(undefined, bases.there, former)
  await until(async () => (await waiting()) > 0)
  await site.newSecret(assistant)
  await pause()
  held.resolve()
  await holding

  // It was let in, or there would be nothing to cut.
  expect((await late).status).toBe(200)
  const stream = await whole(late)
  expect(stream.filter(({ event }) => event.type !== 'start')).toEqual([])
  expect((await asked.follow(undefined, bases.there, former)).status).toBe(401)
  script.say(' The end.')
  script.end()
  expect((await heard).at(-1)?.event).toEqual({ type: 'done', end: 'complete' })
})

/** How many statements wait for a lock, seen from beside. */
async function waiting(): Promise<number> {
  const beside = lookInto(here.address)
  const [row] = await beside`select count(*)::int as count from pg_locks where not granted`
  await beside.end()
  return row?.count ?? 0
}

test('who is let in again at once is streamed to the end', async () => {
  const { id, key } = await assistantOf(owner)
  const visitor = await visit(here, key)
  const path = `/v1/assistants/${id}/keys`
  const { items } = (await (await owner.call('GET', path)).json()) as { items: PublicKey[] }
  for (const disabled of [true, false])
    expect((await owner.call('PATCH', `${path}/${items[0]?.id}`, { disabled })).status).toBe(200)
  const script = led()
  model.play(script.script)
  const asked = talk(bases.here, visitor, 'Again?')
  const first = await listen(asked.send())
  script.say('A long answer.')
  await first.shown
  const second = await listen(asked.follow(undefined, bases.there))
  await second.shown
  await pause()
  script.say(' The end.')
  script.end()

  for (const { heard } of [first, second])
    expect((await heard).at(-1)?.event).toEqual({ type: 'done', end: 'complete' })
})
