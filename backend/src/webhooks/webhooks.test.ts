import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unlimited } from '../chat/testing/talk.ts'
import { pseudonym } from '../lib/ids.ts'
import { lookInto } from '../testing/database.ts'
import { type Owner, signUp } from '../testing/shop.ts'
import { startUpstream, type Upstream } from '../testing/upstream.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { deliveriesOf, webhookOf } from './testing/hooks.ts'

let atavus: TestWorld
let sql: ReturnType<typeof lookInto>
let receiver: Upstream
let owner: Owner

beforeAll(async () => {
  receiver = await startUpstream({ steps: [] })
  atavus = await testWorld({
    limits: unlimited,
    environment: {
      ATAVUS_EGRESS_ALLOW: `${receiver.host},rack.internal:8080,rack.internal:2525,rack.internal:11434`,
      OLLAMA_URL: 'http://rack.internal:11434',
      SMTP_URL: 'smtp://rack.internal:2525',
    },
  })
  sql = lookInto(atavus.address)
})
afterAll(async () => {
  await sql.end()
  await atavus.close()
  await receiver.close()
})
beforeEach(async () => {
  owner = await signUp(atavus)
})

const audited = (id: string) => sql<{ action: string; fields: string[] }[]>`
  select action, fields from audit_log where target = ${id} order by id
`

test('a webhook is made with a secret that is shown once and kept sealed', async () => {
  const { secret, ...webhook } = await webhookOf(owner, 'https://shop.example/hook?key=1#part', [
    'budget.reached',
    'budget.reached',
  ])

  expect(secret).toMatch(/^whsec_/)
  expect(webhook).toEqual({
    id: webhook.id,
    url: 'https://shop.example/hook?key=1',
    events: ['budget.reached'],
    createdAt: '2026-11-20T12:00:00.000Z',
    disabled: false,
    last: null,
  })
  const listed = await (await owner.call('GET', '/v1/webhooks')).text()
  expect(JSON.parse(listed)).toEqual({ items: [webhook] })
  const [row] = await sql`select * from webhooks where id = ${webhook.id}`
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64')
  expect(bytes).toHaveLength(32)
  expect(row?.sealed_secret.includes(bytes)).toBe(false)
})

test('what is not said stays as it was, and every change is in the audit log by the names of its fields', async () => {
  const { secret: _, ...webhook } = await webhookOf(owner, 'https://shop.example/hook')
  const path = `/v1/webhooks/${webhook.id}`
  const change = async (fields: object) => (await owner.call('PATCH', path, fields)).json()

  expect(await change({ events: ['budget.reached'] })).toEqual({ ...webhook, events: ['budget.reached'] })
  expect(await change({ url: 'http://rack.internal:8080/', disabled: true })).toMatchObject({
    url: 'http://rack.internal:8080/',
    events: ['budget.reached'],
    disabled: true,
  })
  expect(await change({ disabled: false })).toMatchObject({ disabled: false })
  expect(await change({})).toMatchObject({ disabled: false })
  expect((await owner.call('DELETE', path)).status).toBe(204)
  expect((await owner.call('DELETE', path)).status).toBe(404)
  expect(await audited(webhook.id)).toEqual([
    { action: 'webhook.made', fields: [] },
    { action: 'webhook.changed', fields: ['events'] },
    { action: 'webhook.changed', fields: ['url', 'disabled'] },
    { action: 'webhook.changed', fields: ['disabled'] },
    { action: 'webhook.deleted', fields: [] },
  ])
})

test('a workspace has twenty webhooks and no more, even when they come at once', async () => {
  const body = { url: 'https://shop.example/hook', events: ['budget.reached'] }
  const answers = await Promise.all(
    Array.from({ length: 25 }, async () => owner.call('POST', '/v1/webhooks', body)),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
  const refused = answers.filter(({ status }) => status === 409)
  expect(refused).toHaveLength(5)
  expect(await refused[0]?.json()).toMatchObject({ code: 'too_many' })
})

test.each([
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://10.1.2.3/',
  'https://192.168.1.1/',
  'https://100.100.100.200/',
  'https://0.0.0.0/',
  'https://user:word@shop.example/',
  'https://shop.example:8443/',
  'http://shop.example/',
  'http://rack.internal/',
  // Allowed for the platform's own words and mails.
  'http://rack.internal:11434/api/delete',
  'http://RACK.internal:2525/',
])('CVE-2026-5205: no webhook is made for %s, nor changed to it', async url => {
  const { id } = await webhookOf(owner, 'https://shop.example/hook')
  const made = await owner.call('POST', '/v1/webhooks', { url, events: ['budget.reached'] })
  const changed = await owner.call('PATCH', `/v1/webhooks/${id}`, { url })

  for (const answer of [made, changed]) {
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'address_not_allowed' })
  }
  expect(await sql`select url from webhooks where id = ${id}`).toEqual([{ url: 'https://shop.example/hook' }])
})

test.each([
  { url: 'ftp://shop.example/', events: ['budget.reached'] },
  { url: 'shop.example', events: ['budget.reached'] },
  { url: `https://shop.example/${'x'.repeat(2000)}`, events: ['budget.reached'] },
  { url: 'https://shop.example/', events: [] },
  { url: 'https://shop.example/', events: ['everything'] },
])('a webhook that makes no sense is refused', async fields => {
  const answer = await owner.call('POST', '/v1/webhooks', fields)
  expect(await answer.json()).toMatchObject({ code: 'invalid_request' })
})

test('another workspace’s webhook does not exist', async () => {
  const { id } = await webhookOf(owner, receiver.url)
  const other = await signUp(atavus)
  const before = receiver.requests.length

  for (const unknown of [id, pseudonym()])
    for (const [method, path, body] of [
      ['PATCH', `/v1/webhooks/${unknown}`, { disabled: true }],
      ['DELETE', `/v1/webhooks/${unknown}`],
      ['POST', `/v1/webhooks/${unknown}/test`],
      ['GET', `/v1/webhooks/${unknown}/deliveries`],
    ] as const)
      expect((await other.call(method, path, body)).status).toBe(404)
  await atavus.work()
  expect(receiver.requests).toHaveLength(before)
  expect(await (await other.call('GET', '/v1/webhooks')).json()).toEqual({ items: [] })
  expect(await (await owner.call('GET', '/v1/webhooks')).json()).toMatchObject({
    items: [{ id, disabled: false }],
  })
})

test('deliveries are listed newest first, a page at a time', async () => {
  const { id } = await webhookOf(owner, receiver.url)
  const made: string[] = []
  for (let i = 0; i < 53; i++) {
    const answer = await owner.call('POST', `/v1/webhooks/${id}/test`)
    made.unshift(((await answer.json()) as { id: string }).id)
  }
  await atavus.work()

  const first = await deliveriesOf(owner, id)
  const second = await deliveriesOf(owner, id, first.next ?? '')
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 3, null])
  expect([...first.items, ...second.items].map(item => item.id)).toEqual(made)
})
