import type { OwnConversation, OwnConversations } from '@atavus/contract/own'
import { untilDeleted } from '@atavus/contract/own'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { conversationOf, led, unlimited, whole } from '../chat/testing/talk.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { invited } from '../testing/tenants.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { page, type Self, selfOf } from './testing/own.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let member: Owner & { account: string }
let self: Self
let assistant: string
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
beforeEach(async () => {
  here.at(testMoment)
  model.say('Two to ', 'four days.')
  owner = await signUp(here)
  assistant = (await assistantOf(owner)).id
  member = await invited(here, owner, 'editor')
  self = await selfOf(here, base, member)
  await self.agree(assistant)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const ask = async (text: string, more = {}) => conversationOf(await whole(self.ask(assistant, text, more)))
const list = async (query = '') =>
  (await (await self.call('GET', `/conversations${query}`)).json()) as z.infer<typeof OwnConversations>
const opened = async (id: string) =>
  (await (await self.call('GET', `/conversations/${id}`)).json()) as OwnConversation
const at = (seconds: number) => here.at(new Date(Date.parse(testMoment) + seconds * 1000))
const countOf = async (table: string, conversation: string) => {
  const [row] = await rows<{ count: number }[]>`
    select count(*)::int as count from ${rows(table)} where conversation_id = ${conversation}
  `
  return row?.count
}

test('one’s own conversations with all assistants are listed, the newest first, page by page', async () => {
  const elsewhere = await signUp(here)
  const second = (await assistantOf(elsewhere, { name: 'Other help' })).id
  await rows`
    insert into memberships (workspace_id, account_id, role, created_at)
    select workspace_id, ${member.account}, 'member', ${new Date(testMoment)} from assistants where id = ${second}
  `
  await self.agree(second)
  const asked: string[] = []
  for (let n = 0; n < 33; n++) {
    at(n)
    asked.unshift(conversationOf(await whole(self.ask(n % 2 ? second : assistant, `Question ${n}?`))))
  }
  const first = await list()
  const rest = await list(`?before=${first.next}`)

  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(asked)
  expect([first.items.length, rest.items.length, rest.next]).toEqual([30, 3, null])
  expect(first.items.slice(0, 2)).toMatchObject([
    { title: 'Question 32?', assistant: { id: assistant }, messages: 2, shared: false },
    { title: 'Question 31?', assistant: { name: 'Other help' }, deletedAt: untilDeleted },
  ])
})

test('words are looked for in what oneself asked and was answered, and in nobody else’s', async () => {
  const tulips = await ask('When do tulips bloom?')
  model.say('Roses bloom in June.')
  const roses = await ask('And the others?')
  const other = await selfOf(here, base, owner)
  await other.agree(assistant)
  await whole(other.ask(assistant, 'Do tulips like rain?'))
  const found = async (words: string) =>
    (await list(`?query=${encodeURIComponent(words)}`)).items.map(({ id }) => id)

  expect(await found('Tulip')).toEqual([tulips])
  expect(await found('rose blooming')).toEqual([roses])
  expect(await found('blooms')).toEqual([roses, tulips])
  expect(await found('rain')).toEqual([])
  expect(await found('…')).toEqual([])
})

test('a conversation is taken along as Markdown or JSON, with what was shared and cited', async () => {
  model.play(async function* (prompt) {
    yield { type: 'text', text: 'It rains [1].' }
    yield { type: 'end', end: prompt.passages.length ? 'complete' : 'refused' }
  })
  const context = [
    page(['It rains all day.\nTake a coat.'], 'https://news.example', { title: 'News [today]' }),
  ]
  const id = await ask('How is the weather?', { context })
  const markdown = await self.call('GET', `/conversations/${id}/export?as=markdown`)
  const json = await self.call('GET', `/conversations/${id}/export?as=json`)

  expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(markdown.headers.get('content-disposition')).toBe(
    'attachment; filename="conversation-2026-11-20.md"',
  )
  const { workspace } = await opened(id)
  expect(await markdown.text()).toBe(`# How is the weather?

Shop help, ${workspace.name}, 2026-11-20 12:00 UTC

## You, 2026-11-20 12:00 UTC

How is the weather?

[News \\[today\\]](<https://news.example/today>)

> It rains all day.
> Take a coat.

## Shop help, 2026-11-20 12:00 UTC

It rains [1].

1. [News \\[today\\]](<https://news.example/today>)
`)
  expect(await json.json()).toEqual({ title: 'How is the weather?', ...(await opened(id)) })
})

test('whoever may read it once it is shared is named before, and who has left shares no more', async () => {
  const id = await ask('Shall I share this?')
  const { shared, readers, servers } = await opened(id)
  expect({ shared, roles: readers.map(({ role }) => role), servers }).toEqual({
    shared: false,
    roles: ['owner'],
    servers: 0,
  })
  await owner.call('DELETE', `/v1/members/${member.account}`)
  const share = (wish: boolean) => self.call('PUT', `/conversations/${id}/shared`, { shared: wish })
  expect((await share(true)).status).toBe(403)
  expect(await (await share(false)).json()).toEqual({ shared: false, readers: [], servers: 0 })
})

test('P4.2 what is one’s own is kept as long as one’s settings said when it was asked', async () => {
  const kept = await ask('For ever?')
  expect(await (await self.call('GET', '/settings')).json()).toEqual({ days: null })
  expect((await self.call('PUT', '/settings', { days: 0 })).status).toBe(400)
  expect(await (await self.call('PUT', '/settings', { days: 7 })).json()).toEqual({ days: 7 })
  at(1)
  const brief = await ask('For a week?', { context: [page(['Seven days.'])] })
  const both = await ask('For a week, too?', { conversation: kept })

  expect((await opened(brief)).deletedAt).toBe('2026-11-27T12:00:01.000Z')
  expect((await opened(both)).messages.map(({ deletedAt }) => deletedAt)).toEqual([
    untilDeleted,
    untilDeleted,
    '2026-11-27T12:00:01.000Z',
    '2026-11-27T12:00:01.000Z',
  ])
  here.at('2026-11-27T12:00:01.001Z')
  await self.renew()
  expect((await list()).items.map(({ id }) => id)).toEqual([kept])
  await sweep(here.world)
  expect((await opened(kept)).messages).toHaveLength(2)
  expect([await countOf('messages', brief), await countOf('shared_pages', brief)]).toEqual([0, 0])
  expect(await countOf('messages', kept)).toBe(2)
  here.at('2099-11-27T12:00:00.000Z')
  await sweep(here.world)
  expect(await countOf('messages', kept)).toBe(2)
})

test('the partitions that a term of one’s own needs are made ahead', async () => {
  await self.call('PUT', '/settings', { days: 333 })
  await sweep(here.world)
  const [found] = await rows`select to_regclass('messages_20271019') is not null as there`
  expect(found?.there).toBe(true)
})

test('one conversation is erased or all, running answers included, with a receipt', async () => {
  const [one, two] = [await ask('One?'), await ask('Two?', { context: [page(['A page.'])] })]
  const gone = await self.call('DELETE', `/conversations/${one}`)
  expect(await gone.json()).toMatchObject({ conversations: 1, messages: 2, receipt: expect.any(String) })
  expect((await self.call('GET', `/conversations/${one}`)).status).toBe(404)
  expect((await self.call('DELETE', `/conversations/${one}`)).status).toBe(404)

  const script = led()
  model.play(script.script)
  const asking = self.ask(assistant, 'Three?')
  await script.started
  const all = await self.call('DELETE', '/conversations')
  expect(await all.json()).toMatchObject({ conversations: 2, messages: 3 })
  expect((await whole(asking)).at(-1)?.event).toEqual({ type: 'error', code: 'withdrawn' })
  expect((await list()).items).toEqual([])
  expect([await countOf('messages', two), await countOf('shared_pages', two)]).toEqual([0, 0])
  expect(here.faults).toEqual([])
})

test('P4.3 with the account its own conversations go at once, also those of a workspace that it has left', async () => {
  const guest = await signUp(here)
  const { id, workspace } = (await (await guest.call('GET', '/v1/account')).json()) as {
    id: string
    workspace: { id: string }
  }
  await rows`
    insert into memberships (workspace_id, account_id, role, created_at)
    select workspace_id, ${id}, 'member', ${new Date(testMoment)} from assistants where id = ${assistant}
  `
  const others = await ask('Somebody else’s?')
  self = await selfOf(here, base, guest)
  await self.agree(assistant)
  const left = await ask('Before I leave?', { context: [page(['A page.'])] })
  expect((await owner.call('DELETE', `/v1/members/${id}`)).status).toBe(204)

  const answer = await guest.call('POST', '/v1/account/delete', { workspaces: [workspace.id] })
  expect(await answer.json()).toMatchObject({ conversations: 1, messages: 2 })
  for (const table of ['messages', 'shared_pages', 'replies']) expect(await countOf(table, left)).toBe(0)
  expect(await countOf('messages', others)).toBe(2)
  expect((await self.call('GET', '/conversations')).status).toBe(401)
})

test('an account that goes while it is answered takes the answer along', async () => {
  const guest = await signUp(here)
  const { id } = await assistantOf(guest)
  self = await selfOf(here, base, guest)
  await self.agree(id)
  const script = led()
  model.play(script.script)
  const asking = self.ask(id, 'Still there?')
  await script.started
  const { workspace } = (await (await guest.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  const answer = await guest.call('POST', '/v1/account/delete', { workspaces: [workspace.id] })
  expect(await answer.json()).toMatchObject({ conversations: 1, messages: 1 })
  expect((await whole(asking)).at(-1)?.event).toMatchObject({ type: 'error' })
  expect(await rows`select from conversations where assistant_id = ${id}`).toHaveLength(0)
  expect(here.faults).toEqual([])
})

test('however an account goes, no message of its own stays without its conversation', async () => {
  const conversation = await ask('And by hand?')
  await rows`delete from accounts where id = ${member.account}`
  expect(await rows`select from conversations where id = ${conversation}`).toHaveLength(0)
  expect(await countOf('messages', conversation)).toBe(0)
})
