import type { ConsentGiven, PublicAssistant } from '@atavus/contract/chat'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { endOrphan } from '../chat/reap.ts'
import { conversationOf, failing, led, talk, unlimited, until, whole } from '../chat/testing/talk.ts'
import { ModelFault } from '../models/model.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { nothing, type Reader, readerOf } from './testing/trace.ts'

let atavus: TestWorld
let base: string
let owner: Owner
let workspace: string
let reader: Reader
let rows: ReturnType<typeof lookInto>
const metered = scripted('ollama', { metered: true })
const today = testMoment.slice(0, 10)
const capacity = { answers: 1000, openings: 1000 }
const span = `from=${today}&to=${today}`

beforeAll(async () => {
  atavus = await testWorld({ models: { ollama: metered }, limits: unlimited, capacity })
  base = await atavus.serve()
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})
beforeEach(async () => {
  atavus.at(testMoment)
  owner = await signUp(atavus)
  workspace = (await (await owner.call('GET', '/v1/account')).json()).workspace.id
  reader = await readerOf(atavus, owner)
  costing(10, 5)
})

const site = () => assistantOf(owner, { model: 'ollama', answersAtOnce: 1000, retentionDays: 30 })

const costing = (input: number, output: number) =>
  metered.play(async function* () {
    yield { type: 'text', text: 'Dear.' }
    yield { type: 'usage', input, output }
    yield { type: 'end', end: 'complete' }
  })

const traced = (query = span) => reader.traced(query)

/** An answer that has begun, and how to end it. */
async function begun(visitor: Visitor, at = base) {
  const script = led()
  metered.play(script.script)
  const asking = talk(at, visitor, 'Are you there?')
  const answer = asking.send()
  await script.started
  return { script, asking, end: async () => void (await (await answer).text()) }
}

const erase = (visitor: Visitor) =>
  fetch(`${base}/v1/chat/conversations`, { method: 'DELETE', headers: visitor.headers })

test('what was counted is told by conversation and day, and who has two has two', async () => {
  const { id, key } = await site()
  const visitor = await visit(atavus, key)
  const first = conversationOf(await whole(talk(base, visitor, 'One?').send()))
  await whole(talk(base, visitor, 'Two?').send({ conversation: first }))
  const second = conversationOf(await whole(talk(base, visitor, 'Three?').send()))

  const common = { day: today, assistant: id, preview: false, counted: 0 }
  const { items, next, gone } = await traced()
  expect(items).toEqual([
    { ...common, conversation: second, messages: 1, tokensIn: 10, tokensOut: 5 },
    { ...common, conversation: first, messages: 2, tokensIn: 20, tokensOut: 10 },
  ])
  expect({ next, gone }).toEqual({ next: null, gone: nothing })
})

test('an answer under way is a message without tokens yet, and one whose process is no more costs its reservation', async () => {
  const { key } = await site()
  const lost = await testWorld({ models: { ollama: metered }, limits: unlimited, beside: atavus })
  const { script, end } = await begun(await visit(atavus, key), await lost.serve())
  expect((await traced()).items).toMatchObject([{ messages: 1, tokensIn: 0, tokensOut: 0 }])
  const [running] = await rows<{ id: string; reserved: number; answer: number }[]>`
    select id, reserved_tokens::int as reserved, answer_tokens as answer from replies where workspace_id = ${workspace}
  `
  await endOrphan(atavus.world, workspace, running?.id ?? '')
  script.end()
  await end()
  await lost.close()

  const { reserved = 0, answer = 0 } = running ?? {}
  const { items, gone } = await traced()
  expect(items).toMatchObject([{ messages: 1, tokensIn: reserved - answer, tokensOut: 1024 }])
  expect(gone).toEqual(nothing)
})

test.each<[string, (visitor: Visitor) => Promise<unknown>]>([
  [
    'was stopped',
    async visitor => {
      const { script, asking, end } = await begun(visitor)
      script.say('Well ')
      await asking.stop()
      await end()
    },
  ],
  [
    'failed before its first word',
    async visitor => {
      metered.play(failing(new ModelFault('model_unavailable')))
      await whole(talk(base, visitor, 'Anybody?').send())
    },
  ],
  [
    'failed on the way',
    async visitor => {
      metered.play(failing(new ModelFault('model_slow')))
      await whole(talk(base, visitor, 'Anybody?').send())
    },
  ],
])('an answer that %s is told with what it cost', async (_, happens) => {
  const { key } = await site()
  await happens(await visit(atavus, key))

  const { items, gone } = await traced()
  expect(items).toHaveLength(1)
  expect(items[0]?.messages).toBe(1)
  expect(gone).toEqual(nothing)
})

