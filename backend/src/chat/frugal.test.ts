import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Model, Prompt } from '../models/model.ts'
import { assistantOf, hear, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

let house: TestWorld
let asked: WeakRef<Prompt> | undefined

/** Says one word, then goes on for ever, as far as this test is concerned. */
const model: Model = {
  name: 'quote',
  leaves: false,
  metered: false,
  stream: (prompt, signal) => {
    asked = new WeakRef(prompt)
    return slowly(signal)
  },
}

async function* slowly(signal: AbortSignal) {
  yield { type: 'text', text: 'Well' } as const
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  yield { type: 'end', end: 'complete' } as const
}

beforeAll(async () => {
  house = await testWorld({ models: { quote: model } })
})
afterAll(() => house.close())

test('an answer lets go of its prompt with the first word, however long it streams', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const base = await house.serve()
  const assistant = await assistantOf(await signUp(house))
  const visitor = await visit(house, assistant.key)

  const answer = hear(await visitor.ask(base, 'How long is this?'), heard =>
    heard.some(({ event }) => event.type === 'text'),
  )
  await answer
  await new Promise(resolve => setTimeout(resolve, 50))
  collect()

  expect(house.chat.live.count()).toBe(1)
  expect(asked).toBeDefined()
  expect(asked?.deref()).toBeUndefined()
})
