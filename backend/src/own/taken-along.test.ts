import type { AccountData } from '@atavus/contract/account-data'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { unlimited, whole } from '../chat/testing/talk.ts'
import { scripted, scriptedRemote } from '../testing/model.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { filesIn } from '../testing/zip.ts'
import { page, type Self, selfOf } from './testing/own.ts'

let here: TestWorld
let owner: Owner
let self: Self
const model = scripted('quote')
const remote = scriptedRemote()

beforeAll(async () => {
  here = await testWorld({ models: { quote: model, deepseek: remote }, limits: unlimited })
  const base = await here.serve()
  owner = await signUp(here)
  const { id } = await assistantOf(owner)
  model.say('It rains.')
  const other = await selfOf(here, base, owner)
  await other.agree(id)
  await whole(other.ask(id, 'Is it nice out?', { context: [page(['Rain all day.'])] }))
  const outside = (await assistantOf(owner, { model: 'deepseek' })).id
  await other.agree(outside)
  remote.play(async function* () {
    yield { type: 'text', text: 'It pours.' }
    yield { type: 'end', end: 'complete' }
  })
  await whole(other.ask(outside, 'Is it dry?', { context: [page(['Rain all week.'])] }))
  self = await selfOf(here, base, await signUp(here))
})
afterAll(() => here.close())

const dataOf = async (who: Owner) =>
  (await (await who.call('GET', '/v1/account/data')).json()) as z.infer<typeof AccountData>
const rowsOf = ({ tables }: z.infer<typeof AccountData>, name: string) =>
  tables.find(({ table }) => table === name)?.rows ?? []

test('P8.1 P8.4 an account reads its own words with all else that is held about it, and takes them along', async () => {
  const data = await dataOf(owner)
  expect(
    rowsOf(data, 'messages')
      .map(({ words }) => words)
      .sort(),
  ).toEqual(['Is it dry?', 'Is it nice out?', 'It pours.', 'It rains.'])
  expect(rowsOf(data, 'shared_pages')).toMatchObject([
    { page: 'The news of today https://news.example/today', passages: 'Rain all day.' },
    { passages: 'Rain all week.' },
  ])
  const { id } = (await (await owner.call('GET', '/v1/account')).json()) as { id: string }
  const consents = rowsOf(data, 'consents')
  expect(consents).toHaveLength(2)
  for (const { origin, receipt } of consents) {
    expect(origin).toBe('browser extension')
    expect(receipt).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(receipt).not.toContain(id)
  }
  const [sent, ...more] = rowsOf(data, 'sent_prompts')
  expect(sent).toMatchObject({
    recipient: remote.recipient.name,
    words: expect.stringContaining('Is it dry?'),
  })
  expect(sent?.words).toContain('Rain all week.')
  expect(sent?.words).not.toContain('Answer in English')
  expect(more).toEqual([])
  expect(rowsOf(data, 'prompt_parts').length).toBeGreaterThan(2)
  const archive = Buffer.from(await (await owner.call('GET', '/v1/account/export')).arrayBuffer())
  const files = new Map(filesIn(archive).map(({ name, content }) => [name, String(content)]))
  expect(files.get('messages.csv')).toContain('Is it nice out?')
  expect(files.get('shared_pages.csv')).toContain('Rain all day.')
  expect(files.get('consents.csv')).toContain(consents[0]?.receipt)
  expect(files.get('sent_prompts.csv')).toContain('Is it dry?')
})

test('P8.1 nobody else does', async () => {
  const others = await dataOf(await signUp(here))
  for (const name of ['messages', 'shared_pages', 'consents', 'sent_prompts', 'prompt_parts'])
    expect([name, rowsOf(others, name)]).toEqual([name, []])
  expect(await (await self.call('GET', '/conversations')).json()).toMatchObject({ items: [] })
})