test('what was erased is told as a sum, also where the answer was still being made', async () => {
  const { key } = await site()
  const [leaving, staying, hasty] = [
    await visit(atavus, key),
    await visit(atavus, key),
    await visit(atavus, key),
  ]
  await whole(talk(base, leaving, 'One?').send())
  await whole(talk(base, staying, 'Two?').send())
  await erase(leaving)
  expect((await traced()).gone).toEqual({ messages: 1, tokensIn: 10, tokensOut: 5 })
  const { end } = await begun(hasty)
  await erase(hasty)
  await end()
  await until(() => atavus.chat.live.count() === 0)

  const { items, gone } = await traced()
  expect(items).toHaveLength(1)
  expect(gone).toMatchObject({ messages: 2, tokensOut: 5 + 1024 })
})

test.each([
  [false, 1],
  [true, 0],
])('a consent withdrawn (with deletion: %s) leaves %s conversation to tell of', async (deletion, left) => {
  const { key } = await site()
  const visitor = await visit(atavus, key)
  await whole(talk(base, visitor, 'One?').send())
  const answer = await fetch(`${base}/v1/chat/consents/withdraw`, {
    method: 'POST',
    headers: visitor.headers,
    body: JSON.stringify({ delete: deletion }),
  })
  expect(answer.status).toBe(200)

  const { items, gone } = await traced()
  expect(items).toHaveLength(left)
  expect(gone.messages).toBe(1 - left)
})

test('nothing of a deleted assistant is told, not even as a sum', async () => {
  const { id, key } = await site()
  const other = await site()
  await whole(talk(base, await visit(atavus, key), 'One?').send())
  await whole(talk(base, await visit(atavus, other.key), 'Two?').send())
  expect((await traced()).items).toHaveLength(2)
  expect((await traced(`${span}&assistant=${id}`)).totals.messages).toBe(1)
  expect((await owner.call('DELETE', `/v1/assistants/${id}`)).status).toBe(200)

  const { items, totals } = await traced()
  expect(items.map(({ assistant }) => assistant)).toEqual([other.id])
  expect(totals).toEqual({ messages: 1, tokensIn: 10, tokensOut: 5 })
})

test('a preview counts and is told as one', async () => {
  const { id } = await site()
  const origin = 'http://localhost:4600'
  const json = { origin, 'content-type': 'application/json' }
  const { ticket } = await (await owner.call('POST', `/v1/assistants/${id}/preview`)).json()
  const seen = await fetch(`${base}/v1/chat/assistant?lang=en`, {
    headers: { ...json, authorization: `Bearer ${ticket}` },
  })
  const { notice } = (await seen.json()) as PublicAssistant
  const yes = { notice: notice.hash, language: 'en', adult: true, purposes: { chat: true, history: false } }
  const given = await fetch(`${base}/v1/chat/consents`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ ticket, ...yes }),
  })
  const { token } = (await given.json()) as ConsentGiven
  const visitor = { headers: { ...json, authorization: `Bearer ${token}` } }
  await whole(talk(base, visitor, 'Nice?').send())

  expect((await traced()).items).toMatchObject([{ preview: true, messages: 1, tokensIn: 10 }])
})

test('a conversation over two days is told on both, and the days stay when the time zone changes', async () => {
  const { key } = await site()
  const visitor = await visit(atavus, key)
  const conversation = conversationOf(await whole(talk(base, visitor, 'One?').send()))
  const change = { timeZone: 'Pacific/Kiritimati' }
  expect((await owner.call('PATCH', '/v1/workspace', change)).status).toBe(200)
  await whole(talk(base, visitor, 'Two?').send({ conversation }))

  const both = 'from=2026-11-20&to=2026-11-21'
  expect((await traced(both)).items).toMatchObject([
    { day: '2026-11-21', conversation, messages: 1 },
    { day: '2026-11-20', conversation, messages: 1 },
  ])
  expect((await traced('from=2026-11-21&to=2026-11-21')).totals.messages).toBe(1)
})

test('what is past its term is told as a sum, before it is swept away and after', async () => {
  const { key } = await site()
  await whole(talk(base, await visit(atavus, key), 'One?').send())
  atavus.at('2026-12-21T12:00:00Z')
  const then = await traced()
  expect(then.items).toEqual([])
  expect(then.gone).toEqual({ messages: 1, tokensIn: 10, tokensOut: 5 })
  await sweep(atavus.world)

  expect(await traced()).toEqual(then)
})
