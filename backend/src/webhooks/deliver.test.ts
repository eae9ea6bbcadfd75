import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Taken } from '../jobs/job.ts'
import { pseudonym } from '../lib/ids.ts'
import { sweep } from '../retention/sweep.ts'
import { type Owner, signUp } from '../testing/shop.ts'
import { testMoment, testWorld } from '../testing/world.ts'
import { deliver } from './deliver.ts'
import { happened } from './happened.ts'
import { listDeliveries, takeDelivery } from './queries.ts'
import { believed, deliveriesOf, webhookOf } from './testing/hooks.ts'
import { openPost, type Post } from './testing/post.ts'

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

test('a test event arrives, signed with the secret that was shown', async () => {
  const { id, secret } = await hook()
  const answer = await owner.call('POST', `/v1/webhooks/${id}/test`)
  const body = JSON.stringify({ type: 'test', timestamp: testMoment, data: { webhook: id } })
  expect(answer.status).toBe(201)
  expect(await answer.json()).toMatchObject({ event: 'test', state: 'waiting', attempts: 0, body })
  await post.atavus.work()

  const [got] = post.receiver.requests
  expect(post.receiver.requests).toHaveLength(1)
  expect(got).toMatchObject({
    method: 'POST',
    path: '/hook',
    body,
    headers: { 'content-type': 'application/json' },
  })
  expect(got && (await believed(got, secret, post.atavus.world.now()))).toBe(true)
  expect(got && (await believed({ ...got, body: `${body} ` }, secret, post.atavus.world.now()))).toBe(false)
  expect(got && (await believed(got, 'whsec_AAAA', post.atavus.world.now()))).toBe(false)
  expect((await deliveriesOf(owner, id)).items).toMatchObject([
    { event: 'test', state: 'delivered', attempts: 1, status: 200, problem: null, nextAt: null },
  ])
  expect(await (await owner.call('GET', '/v1/webhooks')).json()).toMatchObject({
    items: [{ last: { at: testMoment, ok: true } }],
  })
})

test('what happens is told to every webhook that asked, under one id, and to no other', async () => {
  const one = await hook()
  const two = await webhookOf(owner, `${post.elsewhere.url}/two`)
  await webhookOf(owner, `${post.receiver.url}/deaf`, ['budget.reached'])
  const off = await webhookOf(owner, `${post.receiver.url}/off`)
  await owner.call('PATCH', `/v1/webhooks/${off.id}`, { disabled: true })
  await webhookOf(await signUp(post.atavus), `${post.receiver.url}/theirs`)

  const message = await post.unanswered(one.id)
  await post.atavus.work()

  expect(post.receiver.requests.map(({ path }) => path)).toEqual(['/hook'])
  expect(post.elsewhere.requests.map(({ path }) => path)).toEqual(['/two'])
  const [first, second] = [post.receiver.requests[0], post.elsewhere.requests[0]]
  expect(JSON.parse(first?.body ?? '')).toEqual({
    type: 'question.unanswered',
    timestamp: testMoment,
    data: { message },
  })
  expect(second?.body).toBe(first?.body)
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second && (await believed(second, two.secret, post.atavus.world.now()))).toBe(true)
  expect(second && (await believed(second, one.secret, post.atavus.world.now()))).toBe(false)
})

test('what is rolled back is told to nobody, and what nobody asked for is not even put in line', async () => {
  const { id } = await hook()
  const workspace = await post.workspaceOf(id)
  const rolledBack = post.atavus.world.db.tenant(workspace, async tenant => {
    await happened(tenant, 'question.unanswered', {})
    throw new Error('no')
  })
  await expect(rolledBack).rejects.toThrow('no')
  await post.atavus.world.db.tenant(workspace, tenant => happened(tenant, 'budget.reached', { percent: 80 }))

  expect(await post.sql`select from jobs where workspace_id = ${workspace}`).toHaveLength(0)
})

test('of what will have happened, and then happens later, the later is told, at its moment', async () => {
  const { id } = await hook()
  const workspace = await post.workspaceOf(id)
  for (const seconds of [60, 90])
    await post.atavus.world.db.tenant(workspace, tenant =>
      happened(
        tenant,
        'question.unanswered',
        { seconds },
        { at: new Date(Date.parse(testMoment) + seconds * 1000), key: workspace },
      ),
    )
  post.later(89)
  await post.atavus.work()
  expect(post.receiver.requests).toEqual([])
  post.later(300)
  await post.atavus.work()
  expect(post.receiver.requests.map(({ body }) => JSON.parse(body))).toEqual([
    { type: 'question.unanswered', timestamp: '2026-11-20T12:01:30.000Z', data: { seconds: 90 } },
  ])
})

