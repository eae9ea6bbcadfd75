import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { queueJob } from '../jobs/queue.ts'
import { mailsTo } from '../testing/mail.ts'
import { type Owner, signUp } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { deliveriesOf, webhookOf } from './testing/hooks.ts'
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

test('endpoints that hang hold up no mail, and of a workspace one is asked at a time', async () => {
  post.receiver.play({ mute: true, steps: [] })
  post.hurry(8000)
  const { id } = await hook()
  for (let i = 0; i < 4; i++) await post.unanswered(id)
  await expect.poll(() => post.receiver.connections()).toBe(1)
  const { email } = await (await owner.call('GET', '/v1/account')).json()
  const workspace = await post.workspaceOf(id)
  const begun = performance.now()
  await post.atavus.world.db.tenant(workspace, tenant =>
    queueJob(tenant, {
      kind: 'mail',
      subject: { mail: 'owners', workspace, notice: 'budget-80', language: 'en' },
    }),
  )
  const subjects = async () => (await mailsTo({ app: post.atavus.app }, email)).map(({ subject }) => subject)
  await expect.poll(subjects).toContain('Four fifths of a budget are used or reserved')

  expect(performance.now() - begun).toBeLessThan(7000)
  expect(post.receiver.connections()).toBe(1)
  post.hurry(50)
  post.receiver.play({ steps: [] })
})

/** Tells the webhook of a happening; where that fails, the next attempt is the last one, and made at once. */
async function lastChance(webhook: string): Promise<void> {
  const now = post.atavus.world.now()
  await post.unanswered(webhook)
  await post.atavus.work()
  await post.sql`update deliveries set attempts = 7, next_at = ${now} where state = 'waiting'`
  await post.sql`update jobs set run_at = ${now} where kind = 'webhook'`
  await post.atavus.work()
}

test('an endpoint of which five happenings in a row were given up is switched off; one that arrives begins anew', async () => {
  const { id } = await hook()
  const disabled = async () => {
    const { items } = await (await owner.call('GET', '/v1/webhooks')).json()
    return items[0].disabled
  }
  const fail = async (times: number) => {
    post.receiver.play({ status: 500, steps: [] })
    for (let i = 0; i < times; i++) await lastChance(id)
  }
  await fail(4)
  post.receiver.play({ steps: [] })
  await lastChance(id)
  await fail(4)
  expect(await disabled()).toBe(false)
  await fail(1)

  expect(await disabled()).toBe(true)
  expect((await deliveriesOf(owner, id)).items.filter(({ state }) => state === 'given_up')).toHaveLength(9)
  expect(
    await post.sql`select by_kind, fields, at from audit_log where target = ${id} and action = 'webhook.changed'`,
  ).toEqual([{ by_kind: 'platform', fields: ['disabled'], at: new Date(testMoment) }])
  await owner.call('PATCH', `/v1/webhooks/${id}`, { disabled: false })
  await fail(4)
  expect(await disabled()).toBe(false)
})
