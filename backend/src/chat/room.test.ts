import type { NewAssistant } from '@atavus/contract/console'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { estimateInput } from '../models/compose.ts'
import type { Prompt } from '../models/model.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { codeOf, conversationOf, talk, unlimited, whole } from './testing/talk.ts'

let here: TestWorld
let base: string
let owner: Owner
let rows: ReturnType<typeof lookInto>
const metered = scripted('ollama', { metered: true })

beforeAll(async () => {
  here = await testWorld({ models: { ollama: metered, quote: scripted('quote') }, limits: unlimited })
  base = await here.serve()
  owner = await signUp(here)
  rows = lookInto(here.address)
  metered.say('An answer of some words, so that it weighs something. '.repeat(4))
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

async function site(fields: Partial<NewAssistant>) {
  const { id, key } = await assistantOf(owner, { model: 'ollama', ...fields })
  return { id, visitor: await visit(here, key) }
}

const lastPrompt = (): Prompt => {
  const prompt = metered.prompts.at(-1)
  if (!prompt) throw new Error('no prompt')
  return prompt
}

test('a prompt never has more tokens than its owner lets it, nor than were reserved: the oldest goes first', async () => {
  const { id, visitor } = await site({ inputTokens: 2500, instructions: 'Be kind. '.repeat(40) })
  const first = await whole(talk(base, visitor, 'Question 0?').send())
  const conversation = conversationOf(first)
  let taken = 0
  for (let n = 1; n < 9; n++) {
    const asked = talk(base, visitor, `Question ${n}? ${'So many words. '.repeat(20)}`)
    await whole(asked.send({ conversation }))
    const prompt = lastPrompt()
    const [{ reserved } = { reserved: 0 }] = await rows`
      select reserved_tokens::int as reserved from replies where message_id = ${asked.id}
    `
    expect(estimateInput(prompt)).toBeLessThanOrEqual(2500)
    expect(estimateInput(prompt) + prompt.maxTokens).toBeLessThanOrEqual(reserved)
    // Of what was said only the end, without a gap.
    const questions = prompt.history
      .filter(({ role }) => role === 'visitor')
      .map(({ text }) => text.slice(0, 11))
    const lately = Array.from({ length: n }, (_, i) => `Question ${i}?`)
    expect(lately.slice(lately.length - questions.length)).toEqual(questions)
    taken = prompt.history.length
  }
  expect(taken).toBeLessThan(10)
  const [budget] = await rows`select tokens_reserved::int as reserved from budgets where assistant_id = ${id}`
  expect(budget).toEqual({ reserved: 0 })
})

test('passages that fit worst stay behind where there is no room', async () => {
  const { id, visitor } = await site({ inputTokens: 1400 })
  for (let n = 0; n < 6; n++)
    await owner.call('POST', `/v1/assistants/${id}/documents`, {
      title: `Kettles ${n}`,
      url: null,
      language: 'en',
      text: `# Kettles\n\nA kettle sings at noon in house ${n}. ${'It is made of copper and steel. '.repeat(20)}`,
    })
  await whole(talk(base, visitor, 'When does a kettle sing?').send())
  const few = lastPrompt()
  await owner.call('PATCH', `/v1/assistants/${id}`, { inputTokens: 8000 })
  await whole(talk(base, visitor, 'When does a kettle sing now?').send())

  expect(few.passages.length).toBeGreaterThan(0)
  expect(lastPrompt().passages.length).toBeGreaterThan(few.passages.length)
  expect(estimateInput(few)).toBeLessThanOrEqual(1400)
})

test('what does not fit even alone is refused and charged nothing', async () => {
  const { id, visitor } = await site({ inputTokens: 1000 })
  const refused = await talk(base, visitor, 'Why? '.repeat(300)).send()

  expect(refused.status).toBe(413)
  expect(await codeOf(refused)).toBe('too_large')
  expect(await rows`select from budgets where assistant_id = ${id}`).toHaveLength(0)
  expect(await rows`select from replies where assistant_id = ${id}`).toHaveLength(0)
})

test('an answer has as many tokens as its owner lets it', async () => {
  const { visitor } = await site({ answerTokens: 77 })
  await whole(talk(base, visitor, 'How long?').send())

  expect(lastPrompt().maxTokens).toBe(77)
})
