import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, talk, whole } from '../chat/testing/talk.ts'
import { mailsTo } from '../testing/mail.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { webhookOf } from '../webhooks/testing/hooks.ts'
import { openPost, type Post } from '../webhooks/testing/post.ts'
import { warnSpent } from './queries.ts'

let post: Post
let base: string
let owner: Owner
let address: string
let workspace: string
const metered = scripted('ollama', { metered: true })
const day = testMoment.slice(0, 10)

beforeAll(async () => {
  post = await openPost({ models: { ollama: metered, quote: scripted('quote') } })
  base = await post.atavus.serve()
})
afterAll(() => post.close())
beforeEach(async () => {
  owner = await signUp(post.atavus)
  const account = await (await owner.call('GET', '/v1/account')).json()
  address = account.email
  workspace = account.workspace.id
  await webhookOf(owner, post.receiver.url, ['budget.reached'])
  costing(10, 5)
})
afterEach(async () => {
  await post.clear()
  expect(post.atavus.faults.splice(0)).toEqual([])
})

const costing = (input: number, output: number) =>
  metered.play(async function* () {
    yield { type: 'text', text: 'Dear.' }
    yield { type: 'usage', input, output }
    yield { type: 'end', end: 'complete' }
  })

/** What the webhook was told of budgets since the last time, and how many mails its owner has had about them in all. */
async function warned() {
  await post.atavus.work()
  const told = post.receiver.requests.splice(0).map(({ body }) => JSON.parse(body).data)
  const mails = await mailsTo(post.atavus, address)
  return { told, mails: mails.filter(({ subject }) => /budget/i.test(subject)).length }
}

const ask = async (key: string) => {
  const answer = await talk(base, await visit(post.atavus, key), 'How much?').send()
  if (answer.status !== 200) return codeOf(answer)
  await whole(Promise.resolve(answer))
  return 'answered'
}

const asking = async (key: string, times: number) => {
  for (let n = 0; n < times; n++) expect(await ask(key)).toBe('answered')
}

test('owners and webhooks hear of four fifths of a day’s messages and of all of them, once a day each', async () => {
  const { id: assistant, key } = await assistantOf(owner, { model: 'ollama', messagesPerDay: 5 })
  await asking(key, 3)
  expect(await warned()).toEqual({ told: [], mails: 0 })
  await asking(key, 1)
  expect(await warned()).toEqual({
    told: [{ assistant, day, percent: 80, of: 'messages' }],
    mails: 1,
  })
  await asking(key, 1)
  expect(await warned()).toEqual({
    told: [{ assistant, day, percent: 100, of: 'messages' }],
    mails: 2,
  })
  expect(await ask(key)).toBe('budget_spent')
  expect(await warned()).toEqual({ told: [], mails: 2 })
})

test('a refusal that comes first tells of a spent budget, once, however many there are', async () => {
  const { id: assistant, key } = await assistantOf(owner, { model: 'ollama', tokensPerDay: 6000 })
  costing(2500, 500)
  await asking(key, 1)
  expect(await warned()).toEqual({ told: [], mails: 0 })
  const text = 'So much? '.repeat(400)
  const refused = await Promise.all(
    Array.from({ length: 10 }, async () =>
      codeOf(await talk(base, await visit(post.atavus, key), text).send()),
    ),
  )

  expect(new Set(refused)).toEqual(new Set(['budget_spent']))
  expect(await warned()).toEqual({ told: [{ assistant, day, percent: 100, of: 'tokens' }], mails: 1 })
  post.later(120)
  expect(await codeOf(await talk(base, await visit(post.atavus, key), text).send())).toBe('budget_spent')
  expect(await warned()).toEqual({ told: [], mails: 1 })
})

test('a workspace’s ceiling holds for all its assistants together, to the message, and is told of', async () => {
  const fields = { model: 'ollama', messagesPerDay: 1000 } as const
  const [one, two] = [await assistantOf(owner, fields), await assistantOf(owner, fields)]
  await asking(one.key, 2)
  // Set in the middle of a day: what was before it counts.
  await owner.call('PATCH', '/v1/workspace', { messagesPerDay: 12 })
  const visitors = await Promise.all(
    Array.from({ length: 40 }, (_, n) => visit(post.atavus, n % 2 ? one.key : two.key)),
  )
  const ends = await Promise.all(
    visitors.map(async visitor => {
      const answer = await talk(base, visitor, 'Mine?').send()
      await answer.clone().text()
      return answer.status === 200 ? 'answered' : codeOf(answer)
    }),
  )

  expect(ends.filter(end => end === 'answered')).toHaveLength(10)
  expect(ends.filter(end => end === 'budget_spent')).toHaveLength(30)
  const [budget] = await post.sql`
    select messages, tokens_spent::int as spent, tokens_reserved::int as reserved from workspace_budgets
    where workspace_id = ${workspace}
  `
  expect(budget).toEqual({ messages: 12, spent: 12 * 15, reserved: 0 })
  const { told, mails } = await warned()
  expect(mails).toBe(2)
  expect(told.map(({ percent }) => percent).sort()).toEqual([100, 80])
  expect(told[0]).toMatchObject({ workspace, of: 'messages' })
  // Without it everybody is answered again.
  await owner.call('PATCH', '/v1/workspace', { messagesPerDay: null })
  await asking(two.key, 1)
})

