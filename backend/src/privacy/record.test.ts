import { OperatorRecord, WorkspaceRecord } from '@atavus/contract/record'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { categories } from './register.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let owner: Owner
const environment = {
  DEEPSEEK_API_KEY: 'key',
  ATAVUS_PROVIDERS: 'Hosting Ltd, hosts the server, DE',
}

beforeAll(async () => {
  here = await testWorld({ environment })
  rows = lookInto(here.address)
  owner = await signUp(here)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const recordOf = async (one: Owner) =>
  WorkspaceRecord.parse(await (await one.call('GET', '/v1/record')).json())

test('a workspace without an assistant has a record of its team, with the platform as processor', async () => {
  const { activities, operator, measures } = await recordOf(owner)
  expect(activities.map(({ kind }) => kind)).toEqual(['knowledge', 'team'])
  expect(operator).toEqual(here.world.settings.operator)
  expect(measures).toContain('sealed')
  for (const { recipients, purposes, bases } of activities) {
    expect(recipients[0]).toMatchObject({ name: operator.name, role: 'processor' })
    expect([purposes.length, bases.length]).not.toContain(0)
  }
})

test('each assistant stands in the record as it is: who is responsible, its term, and who gets what is said', async () => {
  await assistantOf(owner, { name: 'Ann', retentionDays: 14, controllerName: 'The Shop' })
  const far = await assistantOf(owner, { name: 'Far', controllerName: 'The Bureau' })
  await rows`update assistants set model = 'deepseek' where id = ${far.id}`
  const { activities } = await recordOf(owner)
  const [ann, second] = activities
  const names = (activity = ann) => activity?.recipients.map(({ name }) => name)

  expect(ann).toMatchObject({ kind: 'chat', controller: { name: 'The Shop' }, people: ['visitors'] })
  expect(ann?.terms).toContainEqual({ what: 'messages', term: 'P14D' })
  expect(names()).toEqual([here.world.settings.operator.name, 'Hosting Ltd'])
  expect(second).toMatchObject({ assistant: { name: 'Far', model: 'deepseek' } })
  expect(second?.recipients.find(({ name }) => name === 'DeepSeek')).toMatchObject({
    country: 'CN',
    transfer: 'consent',
  })
})

test('where events are sent stands in the record by its host', async () => {
  const { id } = (await (await owner.call('GET', '/v1/account')).json()) as { id: string }
  await rows`
    insert into webhooks (workspace_id, id, url, events, sealed_secret, created_at)
    select workspace_id, gen_random_uuid(), 'https://events.example/in?key=1', '{}', '', ${testMoment}
    from memberships where account_id = ${id}
  `
  const { activities } = await recordOf(owner)
  expect(activities.find(({ kind }) => kind === 'delivery')).toMatchObject({
    recipients: [{ name: 'events.example', role: 'chosen' }],
    terms: [{ what: 'deliveries', term: 'P30D' }],
  })
})

test('another workspace’s record tells nothing of this one', async () => {
  const other = await signUp(here)
  expect(JSON.stringify(await recordOf(other))).not.toMatch(/The Shop|Bureau/)
})

test('a record is for who may look after data, and the operator’s for operators alone', async () => {
  expect((await here.app.request('/v1/record')).status).toBe(401)
  const { id } = (await (await owner.call('GET', '/v1/account')).json()) as { id: string }
  await rows`update memberships set role = 'viewer' where account_id = ${id}`
  expect(await codeOf(await owner.call('GET', '/v1/record'))).toBe('forbidden')
  await rows`update memberships set role = 'owner' where account_id = ${id}`
  expect(await codeOf(await owner.call('GET', '/v1/operator/record'))).toBe('forbidden')
})

test('the operator’s record names on whose behalf, and of the own what is done with accounts', async () => {
  const operator = await signUp(here)
  const { id } = (await (await operator.call('GET', '/v1/account')).json()) as { id: string }
  await rows`insert into operators (account_id, added_at) values (${id}, ${testMoment})`
  await rows`update sessions set factor = true, confirmed_at = ${testMoment} where account_id = ${id}`
  const record = OperatorRecord.parse(await (await operator.call('GET', '/v1/operator/record')).json())

  expect(record.activities.map(({ kind }) => kind)).toEqual(['accounts', 'security', 'running', 'hosting'])
  expect(record.behalf.find(({ controllers }) => controllers.length === 2)?.controllers).toEqual(
    expect.arrayContaining([{ name: 'The Bureau', contact: 'privacy@shop.example' }]),
  )
  const told = new Set(record.activities.flatMap(({ categories }) => categories))
  // Without plans there is nothing of payment.
  expect(Object.keys(categories).filter(one => !told.has(one))).toEqual(['billing'])
})
