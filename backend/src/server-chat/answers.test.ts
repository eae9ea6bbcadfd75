import type { Problem } from '@atavus/contract/refusals'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPolicies } from '../assistants/policies.ts'
import { codeOf, conversationOf, led, listen, unlimited, whole } from '../chat/testing/talk.ts'
import { pseudonym } from '../lib/ids.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, textOf } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { answerOf, type Key, keyOf, type Server, serverAt } from './testing/server.ts'
import { wholeAnswer } from './whole.ts'

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
  key = await keyOf(owner)
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

test('the whole answer is the streamed one, in the log and for whoever asks again', async () => {
  await us.agree('anna')
  const id = pseudonym()
  const streamed = await whole(us.ask('anna', 'How long?', { id, stream: true }))
  const conversation = conversationOf(streamed)
  const again = await answerOf(us.ask('anna', 'How long?', { id }))
  const followed = await whole(us.follow('anna', id))

  expect(textOf(streamed)).toBe('Two to four days.')
  expect(again.conversation).toBe(conversation)
  expect(again.message).toMatchObject({
    role: 'assistant',
    answers: id,
    text: 'Two to four days.',
    end: 'complete',
    deletedAt: '2026-12-20T12:00:00.000Z',
  })
  expect(followed).toEqual(streamed)
  const log = await owner.call('GET', `/v1/conversations/${conversation}`)
  const { messages, origin } = (await log.json()) as { messages: { text: string }[]; origin: string }
  expect(messages.map(({ text }) => text)).toEqual(['How long?', 'Two to four days.'])
  expect(origin).toBe('Shop app')
})

test('whose answer is followed stands in a header, in any letters, and not in the address', async () => {
  const person = 'Ännä %2F 7, 猫 '
  await us.agree(person)
  const id = pseudonym()
  const streamed = await whole(us.ask(person, 'How long?', { id, stream: true }))
  expect(await whole(us.follow(person, id))).toEqual(streamed)

  const path = `/messages/${id}/events`
  for (const wrong of [undefined, '', '%', '%00', 'Ännä', 'x'.repeat(201)]) {
    const answer = await us.call(
      'GET',
      path,
      undefined,
      wrong === undefined ? {} : { 'atavus-person': wrong },
    )
    const { code, errors } = (await answer.json()) as Problem
    expect([wrong, code, errors?.[0]?.path]).toEqual([wrong, 'invalid_request', 'Atavus-Person'])
  }
})

test('twenty times at once it is answered and charged once, streamed or whole', async () => {
  await us.agree('anna')
  const script = led()
  model.play(script.script)
  const calls = model.prompts.length
  const id = pseudonym()
  const asking = Array.from({ length: 20 }, (_, i) => us.ask('anna', 'Once?', { id, stream: i % 2 === 0 }))
  await script.started
  script.say('Only ', 'once.')
  script.end()

  const texts = await Promise.all(
    asking.map(async (one, i) =>
      i % 2 === 0 ? textOf(await whole(one)) : (await answerOf(one)).message.text,
    ),
  )
  expect(texts).toEqual(Array(20).fill('Only once.'))
  expect(model.prompts.length - calls).toBe(1)
  const [charged] = await rows`select messages from budgets where assistant_id = ${assistant}`
  expect(charged).toEqual({ messages: 1 })
  expect(await counted('feature:server_chat')).toBe(1)
})

async function counted(counter: string): Promise<number> {
  const [row] = await rows`
    select sum(count)::int as count from usage where assistant_id = ${assistant} and counter = ${counter}
  `
  return row?.count ?? 0
}

test('a conversation goes on for its person alone', async () => {
  await us.agree('anna')
  await us.agree('berta')
  const { conversation } = await answerOf(us.ask('anna', 'First?'))
  const second = await answerOf(us.ask('anna', 'Second?', { conversation }))

  expect(second.conversation).toBe(conversation)
  expect(model.prompts.at(-1)?.history.map(({ text }) => text)).toEqual(['First?', 'Two to four days.'])
  expect(await codeOf(await us.ask('berta', 'Third?', { conversation }))).toBe('not_found')
  expect((await us.follow('berta', second.message.answers ?? '')).status).toBe(404)
})

test('whoever has waited long enough is told as far as it is, and it goes on', async () => {
  await us.agree('anna')
  const script = led()
  model.play(script.script)
  const id = pseudonym()
  const { heard, shown } = await listen(us.ask('anna', 'Slowly?', { id, stream: true }))
  script.say('As far as this, ')
  await shown
  const { workspace } = (await (await owner.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  const policy = await createPolicies(here.world).byId(workspace.id, assistant)
  if (!policy) throw new Error('no policy')
  const [person] = await rows`select visitor_id as id from consents where assistant_id = ${assistant}`
  const awaited = { policy, visitor: person?.id, message: id, gone: new AbortController().signal }
  const soFar = await wholeAnswer(here.world, here.chat, awaited, 20)

  expect(soFar.message).toMatchObject({ text: 'As far as this, ', end: null, code: null })
  script.say('and on.')
  script.end()
  expect(textOf(await heard)).toBe('As far as this, and on.')
})

test('an answer that another process makes is waited for and followed', async () => {
  await us.agree('anna')
  const there = await testWorld({ models: { quote: model }, limits: unlimited, beside: here })
  const elsewhere = serverAt(await there.serve(), key, assistant)
  const script = led()
  model.play(script.script)
  const id = pseudonym()
  const first = us.ask('anna', 'Where?', { id })
  await script.started
  const second = elsewhere.ask('anna', 'Where?', { id })
  script.say('Over there.')
  script.end()

  const answers = await Promise.all([answerOf(first), answerOf(second)])
  expect(answers[0]?.message.text).toBe('Over there.')
  expect(answers[1]).toEqual(answers[0])
  await there.close()
})

test('a person’s requests are limited, and others’ are not by them', async () => {
  const narrow = await testWorld({
    models: { quote: model },
    limits: { ...unlimited, visitor: { burst: 3, every: 60 } },
    beside: here,
  })
  const there = serverAt(await narrow.serve(), key, assistant)
  await us.agree('anna')
  await us.agree('berta')
  const asking = async (person: string) => (await there.ask(person)).status

  const statuses = []
  // The consent was the first of three.
  for (let i = 0; i < 3; i++) statuses.push(await asking('anna'))
  expect(statuses).toEqual([200, 200, 429])
  expect(await asking('berta')).toBe(200)
  await narrow.close()
})

test('the day’s budget holds for servers as well', async () => {
  await owner.call('PATCH', `/v1/assistants/${assistant}`, { messagesPerDay: 1 })
  await us.agree('anna')
  expect((await us.ask('anna')).status).toBe(200)
  const spent = await us.ask('anna')
  expect(spent.status).toBe(429)
  expect(await codeOf(spent)).toBe('budget_spent')
})
