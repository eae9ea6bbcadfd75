import type { Operation } from '@atavus/contract/operation'
import { type OperationName, operations } from '@atavus/contract/operations'
import type { WebhookMade } from '@atavus/contract/workspace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { conversationOf, unlimited, whole } from '../chat/testing/talk.ts'
import { conversationFor, conversationsFor } from '../operator/access.ts'
import { insertAccess } from '../operator/queries.ts'
import { bodies } from '../testing/bodies.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { filled, invited, secretOf } from '../testing/tenants.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { page, type Self, selfOf } from './testing/own.ts'

// One conversation of an account's own, and every door by which others read conversations: none of them knows of it
// until it is shared, nor after it was taken back.

const mark = 'Ownwagtail'
let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let operator: string
let workspace: string
let secret: string
let assistant: string
let self: Self
let member: Owner
let conversation: string
let ids: Record<string, string>
let webhook: string
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
  owner = await signUp(here)
  workspace = (await accountOf(owner)).workspace.id
  operator = (await accountOf(await signUp(here))).id
  secret = (await secretOf(owner)).secret
  assistant = (await assistantOf(owner)).id
  const made = (await (
    await owner.call('POST', '/v1/webhooks', {
      url: 'https://hooks.example/in',
      events: ['conversation.ended', 'question.unanswered'],
    })
  ).json()) as z.infer<typeof WebhookMade>
  webhook = made.webhook.id
  member = await invited(here, owner, 'member')
  self = await selfOf(here, base, member)
  await self.agree(assistant)
  model.play(async function* () {
    yield { type: 'text', text: `Nothing about ${mark} [1].` }
    yield { type: 'end', end: 'refused' }
  })
  const context = [page([`A ${mark} sits on the fence.`], 'https://birds.example', { title: mark })]
  const heard = await whole(self.ask(assistant, `Who is ${mark}?`, { context }))
  conversation = conversationOf(heard)
  const [reply] = await rows`
    select id, message_id as message, visitor_id as visitor from replies where conversation_id = ${conversation}
  `
  ids = {
    assistant,
    workspace,
    conversation,
    answer: reply?.id,
    message: reply?.message,
    visitor: reply?.visitor,
    webhook,
  }
  await here.work()
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const accountOf = async (who: Owner) =>
  (await (await who.call('GET', '/v1/account')).json()) as { id: string; workspace: { id: string } }

const reading = (Object.entries(operations) as [OperationName, Operation][]).filter(
  ([, { method, who }]) => method === 'get' && who !== 'visitor' && who !== 'device',
)

/** Whatever tells of it: its ids, whose it is, and the words. */
const telling = () =>
  new RegExp([mark, 'birds\\.example', ids.conversation, ids.answer, ids.message, ids.visitor].join('|'), 'i')

/** The doors at which an owner, by session or by key, hears of it. */
async function whoTells(): Promise<string[]> {
  const found: string[] = []
  for (const [name, { path }] of reading)
    for (const credential of [
      { cookie: owner.cookie, origin: 'http://localhost:4600' },
      { authorization: `Bearer ${secret}` },
    ]) {
      const { query = '', headers } = bodies[name] ?? {}
      for (const more of searches[name] ?? [query]) {
        const answer = await here.app.request(filled(path, ids, conversation) + more, {
          headers: { ...headers, ...credential },
        })
        if (telling().test(await answer.text())) found.push(name)
      }
    }
  return [...new Set(found)].sort()
}

const searches: Partial<Record<OperationName, string[]>> = {
  conversations: ['', `?search=${mark}`, '?day=2026-11-20'],
  exportConversations: ['?format=json', '?format=csv'],
}

/** What an operator reads who was let in. */
async function operatorReads(): Promise<string> {
  const reader = { operator, workspace }
  await here.world.db.keeper(keeper =>
    insertAccess(keeper, {
      id: crypto.randomUUID(),
      workspace,
      account: operator,
      reason: 'x',
      until: new Date(Date.parse(testMoment) + 3_600_000),
    }),
  )
  const all = await conversationsFor(here.world, reader, undefined)
  const one = await conversationFor(here.world, reader, conversation).catch(error => error.code)
  return JSON.stringify([all, one])
}

const share = (shared: boolean) => self.call('PUT', `/conversations/${conversation}/shared`, { shared })
const hold = () =>
  owner.call('POST', '/v1/holds', {
    assistant: null,
    conversation,
    reason: 'A claim',
    silent: false,
    until: '2026-12-01T12:00:00.000Z',
  })