test('a job that runs twice delivers once', async () => {
  const { id } = await hook()
  const workspace = await post.workspaceOf(id)
  await post.unanswered(id)
  const [happening] = await post.sql`select id, kind, subject, run_at from jobs where kind = 'happening'`
  await post.atavus.work()
  // As after a crash in which the end of the job was lost.
  await post.sql`
    insert into jobs (id, workspace_id, kind, subject, run_at, created_at)
    values (${happening?.id}, ${workspace}, 'happening', ${happening?.subject}, ${testMoment}, ${testMoment})
  `
  await post.atavus.work()
  expect(await post.sql`select from jobs where kind = 'happening'`).toEqual([])
  const [delivery] = await post.sql`select id from deliveries`
  const taken: Taken = { id: pseudonym(), workspace, attempts: 1, signal: AbortSignal.timeout(5000) }
  await deliver(post.atavus.world, { delivery: delivery?.id }, taken)

  expect(post.receiver.requests).toHaveLength(1)
  expect(await post.sql`select state, attempts from deliveries`).toEqual([
    { state: 'delivered', attempts: 1 },
  ])
})

test('of two that are at one delivery one makes the attempt; one that died is followed after a minute', async () => {
  const { id } = await hook()
  const workspace = await post.workspaceOf(id)
  post.later(-1)
  const delivery = await madeQuietly(id, workspace)
  const died = await post.atavus.world.db.tenant(workspace, tenant =>
    takeDelivery(tenant, delivery, { seconds: 60, most: 8 }),
  )
  expect(died).toMatchObject({ attempt: 1 })
  const taken: Taken = { id: pseudonym(), workspace, attempts: 0, signal: AbortSignal.timeout(5000) }
  const again = () => deliver(post.atavus.world, { delivery }, taken)

  await expect(again()).rejects.toMatchObject({ name: 'Later', seconds: 60 })
  expect(post.receiver.requests).toEqual([])
  post.later(59)
  await again()
  expect(post.receiver.requests).toHaveLength(1)
  expect(await post.sql`select state, attempts from deliveries`).toEqual([
    { state: 'delivered', attempts: 2 },
  ])
})

/** A delivery without a job. */
async function madeQuietly(webhook: string, workspace: string): Promise<string> {
  const [row] = await post.sql<{ id: string }[]>`
    insert into deliveries (workspace_id, id, webhook_id, happening_id, event, body, state, next_at, created_at, expires_at)
    values (${workspace}, gen_random_uuid(), ${webhook}, gen_random_uuid(), 'test', '{}', 'waiting',
      ${post.atavus.world.now()}, ${testMoment}, ${'2026-12-20T12:00:00Z'})
    returning id
  `
  return row?.id ?? ''
}

test('what waits for a webhook ends when it is switched off, and goes when it is deleted', async () => {
  post.receiver.play({ status: 500, steps: [] })
  const { id } = await hook()
  const other = await webhookOf(owner, `${post.receiver.url}/other`)
  await post.unanswered(id)
  await post.atavus.work()
  post.receiver.requests.length = 0
  await owner.call('PATCH', `/v1/webhooks/${id}`, { disabled: true })
  await owner.call('DELETE', `/v1/webhooks/${other.id}`)

  expect(await post.sql`select webhook_id as webhook, state, next_at from deliveries`).toEqual([
    { webhook: id, state: 'given_up', next_at: null },
  ])
  post.later(60)
  await post.atavus.work()
  expect(post.receiver.requests).toEqual([])
  expect(await post.sql`select from jobs where kind = 'webhook'`).toHaveLength(0)
})

test('what was sent is kept for thirty days, and read by nobody afterwards', async () => {
  const { id } = await hook()
  const workspace = await post.workspaceOf(id)
  await post.unanswered(id)
  await post.atavus.work()
  const kept = () =>
    post.atavus.world.db.tenant(workspace, tenant => listDeliveries(tenant, id, { limit: 9 }))
  const days = (count: number) => post.later(count * 24 * 60 * 60)

  days(29.9)
  await sweep(post.atavus.world)
  expect(await kept()).toHaveLength(1)
  days(30)
  expect(await kept()).toHaveLength(0)
  await sweep(post.atavus.world)
  expect(await post.sql`select from deliveries`).toHaveLength(0)
})

test('many that happen at once arrive once each, and tell by their moments what came first', async () => {
  const { id, secret } = await hook()
  const messages: string[] = []
  for (let i = 0; i < 20; i++) {
    post.later(i)
    messages.push(await post.unanswered(id))
  }
  const there = await testWorld({
    beside: post.atavus,
    gate: post.atavus.world.gate,
    environment: post.environment,
  })
  there.at(post.atavus.world.now())
  await Promise.all([post.atavus.work(), there.work()])
  await there.close()

  const got = post.receiver.requests
  expect(await Promise.all(got.map(one => believed(one, secret, post.atavus.world.now())))).not.toContain(
    false,
  )
  const told = got.map(({ body }) => JSON.parse(body) as { timestamp: string; data: { message: string } })
  const inOrder = told.sort((a, b) => a.timestamp.localeCompare(b.timestamp))
  expect(inOrder.map(({ data }) => data.message)).toEqual(messages)
  expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(20)
})
