import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { led, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { pseudonym } from '../lib/ids.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { type Self, selfOf } from './testing/own.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let self: Self
let assistant: { id: string; key: string }
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
beforeEach(async () => {
  owner = await signUp(here)
  assistant = await assistantOf(owner)
  self = await selfOf(here, base, owner)
  await self.agree(assistant.id)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const features = async () =>
  (
    await rows<{ counter: string }[]>`
      select counter from usage where assistant_id = ${assistant.id} and counter like 'feature:%' order by counter
    `
  ).map(({ counter }) => counter)

async function stopAndWithdraw(): Promise<void> {
  const script = led()
  model.play(script.script)
  const id = pseudonym()
  const asking = self.ask(assistant.id, 'Hm?', { id })
  await script.started
  script.say('Well ')
  expect((await self.call('POST', `/messages/${id}/stop`)).status).toBe(204)
  expect((await whole(asking)).at(-1)?.event).toEqual({ type: 'stopped' })
  const answer = await self.call('POST', `/assistants/${assistant.id}/withdraw`, { delete: false })
  expect(answer.status).toBe(200)
}

test('P1.7 P8.5 of an account that objected neither a stop nor a withdrawal is counted, and of another both', async () => {
  expect((await owner.call('PATCH', '/v1/account', { objections: ['improve'] })).status).toBeLessThan(300)
  await stopAndWithdraw()
  expect(await features()).toEqual([])

  await owner.call('PATCH', '/v1/account', { objections: [] })
  await self.agree(assistant.id)
  await stopAndWithdraw()
  expect(await features()).toEqual(['feature:own_chat', 'feature:stop', 'feature:withdraw'])
})

test('P1.7 P8.5 of a visitor who objected no stop is counted', async () => {
  const visitor = await visit(here, assistant.key)
  const objected = await fetch(`${base}/v1/chat/objections`, {
    method: 'POST',
    headers: visitor.headers,
    body: JSON.stringify({ improve: true }),
  })
  expect(objected.status).toBeLessThan(300)
  const script = led()
  model.play(script.script)
  const asked = talk(base, visitor, 'Hm?')
  const answer = asked.send()
  await script.started
  script.say('Well ')
  expect(await asked.stop()).toBe(204)
  expect((await whole(answer)).at(-1)?.event).toEqual({ type: 'stopped' })
  expect(await features()).toEqual([])
})
