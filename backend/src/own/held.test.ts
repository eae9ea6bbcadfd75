import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, conversationOf, unlimited, whole } from '../chat/testing/talk.ts'
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
const until = '2027-01-20T12:00:00.000Z'

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
beforeEach(async () => {
  here.at(testMoment)
  model.say('Yes.')
  owner = await signUp(here)
  assistant = (await assistantOf(owner)).id
  member = await invited(here, owner, 'member')
  self = await selfOf(here, base, member)
  await self.agree(assistant)
})
afterEach(async () => {
  await rows`delete from holds`
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const ask = async (text: string, more = {}) => conversationOf(await whole(self.ask(assistant, text, more)))
const share = (id: string, shared = true) => self.call('PUT', `/conversations/${id}/shared`, { shared })
async function hold(wish: object): Promise<void> {
  const all = { assistant: null, conversation: null, reason: 'A claim.', silent: false, until, ...wish }
  const answer = await owner.call('POST', '/v1/holds', all)
  if (answer.status !== 201) throw new Error(await answer.text())
}
/** An operator's hold of the workspace, as its room makes it. */
const operatorHolds = () => rows`
  insert into holds (workspace_id, id, reason, by_kind, created_at, until)
  select workspace_id, gen_random_uuid(), 'A court asked.', 'operator', ${new Date(testMoment)}, ${new Date(until)}
  from assistants where id = ${assistant}
`
const kept = async () =>
  (
    await rows<{ id: string }[]>`select id from conversations where assistant_id = ${assistant} order by id`
  ).map(({ id }) => id)
const holdsOver = async (id: string) =>
  ((await (await self.call('GET', `/conversations/${id}`)).json()) as { holds: object[] }).holds
async function leave(): Promise<Response> {
  const mine = await rows<{ id: string }[]>`
    select workspace_id as id from memberships where account_id = ${member.account} and role = 'owner'
  `
  return member.call('POST', '/v1/account/delete', { workspaces: mine.map(({ id }) => id) })
}

test.each(['workspace', 'assistant'])(
  'P8.3 an owner’s hold of a whole %s keeps nothing that somebody asked for themselves and does not share',
  async what => {
    const [mine, shared] = [await ask('Mine?', { context: [page(['A page.'])] }), await ask('Ours?')]
    await share(shared)
    await hold({ ...(what === 'assistant' && { assistant }), silent: true })

    expect(await (await self.call('DELETE', `/conversations/${shared}`)).json()).toMatchObject({ held: 1 })
    expect((await self.call('DELETE', `/conversations/${mine}`)).status).toBe(200)
    expect(await (await self.call('DELETE', '/conversations')).json()).toMatchObject({ held: 1 })
    expect(await kept()).toEqual([shared])
  },
)

test('P8.3 an account goes although an owner holds the whole workspace in silence, and an operator’s hold keeps it', async () => {
  await ask('Mine?')
  await operatorHolds()
  await hold({ silent: true })
  expect(await codeOf(await leave())).toBe('held')
  await rows`delete from holds where by_kind = 'operator'`
  const answer = await leave()
  expect([answer.status, await kept()]).toEqual([200, []])
})

test('of what is one’s own those holds are told that keep it', async () => {
  const mine = await ask('Mine?')
  await hold({ assistant })
  expect(await holdsOver(mine)).toEqual([])
  await share(mine)
  expect(await holdsOver(mine)).toEqual([{ reason: 'A claim.', until }])
  await share(mine, false)
  await operatorHolds()
  expect(await holdsOver(mine)).toEqual([{ reason: 'A court asked.', until }])
})

test.each(['workspace', 'assistant'])(
  'P4.2 past its term goes what an owner’s hold of a whole %s leaves out, and what it keeps stays',
  async what => {
    await self.call('PUT', '/settings', { days: 2 })
    await ask('Mine?', { context: [page(['A page.'])] })
    const shared = await ask('Ours?', { context: [page(['Another.'])] })
    await share(shared)
    await hold(what === 'assistant' ? { assistant } : {})
    here.at('2026-11-25T12:00:00.000Z')
    expect(await sweep(here.world)).toMatchObject({ held: 1 })

    for (const table of ['messages', 'shared_pages', 'replies'])
      expect([
        table,
        ...(await rows`select distinct conversation_id as id from ${rows(table)} where workspace_id = (
        select workspace_id from assistants where id = ${assistant})`),
      ]).toEqual([table, { id: shared }])
    expect(await kept()).toEqual([shared])
  },
)

test('P4.2 past its term stays all that an operator holds', async () => {
  await self.call('PUT', '/settings', { days: 2 })
  const mine = await ask('Mine?')
  await operatorHolds()
  here.at('2026-11-25T12:00:00.000Z')
  await sweep(here.world)
  expect(await kept()).toEqual([mine])
  expect(await rows`select from messages where conversation_id = ${mine}`).toHaveLength(2)
})

test('P8.6 who takes their yes back and deletes is left with what a hold keeps, and with nothing else', async () => {
  const elsewhere = (await assistantOf(owner)).id
  await self.agree(elsewhere)
  const other = conversationOf(await whole(self.ask(elsewhere, 'And there?')))
  const [mine, shared] = [await ask('Mine?'), await ask('Ours?')]
  await share(shared)
  await hold({ conversation: shared })
  const withdraw = async () =>
    (await self.call('POST', `/assistants/${assistant}/withdraw`, { delete: true })).json()

  expect(await withdraw()).toEqual({
    withdrawnAt: testMoment,
    deleted: { conversations: 1, messages: 2, receipt: expect.any(String) },
    held: 1,
  })
  expect((await self.call('GET', `/conversations/${mine}`)).status).toBe(404)
  expect(await kept()).toEqual([shared])
  expect((await self.call('GET', `/conversations/${other}`)).status).toBe(200)
  expect((await self.assistant(assistant)).consent.standing).toBe(false)
  await rows`delete from holds`
  expect(await withdraw()).toMatchObject({ deleted: { conversations: 1 }, held: 0 })
})

const day = '2026-11-25T12:00:00.000Z'
const erased = async (door: string) => (await self.call('DELETE', door)).json()
async function holdsDay(): Promise<void> {
  here.at(day)
  await here.work()
}

test('P8.3 a conversation, and what was shared of a site, that were erased under a hold go when it is over', async () => {
  const birds = 'https://birds.example'
  const context = [page(['A page.'], birds)]
  const [one, other] = [await ask('One?'), await ask('Of birds?', { context })]
  await Promise.all([share(one), share(other)])
  await hold({ until: day })
  expect(await erased(`/conversations/${one}`)).toMatchObject({ conversations: 0, held: 1 })
  expect(await erased(`/shared-sites/${encodeURIComponent(birds)}`)).toEqual({ held: 1 })
  here.at('2026-11-20T12:01:00.000Z')
  const later = await ask('Of birds again?', { context })
  expect(await kept()).toHaveLength(3)

  await holdsDay()
  expect(new Set(await kept())).toEqual(new Set([other, later]))
  const pages = await rows`
    select conversation_id as of from shared_pages where conversation_id in (${other}, ${later})
  `
  expect(pages).toEqual([{ of: later }])
})

test('P8.3 all of one’s own that was erased under a hold goes when it is over', async () => {
  const shared = await ask('Ours?')
  await share(shared)
  await hold({ until: day })
  expect(await erased('/conversations')).toMatchObject({ conversations: 0, held: 1 })
  expect(await kept()).toEqual([shared])
  await holdsDay()
  expect(await kept()).toEqual([])
})

test('P8.3 what was erased under an owner’s hold goes as soon as it is not shared any more', async () => {
  const [one, other] = [await ask('One?'), await ask('Other?')]
  await Promise.all([share(one), share(other)])
  await hold({ until: day })
  expect(await erased(`/conversations/${one}`)).toMatchObject({ conversations: 0, held: 1 })
  await share(other, false)
  await here.work()
  expect(await kept()).toEqual([one, other])
  await share(one, false)
  await here.work()
  expect(await kept()).toEqual([other])
})
