import type { Hold } from '@atavus/contract/holds'
import type { Retention } from '@atavus/contract/retention'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { codeOf, conversationOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { countOver } from '../retention/queries.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let assistant: { id: string; key: string }
const model = scripted('quote')
const day = 24 * 60 * 60 * 1000
const after = (days: number) => here.at(new Date(Date.parse(testMoment) + days * day))

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
beforeEach(async () => {
  here.at(testMoment)
  model.say('Yes.')
  owner = await signUp(here)
  assistant = await assistantOf(owner, { retentionDays: 2 })
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

async function conversation(): Promise<{ id: string; headers: Record<string, string> }> {
  const visitor = await visit(here, assistant.key)
  const id = conversationOf(await whole(talk(base, visitor, 'Is this kept?').send()))
  return { id, headers: visitor.headers }
}
const wish = (more: object) => ({
  assistant: null,
  conversation: null,
  reason: 'A court asked for it.',
  silent: false,
  until: '2027-01-20T12:00:00.000Z',
  ...more,
})
async function hold(more: object): Promise<Hold> {
  const answer = await owner.call('POST', '/v1/holds', wish(more))
  if (answer.status !== 201) throw new Error(await answer.text())
  return (await answer.json()) as Hold
}
const there = async (id: string) => ({
  conversations: (await rows`select from conversations where id = ${id}`).length,
  messages: (await rows`select from messages where conversation_id = ${id}`).length,
})
/** Days later: the owner's session is renewed, and proven again. */
async function back() {
  const { status, headers } = await owner.call('POST', '/v1/session/refresh')
  if (status >= 300) throw new Error(`refresh: ${status}`)
  const cookie = headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ')
  await rows`update sessions set confirmed_at = ${here.world.now()}`
  owner = {
    cookie,
    call: async (method, path, body) =>
      here.app.request(path, {
        method,
        headers: { cookie, origin: 'http://localhost:4600', 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  }
}

test('P4.2 what is held stays past its term, hidden from everyone, and goes once the hold is over', async () => {
  const [kept, other] = [await conversation(), await conversation()]
  const { id } = await hold({ conversation: kept.id })
  after(3)
  const removed = await sweep(here.world)

  expect(await there(kept.id)).toEqual({ conversations: 1, messages: 2 })
  expect(await there(other.id)).toEqual({ conversations: 0, messages: 0 })
  expect(removed).toMatchObject({ held: 1 })
  await back()
  expect((await owner.call('GET', `/v1/conversations/${kept.id}`)).status).toBe(404)

  expect((await owner.call('DELETE', `/v1/holds/${id}`)).status).toBe(204)
  await sweep(here.world)
  expect(await there(kept.id)).toEqual({ conversations: 0, messages: 0 })
})

test('P4.2 a hold ends by itself on its day', async () => {
  const kept = await conversation()
  await hold({ assistant: assistant.id, until: '2026-11-30T12:00:00.000Z' })
  after(9)
  await sweep(here.world)
  expect(await there(kept.id)).toMatchObject({ conversations: 1 })
  after(10)
  await sweep(here.world)
  expect(await there(kept.id)).toEqual({ conversations: 0, messages: 0 })
})

test('what is held cannot be erased by anyone: not its owner, nor with its assistant or account', async () => {
  const kept = await conversation()
  await hold({ conversation: kept.id })
  const { workspace } = (await (await owner.call('GET', '/v1/account')).json()) as {
    workspace: { id: string; name: string }
  }
  const refusals = await Promise.all([
    owner.call('DELETE', `/v1/conversations/${kept.id}`),
    owner.call('DELETE', `/v1/assistants/${assistant.id}`),
    owner.call('POST', '/v1/workspace/delete', { name: workspace.name }),
    owner.call('POST', '/v1/account/delete', { workspaces: [workspace.id] }),
  ])
  for (const answer of refusals) {
    expect(answer.status).toBe(409)
    expect(await codeOf(answer)).toBe('held')
  }
  expect(await there(kept.id)).toEqual({ conversations: 1, messages: 2 })
})

test('a hold names one thing that is there, a reason and a day within a year, and is seen in the log', async () => {
  const send = async (more: object) => (await owner.call('POST', '/v1/holds', wish(more))).status
  expect(await send({ until: testMoment })).toBe(400)
  expect(await send({ until: '2027-11-25T12:00:00.000Z' })).toBe(400)
  expect(await send({ reason: '' })).toBe(400)
  expect(await send({ conversation: crypto.randomUUID() })).toBe(404)
  expect(await send({ assistant: assistant.id, conversation: crypto.randomUUID() })).toBe(400)
  const made = await hold({ assistant: assistant.id })

  expect(made).toMatchObject({ assistant: { name: 'Shop help' }, by: { kind: 'account' }, endedAt: null })
  const log = await (await owner.call('GET', '/v1/logs/audit')).json()
  expect(log.items[0]).toMatchObject({ action: 'hold.made', reason: 'A court asked for it.' })
})

test('an owner sees how long each assistant keeps what is said and what goes in the next days', async () => {
  await conversation()
  after(1.5)
  await conversation()
  await back()
  const { items } = (await (await owner.call('GET', '/v1/retention')).json()) as z.infer<typeof Retention>
  expect(items).toMatchObject([
    { days: 2, questions: 2, oldest: testMoment, going: { day: 1, week: 2, month: 2 } },
  ])
})

test('P4.2 what goes in the next days is told as of then: what a hold keeps goes with its end, to owner and operator alike', async () => {
  const { id } = await conversation()
  await conversation()
  await assistantOf(owner)
  await hold({ conversation: id, until: '2026-11-24T12:00:00.000Z' })
  await hold({ assistant: assistant.id, until: '2027-01-20T12:00:00.000Z' })
  const going = async () =>
    ((await (await owner.call('GET', '/v1/retention')).json()) as z.infer<typeof Retention>).items.map(
      item => item.going,
    )
  const would = (days: number) =>
    here.world.db.keeper(keeper => countOver(keeper, new Date(Date.parse(testMoment) + days * day)))
  const before = [await would(3), await would(7)]
  expect(await going()).toEqual([
    { day: 0, week: 0, month: 0 },
    { day: 0, week: 0, month: 0 },
  ])

  await rows`update holds set ended_at = ${testMoment} where assistant_id = ${assistant.id}`
  expect(await going()).toEqual([
    { day: 0, week: 2, month: 2 },
    { day: 0, week: 0, month: 0 },
  ])
  // The first one is held until the fourth day.
  for (const [i, conversations] of [1, 2].entries()) {
    const now = await would([3, 7][i] ?? 0)
    const more = (name: string) => (now[name] ?? 0) - (before[i]?.[name] ?? 0)
    expect({
      conversations: more('conversations'),
      messages: more('messages'),
      replies: more('replies'),
    }).toEqual({ conversations, messages: 2 * conversations, replies: conversations })
  }
})
