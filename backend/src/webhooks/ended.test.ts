import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, signUp, visit } from '../testing/shop.ts'
import { rightsRequested } from './happened.ts'
import { everyEvent, webhookOf } from './testing/hooks.ts'
import { openPost, type Post } from './testing/post.ts'

let post: Post
let base: string
let owner: Owner
const model = scripted('quote')

beforeAll(async () => {
  post = await openPost({ models: { quote: model } })
  base = await post.atavus.serve()
})
afterAll(() => post.close())
beforeEach(async () => {
  owner = await signUp(post.atavus)
})
afterEach(async () => {
  await post.clear()
  expect(post.atavus.faults.splice(0)).toEqual([])
})

const soon = 30 * 60

/** A conversation of which the owner’s server will be told half an hour later. */
async function talked() {
  const { id } = await webhookOf(owner, post.receiver.url, everyEvent)
  const workspace = await post.workspaceOf(id)
  const assistant = await assistantOf(owner, { name: 'Zebra help' })
  model.say('Quaggas are gone.')
  const visitor = await visit(post.atavus, assistant.key)
  const [start] = await hear(await visitor.ask(base, 'Is my quagga, called Xerxes, alive?'))
  if (start?.event.type !== 'start') throw new Error('no start')
  const { conversation } = start.event
  return { workspace, assistant: assistant.id, conversation }
}

const told = () => post.receiver.requests.map(({ body }) => JSON.parse(body))
const ended = (all: { type: string }[]) => all.filter(({ type }) => type === 'conversation.ended')

test('that a conversation has ended is told once, in ids, and no word of anybody', async () => {
  const { assistant, conversation } = await talked()
  post.later(soon - 1)
  await post.atavus.work()
  expect(ended(told())).toEqual([])
  post.later(soon)
  await post.atavus.work()

  expect(ended(told())).toEqual([
    {
      type: 'conversation.ended',
      timestamp: '2026-11-20T12:30:00.000Z',
      data: { conversation, assistant },
    },
  ])
  const sent = JSON.stringify(post.receiver.requests.map(({ headers, body, path }) => [headers, body, path]))
  expect(sent).not.toMatch(/quagga|xerxes|zebra|shop\.example/i)
})

test('a conversation that is erased before is told to nobody', async () => {
  const { conversation } = await talked()
  expect((await owner.call('DELETE', `/v1/conversations/${conversation}`)).status).toBe(200)
  post.later(soon)
  await post.atavus.work()
  expect(ended(told())).toEqual([])
})

test('a withdrawal that erases, too, is told as both', async () => {
  const { id } = await webhookOf(owner, post.receiver.url, ['rights.requested'])
  expect(id).toBeDefined()
  const { id: assistant, key } = await assistantOf(owner)
  const visitor = await visit(post.atavus, key)
  const answer = await fetch(`${base}/v1/chat/consents/withdraw`, {
    method: 'POST',
    headers: visitor.headers,
    body: '{"delete":true}',
  })
  expect(answer.status).toBe(200)
  await post.atavus.work()

  const rights = told().map(({ data }) => data)
  expect(rights.sort((a, b) => a.right.localeCompare(b.right))).toEqual([
    { assistant, right: 'erasure' },
    { assistant, right: 'withdrawal' },
  ])
})

test('that a visitor made use of a right is told by the assistant’s id and the right’s name', async () => {
  const { workspace, assistant } = await talked()
  await post.atavus.world.db.tenant(workspace, tenant => rightsRequested(tenant, assistant, 'erasure'))
  await post.atavus.work()
  expect(told().filter(({ type }) => type === 'rights.requested')).toMatchObject([
    { data: { assistant, right: 'erasure' } },
  ])
})
