import { afterAll, beforeAll, expect, test } from 'vitest'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, signUp, textOf, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

let test_: TestWorld
let base: string
let owner: Owner
const model = scripted('quote')

beforeAll(async () => {
  test_ = await testWorld({ models: { quote: model } })
  base = await test_.serve()
  owner = await signUp(test_)
})
afterAll(() => test_.close())

test('a visitor who agreed gets a streamed answer, numbered from one without gaps', async () => {
  const assistant = await assistantOf(owner)
  const visitor = await visit(test_, assistant.key)
  model.say('Two to four ', 'days.')

  const heard = await hear(await visitor.ask(base, 'How long does delivery take?'))

  expect(textOf(heard)).toBe('Two to four days.')
  expect(heard.map(({ id }) => Number(id.split(':')[1]))).toEqual(heard.map((_, i) => i + 1))
  expect(heard.at(-1)?.event).toEqual({ type: 'done', end: 'complete' })
  expect(test_.faults).toEqual([])
})