test('no door of a workspace tells of what is an account’s own, until it is shared and after it was taken back', async () => {
  expect(reading.length).toBeGreaterThan(40)
  expect(await whoTells()).toEqual([])
  expect(await operatorReads()).not.toMatch(telling())

  const answer = await share(true)
  expect(await answer.json()).toMatchObject({ shared: true, readers: [{ role: 'owner' }], servers: 1 })
  expect(await whoTells()).toEqual(['conversation', 'conversations', 'exportConversations', 'tracedUsage'])
  expect(await operatorReads()).toMatch(telling())

  expect((await share(false)).status).toBe(200)
  expect((await whoTells()).filter(name => name !== 'auditLog')).toEqual([])
})

const forget = (origin: string) => self.call('DELETE', `/shared-sites/${encodeURIComponent(origin)}`)

test('nobody else deletes it or holds it, and nobody learns by trying that it is there', async () => {
  const statuses = async () => [
    (await owner.call('DELETE', `/v1/conversations/${conversation}`)).status,
    (await owner.call('DELETE', `/v1/conversations/${conversation}/child`)).status,
    (await hold()).status,
  ]
  expect(await statuses()).toEqual([404, 404, 404])
  await share(true)
  expect(await statuses()).toEqual([403, 403, 201])
  await share(false)

  // What is held stays, also where it is shared no more, until the hold is over.
  const erase = () => self.call('DELETE', `/conversations/${conversation}`)
  expect(await (await self.call('GET', `/conversations/${conversation}`)).json()).toMatchObject({
    holds: [{ reason: 'A claim', until: '2026-12-01T12:00:00.000Z' }],
  })
  expect(await (await erase()).json()).toMatchObject({ conversations: 0, held: 1 })
  expect(await (await forget('https://birds.example')).json()).toEqual({ held: 1 })
  expect(await (await forget('https://nothing.example')).json()).toMatchObject({ code: 'not_found' })
  const shared = async () =>
    (await rows`select from shared_pages where conversation_id = ${conversation}`).length
  expect(await shared()).toBe(1)

  // All the rest goes, and the account cannot while one of its own is held.
  const rest = () =>
    whole(self.ask(assistant, 'And else?', { context: [page(['Fish.'], 'https://birds.example')] }))
  const free = conversationOf(await rest())
  expect(await (await forget('https://birds.example')).json()).toEqual({ held: 1 })
  expect(await rows`select from shared_pages where conversation_id = ${free}`).toHaveLength(0)
  expect(await (await self.call('DELETE', '/conversations')).json()).toMatchObject({
    conversations: 1,
    held: 1,
  })
  const last = conversationOf(await rest())
  const leaving = await member.call('POST', '/v1/account/delete', { workspaces: [] })
  expect([leaving.status, await leaving.json()]).toMatchObject([
    409,
    { code: 'held', errors: [{ path: 'conversations', problem: 'held: 1' }] },
  ])
  expect(await rows`select from conversations where id = ${last}`).toHaveLength(0)
  expect(await shared()).toBe(1)
  await rows`delete from holds`
})

test('webhooks hear neither that it ended nor that it was not answered', async () => {
  await here.work()
  here.at('2026-11-20T12:40:00.000Z')
  await here.work()
  here.at(testMoment)
  const told = () => rows`select body from deliveries where webhook_id = ${webhook}`
  expect(await told()).toHaveLength(0)
  expect(await rows`select from jobs where kind = 'happening'`).toHaveLength(0)
})

test('what is shared of pages stays the account’s, and what left for it too, also where the rest is shared', async () => {
  await share(true)
  const log = await (await owner.call('GET', `/v1/conversations/${conversation}`)).text()
  expect(log).toContain(`Who is ${mark}?`)
  expect(log).not.toContain('sits on the fence')
  expect(log).toContain('"passage":10')
  expect(log).not.toContain('birds.example')
  const files = await Promise.all(
    ['json', 'csv'].map(async format =>
      (await owner.call('GET', `/v1/conversations/export?format=${format}`)).text(),
    ),
  )
  expect(files.every(file => file.includes(`Who is ${mark}?`))).toBe(true)
  expect(files.join('')).not.toContain('birds.example')
  await share(false)
})

test('counts are told as sums', async () => {
  const usage = await (await owner.call('GET', '/v1/usage?from=2026-11-20&to=2026-11-20')).text()
  expect(usage).toContain('"feature:own_chat":3')
  const traced = (await (
    await owner.call('GET', '/v1/usage/conversations?from=2026-11-20&to=2026-11-20')
  ).json()) as object
  expect(traced).toMatchObject({ items: [], totals: { messages: 3 }, gone: { messages: 3 } })
})