test('a ceiling that is set below what was used refuses at once, and is told of as the workspace’s', async () => {
  const { key } = await assistantOf(owner, { model: 'ollama' })
  await asking(key, 3)
  await owner.call('PATCH', '/v1/workspace', { messagesPerDay: 2 })

  expect(await ask(key)).toBe('budget_spent')
  expect((await warned()).told).toEqual([{ workspace, day, percent: 100, of: 'messages' }])
})

test('a budget that one answer alone is too much for is told of, an assistant’s and a workspace’s', async () => {
  const { id: assistant, key } = await assistantOf(owner, { model: 'ollama', tokensPerDay: 100 })
  expect(await ask(key)).toBe('budget_spent')
  expect(await warned()).toEqual({ told: [{ assistant, day, percent: 100, of: 'tokens' }], mails: 1 })

  const { key: other } = await assistantOf(owner, { model: 'ollama' })
  await owner.call('PATCH', '/v1/workspace', { tokensPerDay: 100 })
  expect(await ask(other)).toBe('budget_spent')
  expect(await warned()).toEqual({ told: [{ workspace, day, percent: 100, of: 'tokens' }], mails: 2 })
})

test('a warning and a turn take both budgets in one order, and neither waits in a circle', async () => {
  const { id: assistant, key } = await assistantOf(owner, { model: 'ollama' })
  await asking(key, 1)
  await owner.call('PATCH', '/v1/workspace', { tokensPerDay: 100_000 })
  const spent = { assistant, day, messagesPerDay: 1, tokensPerDay: 1000 }
  let warning: Promise<unknown> = Promise.resolve()
  await post.sql.begin(async turn => {
    await turn`select from budgets where assistant_id = ${assistant} for update`
    warning = post.atavus.world.db.tenant(workspace, tenant => warnSpent(tenant, spent).then(() => {}))
    await new Promise(resolve => setTimeout(resolve, 100))
    await turn`
      insert into workspace_budgets (workspace_id, day, messages, tokens_spent, tokens_reserved)
      values (${workspace}, ${day}::text::date, 1, 15, 0)
    `
  })
  await warning

  expect((await warned()).told).toEqual([{ assistant, day, percent: 100, of: 'messages' }])
})

test('a workspace’s tokens are never overspent, whichever assistant asks', async () => {
  const fields = { model: 'ollama', answersAtOnce: 1000 } as const
  const [one, two] = [await assistantOf(owner, fields), await assistantOf(owner, fields)]
  await owner.call('PATCH', '/v1/workspace', { tokensPerDay: 20_000 })
  costing(900, 100)
  const visitors = await Promise.all(
    Array.from({ length: 60 }, (_, n) => visit(post.atavus, n % 2 ? one.key : two.key)),
  )
  await Promise.all(visitors.map(async visitor => (await talk(base, visitor, 'Mine too?').send()).text()))

  const [budget] = await post.sql`
    select messages, tokens_spent::int as spent, tokens_reserved::int as reserved from workspace_budgets
    where workspace_id = ${workspace}
  `
  expect(budget?.spent).toBeLessThanOrEqual(20_000)
  expect(budget).toEqual({ messages: budget?.spent / 1000, spent: budget?.spent, reserved: 0 })
  expect(budget?.messages).toBeGreaterThan(0)
})

test('a question that the knowledge does not answer is told of, in ids', async () => {
  const { webhook } = await (
    await owner.call('POST', '/v1/webhooks', { url: post.receiver.url, events: ['question.unanswered'] })
  ).json()
  expect(webhook).toBeDefined()
  const { id: assistant, key } = await assistantOf(owner, { model: 'ollama' })
  const asked = talk(base, await visit(post.atavus, key), 'Where is my quagga?')
  const [start] = await whole(asked.send())
  const conversation = start?.event.type === 'start' ? start.event.conversation : ''

  expect((await warned()).told).toEqual([{ conversation, message: asked.id, assistant }])
})
