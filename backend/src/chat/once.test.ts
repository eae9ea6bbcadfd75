import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, signUp, textOf, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { codeOf, conversationOf, led, type Talk, talk, unlimited, until, whole } from './testing/talk.ts'

let here: TestWorld
let base: string
let owner: Owner
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  owner = await signUp(here)
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

async function asked(assistant: string) {
  const [found] = await rows`
    select (select coalesce(sum(messages), 0)::int from budgets where assistant_id = ${assistant}) as charged,
      (select count(*)::int from replies where assistant_id = ${assistant}) as replies,
      count(*) filter (where role = 'visitor')::int as questions,
      count(*) filter (where role = 'assistant')::int as answers
    from messages where conversation_id in (select id from conversations where assistant_id = ${assistant})
  `
  return found
}

test('one message sent twenty times at once is kept, answered and charged once, and all hear the same', async () => {
  const { id, key } = await assistantOf(owner)
  const script = led()
  model.play(script.script)
  const calls = model.prompts.length
  const { send } = talk(base, await visit(here, key), 'How long does delivery take?')

  const answers = Array.from({ length: 20 }, () => whole(send()))
  await script.started
  script.say('Two ', 'to four ', 'days.')
  script.end()
  const heard = await Promise.all(answers)

  expect(heard[0]?.at(-1)?.event).toEqual({ type: 'done', end: 'complete' })
  expect(textOf(heard[0] ?? [])).toBe('Two to four days.')
  for (const one of heard) expect(one).toEqual(heard[0])
  expect(model.prompts.length - calls).toBe(1)
  expect(await asked(id)).toEqual({ charged: 1, replies: 1, questions: 1, answers: 1 })
})

test('sent again after its end it is replayed, at no charge', async () => {
  const { id, key } = await assistantOf(owner)
  model.say('Once ', 'only.')
  const { send } = talk(base, await visit(here, key), 'Again?')

  const first = await whole(send())
  const calls = model.prompts.length
  expect(await whole(send())).toEqual(first)
  expect(await whole(send({ conversation: conversationOf(first) }))).toEqual(first)
  expect(model.prompts.length).toBe(calls)
  expect(await asked(id)).toEqual({ charged: 1, replies: 1, questions: 1, answers: 1 })
})

test('ids are the same in capitals', async () => {
  const { key } = await assistantOf(owner)
  model.say('Small or large.')
  const visitor = await visit(here, key)
  const { id, send } = talk(base, visitor, 'First?')
  const first = await whole(send())
  const conversation = conversationOf(first).toUpperCase()

  expect(await whole(send({ id: id.toUpperCase() }))).toEqual(first)
  const second = await whole(talk(base, visitor, 'Second?').send({ conversation }))
  expect(conversationOf(second)).toBe(conversation.toLowerCase())
})

test('the same id with other words or in another conversation is refused', async () => {
  const { id, key } = await assistantOf(owner)
  model.say('Yes.')
  const visitor = await visit(here, key)
  const { send } = talk(base, visitor, 'These words?')
  const first = await whole(send())
  const other = await whole(talk(base, visitor, 'Elsewhere?').send())

  expect(await codeOf(await send({ text: 'Other words?' }))).toBe('message_id_reused')
  expect(await codeOf(await send({ conversation: conversationOf(other) }))).toBe('message_id_reused')
  expect(await whole(send())).toEqual(first)
  expect(await asked(id)).toMatchObject({ charged: 2, replies: 2 })
})

test('CVE-2026-45349: a conversation that is not there, or is another visitor’s, is not found, and nothing is charged', async () => {
  const { id, key } = await assistantOf(owner)
  model.say('Hello.')
  const [one, two] = [await visit(here, key), await visit(here, key)]
  const conversation = conversationOf(await whole(talk(base, one, 'Mine?').send()))
  const calls = model.prompts.length

  const refused = [conversation, crypto.randomUUID()].map(async other =>
    codeOf(await talk(base, two, 'Theirs?').send({ conversation: other })),
  )
  expect(await Promise.all(refused)).toEqual(['not_found', 'not_found'])
  expect(model.prompts.length).toBe(calls)
  expect(await asked(id)).toMatchObject({ charged: 1, replies: 1 })
})

test('many questions at once in one conversation are all answered, each once', async () => {
  const { id, key } = await assistantOf(owner)
  const visitor = await visit(here, key)
  model.say('First.')
  const conversation = conversationOf(await whole(talk(base, visitor, 'First?').send()))
  model.play(async function* () {
    yield { type: 'text', text: 'Then.' }
    yield { type: 'end', end: 'complete' }
  })

  // So many that most find two answers of their visitor under way, and ask again.
  const patiently = async (asking: Talk): Promise<Response> => {
    const response = await asking.send({ conversation })
    if (response.status !== 429) return response
    expect(await codeOf(response)).toBe('too_many_answers')
    await new Promise(resolve => setTimeout(resolve, 10))
    return patiently(asking)
  }
  const heard = await Promise.all(
    Array.from({ length: 20 }, (_, i) => whole(patiently(talk(base, visitor, `Then ${i}?`)))),
  )

  expect(heard.map(textOf)).toEqual(Array(20).fill('Then.'))
  expect(await asked(id)).toEqual({ charged: 21, replies: 21, questions: 21, answers: 21 })
  expect(here.faults).toEqual([])
})

test('a reader who leaves does not stop the answer', async () => {
  const { key } = await assistantOf(owner)
  const script = led()
  model.play(script.script)
  const { send, follow } = talk(base, await visit(here, key), 'Are you there?')

  script.say('Still ')
  await hear(await send(), heard => textOf(heard) === 'Still ')
  script.say('here.')
  script.end()

  expect(textOf(await whole(follow()))).toBe('Still here.')
  await until(() => here.chat.live.count() === 0)
})
