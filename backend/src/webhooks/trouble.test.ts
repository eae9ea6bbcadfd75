import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailsTo } from '../testing/mail.ts'
import { type Owner, signUp } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { believed, webhookOf } from './testing/hooks.ts'
import { closedPort, openPost, type Post } from './testing/post.ts'

let post: Post
let owner: Owner

beforeAll(async () => {
  post = await openPost()
})
afterAll(() => post.close())
beforeEach(async () => {
  owner = await signUp(post.atavus)
})
afterEach(async () => {
  await post.clear()
  expect(post.atavus.faults.splice(0)).toEqual([])
})

const hook = () => webhookOf(owner, `${post.receiver.url}/hook`)

test('what fails is tried again after 1 and 5 minutes, half an hour, 2, 6, 12 and 24 hours, then given up', async () => {
  post.receiver.play({ status: 500, steps: [] })
  const { id, secret } = await hook()
  await post.unanswered(id)
  await post.atavus.work()

  const pauses = [60, 300, 1800, 7200, 21_600, 43_200, 86_400]
  let seconds = 0
  for (const [i, pause] of pauses.entries()) {
    expect(post.receiver.requests).toHaveLength(i + 1)
    const [row] = await post.sql`select state, attempts, status, problem, next_at, tried_at from deliveries`
    expect(row).toEqual({
      state: 'waiting',
      attempts: i + 1,
      status: 500,
      problem: 'status',
      next_at: new Date(Date.parse(testMoment) + (seconds + pause) * 1000),
      tried_at: post.atavus.world.now(),
    })
    post.later(seconds + pause - 1)
    await post.atavus.work()
    expect(post.receiver.requests).toHaveLength(i + 1)
    seconds += pause
    post.later(seconds)
    await post.atavus.work()
    expect(await believed(post.receiver.requests.at(-1)!, secret, post.atavus.world.now())).toBe(true)
  }
  const [row] = await post.sql`select state, attempts, next_at from deliveries`
  expect(row).toEqual({ state: 'given_up', attempts: 8, next_at: null })
  expect(new Set(post.receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(new Set(post.receiver.requests.map(({ body }) => body)).size).toBe(1)
  expect(await post.sql`select from jobs where kind = 'webhook'`).toHaveLength(0)
})

test('an endpoint that comes back gets what it missed, once', async () => {
  const statuses = [503, 302, 204]
  post.receiver.play((_, turn) => ({ status: statuses[turn] ?? 500, steps: [] }))
  const { id } = await hook()
  await post.unanswered(id)
  await post.atavus.work()
  post.later(60)
  await post.atavus.work()
  post.later(360)
  await post.atavus.work()
  post.later(50_000)
  await post.atavus.work()

  expect(post.receiver.requests).toHaveLength(3)
  const [row] = await post.sql`select state, attempts, status, problem, next_at from deliveries`
  expect(row).toEqual({ state: 'delivered', attempts: 3, status: 204, problem: null, next_at: null })
})

test('what cannot be sent for a fault of our own is given up after as many tries, and says so', async () => {
  const { id } = await hook()
  await post.unanswered(id)
  await post.sql`update webhooks set sealed_secret = '\\x00' where id = ${id}`
  for (let hour = 0; hour <= 24; hour++) {
    post.later(hour * 3600)
    await post.atavus.work()
  }

  const [row] = await post.sql`select state, attempts, next_at from deliveries`
  expect(row).toEqual({ state: 'given_up', attempts: 8, next_at: null })
  expect(await post.sql`select from jobs where kind = 'webhook'`).toHaveLength(0)
})

test('a last attempt that its process did not survive is not made again', async () => {
  const { id } = await hook()
  await post.unanswered(id)
  post.receiver.play({ status: 500, steps: [] })
  await post.atavus.work()
  // As if the first one had been the seventh, and the eighth had begun since.
  await post.sql`update deliveries set attempts = 8`
  post.later(60)
  await post.atavus.work()

  expect(post.receiver.requests).toHaveLength(1)
  const [row] = await post.sql`select state, attempts, status, problem, next_at from deliveries`
  expect(row).toEqual({ state: 'given_up', attempts: 8, status: 500, problem: 'status', next_at: null })
})

test('while a workspace is suspended nothing leaves for it; what waits goes when it is let in again, or ends', async () => {
  const { id } = await hook()
  const workspace = await post.workspaceOf(id)
  const suspend = (since: Date | null) =>
    post.sql`update workspaces set suspended_at = ${since} where id = ${workspace}`
  // Suspended first: a worker that is quick takes what is told at once.
  await suspend(post.atavus.world.now())
  await post.unanswered(id)
  await post.atavus.work()
  post.later(3600)
  await post.atavus.work()
  expect(post.receiver.requests).toEqual([])
  expect(await post.sql`select state, attempts from deliveries`).toEqual([{ state: 'waiting', attempts: 0 }])

  await suspend(null)
  post.later(2 * 3600)
  await post.atavus.work()
  expect(post.receiver.requests).toHaveLength(1)
  expect(await post.sql`select state, attempts from deliveries`).toEqual([
    { state: 'delivered', attempts: 1 },
  ])

  await suspend(post.atavus.world.now())
  await post.unanswered(id)
  await post.atavus.work()
  post.later(31 * 24 * 3600)
  await post.atavus.work()
  await suspend(null)
  await post.atavus.work()
  expect(post.receiver.requests).toHaveLength(1)
  expect(await post.sql`select from jobs where kind = 'webhook'`).toHaveLength(0)
})

test('an endpoint that is gone (410) is switched off, which its owners are told and find in the audit log', async () => {
  post.receiver.play({ status: 410, steps: [] })
  const { id } = await hook()
  await post.unanswered(id)
  await post.atavus.work()
  const account = (await (await owner.call('GET', '/v1/account')).json()) as { email: string }
  const subjects = (await mailsTo(post.atavus, account.email)).map(({ subject }) => subject)
  expect(subjects).toContain('A webhook was switched off')
  await post.unanswered(id)
  post.later(90_000)
  await post.atavus.work()

  expect(post.receiver.requests).toHaveLength(1)
  expect(await post.sql`select state, status, problem from deliveries`).toEqual([
    { state: 'given_up', status: 410, problem: 'status' },
  ])
  expect(await post.sql`select disabled_at from webhooks`).toEqual([{ disabled_at: new Date(testMoment) }])
  expect(
    await post.sql`select by_kind, fields from audit_log where target = ${id} and action = 'webhook.changed'`,
  ).toEqual([{ by_kind: 'platform', fields: ['disabled'] }])
})

test('a redirect is not followed, wherever it leads', async () => {
  post.receiver.play({ status: 307, headers: { location: `${post.elsewhere.url}/secret` }, steps: [] })
  const { id } = await hook()
  await post.unanswered(id)
  await post.atavus.work()

  expect(post.receiver.requests).toHaveLength(1)
  expect(post.elsewhere.requests).toEqual([])
  expect(await post.sql`select state, problem from deliveries`).toEqual([
    { state: 'waiting', problem: 'status' },
  ])
})

test('an endpoint that never answers, or says too much, holds nobody up', async () => {
  post.receiver.play({ mute: true, steps: [] })
  post.hurry(50)
  const { id } = await hook()
  await post.unanswered(id)
  await post.atavus.work()
  expect(await post.sql`select state, status, problem from deliveries`).toEqual([
    { state: 'waiting', status: null, problem: 'timeout' },
  ])
  expect(post.receiver.connections()).toBe(0)

  post.hurry(5000)
  post.receiver.play({ steps: [{ send: 'x'.repeat(1000) }, { stall: true }] })
  post.later(60)
  await post.atavus.work()
  expect(await post.sql`select state, status from deliveries`).toEqual([{ state: 'delivered', status: 200 }])
  await expect.poll(() => post.receiver.connections()).toBe(0)
})

test.each([
  ['refused', () => `http://${closedPort}/`],
  ['tls', () => post.receiver.url.replace('http:', 'https:')],
  // CVE-2026-5205: a public name that stands for a private address.
  ['address', () => 'https://shop.example/'],
])('what cannot be reached is told as one word: %s', async (problem, url) => {
  const { id } = await webhookOf(owner, url())
  await post.unanswered(id)
  await post.atavus.work()
  expect(await post.sql`select state, status, problem from deliveries`).toEqual([
    { state: 'waiting', status: null, problem },
  ])
  expect(post.receiver.requests).toEqual([])
})

test.each(['http://shop.example/', 'https://127.0.0.1/', 'https://169.254.169.254/'])(
  'CVE-2026-5205: an address that was once allowed is looked at again before each delivery: %s',
  async url => {
    const { id } = await hook()
    await post.sql`update webhooks set url = ${url} where id = ${id}`
    await post.unanswered(id)
    await post.atavus.work()
    expect(await post.sql`select state, problem from deliveries`).toEqual([
      { state: 'waiting', problem: 'address' },
    ])
    expect(post.asked).toEqual([])
  },
)
