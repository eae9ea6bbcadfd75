import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, talk, whole } from '../chat/testing/talk.ts'
import { mailsTo } from '../testing/mail.ts'
import { scripted } from '../testing/model.ts'
import { billed, silentPayments } from '../testing/payments.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { webhookOf } from '../webhooks/testing/hooks.ts'
import { openPost, type Post } from '../webhooks/testing/post.ts'
import { warnQuotaSpent } from './queries.ts'
import { chooseAtLimit, putOnPlan, workspaceOf } from './testing/planned.ts'

let post: Post
let base: string
let owner: Owner
let address: string
let workspace: string
let key: string
const metered = scripted('ollama', { metered: true })
const quote = scripted('quote')
const month = '2026-11'

beforeAll(async () => {
  post = await openPost({
    models: { ollama: metered, quote },
    environment: billed,
    payments: silentPayments,
  })
  base = await post.atavus.serve()
  quote.say('Quoted.')
  metered.play(async function* () {
    yield { type: 'text', text: 'Dear.' }
    yield { type: 'usage', input: 2500, output: 500 }
    yield { type: 'end', end: 'complete' }
  })
})
afterAll(() => post.close())
beforeEach(async () => {
  owner = await signUp(post.atavus)
  address = (await (await owner.call('GET', '/v1/account')).json()).email
  workspace = await workspaceOf(owner)
  await webhookOf(owner, post.receiver.url, ['budget.reached'])
  key = (await assistantOf(owner, { model: 'ollama' })).key
})
afterEach(async () => {
  await post.clear()
  expect(post.atavus.faults.splice(0)).toEqual([])
})

const ask = async (text = 'How much?') => {
  const answer = await talk(base, await visit(post.atavus, key), text).send()
  if (answer.status !== 200) return codeOf(answer)
  await whole(Promise.resolve(answer))
  return 'answered'
}

const asking = async (times: number) => {
  for (let n = 0; n < times; n++) expect(await ask()).toBe('answered')
}

/** What the webhook was told since the last time, and which mails its owner has had about the plan in all. */
async function warned() {
  await post.atavus.work()
  const told = post.receiver.requests.splice(0).map(({ body }) => JSON.parse(body).data)
  const mails = (await mailsTo(post.atavus, address)).map(({ subject, text }) => ({ subject, text }))
  return { told, mails: mails.filter(({ subject }) => /month/i.test(subject)).reverse() }
}

test('owners and webhooks hear of four fifths of a month’s messages and of all of them, once a month each', async () => {
  await putOnPlan(post.sql, workspace, { messages: 5 })
  await asking(3)
  expect(await warned()).toEqual({ told: [], mails: [] })
  await asking(1)
  const first = await warned()
  expect(first.told).toEqual([{ workspace, month, percent: 80, of: 'messages' }])
  expect(first.mails).toHaveLength(1)
  expect(first.mails[0]?.text).toContain('messages a month')
  expect(first.mails[0]?.text).toContain(month)
  await asking(1)
  const second = await warned()
  expect(second.told).toEqual([{ workspace, month, percent: 100, of: 'messages' }])
  expect(second.mails).toHaveLength(2)
  expect(await ask()).toBe('quota_spent')
  post.later(120)
  expect(await ask()).toBe('quota_spent')
  expect(await warned()).toMatchObject({ told: [], mails: [{}, {}] })
})

test('a refusal that comes first tells of a used month, once, however many there are', async () => {
  await putOnPlan(post.sql, workspace, { tokens: 6000 })
  await asking(1)
  expect(await warned()).toEqual({ told: [], mails: [] })
  const text = 'So much? '.repeat(400)
  const refused = await Promise.all(Array.from({ length: 10 }, () => ask(text)))

  expect(new Set(refused)).toEqual(new Set(['quota_spent']))
  const { told, mails } = await warned()
  expect(told).toEqual([{ workspace, month, percent: 100, of: 'tokens' }])
  expect(mails[0]?.text).toContain('tokens a month')
  post.later(120)
  expect(await ask(text)).toBe('quota_spent')
  expect(await warned()).toMatchObject({ told: [], mails: [{}] })
})

test('it is told as well where what comes then is quoted', async () => {
  await putOnPlan(post.sql, workspace, { tokens: 1000 })
  await chooseAtLimit(post.sql, workspace, 'quote')
  await asking(2)

  expect((await warned()).told).toEqual([{ workspace, month, percent: 100, of: 'tokens' }])
})

test('of a larger plan in the same month they hear anew, and of a month that has room nothing', async () => {
  await putOnPlan(post.sql, workspace, { messages: 1 })
  await asking(1)
  expect(await ask()).toBe('quota_spent')
  expect((await warned()).told).toHaveLength(1)

  await putOnPlan(post.sql, workspace, { messages: 5, tokens: 1_000_000 })
  // What was refused under the plan before is told of a moment too late.
  await post.atavus.world.db.once(workspace, tenant => [warnQuotaSpent(tenant, `${month}-01`, 10_000)])
  await asking(2)
  expect((await warned()).told).toEqual([])
  await asking(1)
  expect((await warned()).told).toEqual([{ workspace, month, percent: 80, of: 'messages' }])
})

test('a new month is told of anew', async () => {
  await putOnPlan(post.sql, workspace, { messages: 1 })
  await asking(1)
  expect((await warned()).told).toHaveLength(1)
  post.later(11 * 24 * 3600)
  await asking(1)

  expect((await warned()).told).toEqual([{ workspace, month: '2026-12', percent: 100, of: 'messages' }])
})
