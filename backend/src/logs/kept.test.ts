import type { AuditLog, SecurityLog } from '@atavus/contract/logs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { sweep } from '../retention/sweep.ts'
import { assistantOf } from '../testing/shop.ts'
import { type TestWorld, testMoment } from '../testing/world.ts'
import { audit } from './audit.ts'
import { listAccountLog, listApiLog, listAuditLog, listSecurityLog } from './queries.ts'
import { type Office, openOffice } from './testing/office.ts'

let office: Office
let here: TestWorld
let sql: Office['sql']

beforeAll(async () => {
  office = await openOffice()
  here = office.here
  sql = office.sql
})
afterAll(() => office.close())
beforeEach(() => office.clear())

const day = 86_400_000

type Security = z.infer<typeof SecurityLog>
type Audit = z.infer<typeof AuditLog>

test('P1.8 an address is shown for seven days and is then gone, from the answers at once and from the disk with the sweep', async () => {
  const { account, workspace, after } = office
  here.world.logs.security('access_denied', {
    address: '203.0.113.7',
    workspace,
    account,
    detail: '/v1/x forbidden',
  })
  await here.world.logs.flush()
  const shown = async () => [
    (await office.read<Security>('/v1/logs/security')).items.find(
      ({ detail }) => detail === '/v1/x forbidden',
    ),
    (await office.read<Security>('/v1/account/log')).items.find(({ detail }) => detail === '/v1/x forbidden'),
  ]
  const kept = () =>
    sql`select host(address) as address, network from security_log where detail = '/v1/x forbidden'`

  expect((await shown()).map(item => item?.address)).toEqual(['203.0.113.7', '203.0.113.7'])
  after(7 * day)
  expect((await asked()).map(item => item?.address)).toEqual([null, null])
  expect(await kept()).toMatchObject([{ address: '203.0.113.7' }])
  await sweep(here.world)
  expect(await kept()).toMatchObject([{ address: null, network: expect.anything() }])
})

/** Both security logs as the database answers them later: the session is over by then. */
async function asked() {
  const { account, workspace } = office
  const page = { before: undefined, limit: 51 }
  const { tenant, person } = here.world.db
  const logs = [
    await tenant(workspace, async handle => listSecurityLog(handle, page)),
    await person(account, async handle => listAccountLog(handle, page)),
  ]
  return logs.map(rows => rows.find(({ detail }) => detail === '/v1/x forbidden'))
}

test('P4.3 after ninety days requests and happenings are read by nobody, and the sweep takes them; acts stay a year', async () => {
  const { owner, workspace, after } = office
  await assistantOf(owner)
  here.world.logs.security('access_denied', { workspace })
  await here.world.logs.flush()
  const page = { before: undefined, limit: 51 }
  const read = () =>
    here.world.db.tenant(workspace, async tenant => [
      (await listApiLog(tenant, page)).length,
      (await listSecurityLog(tenant, page)).length,
      (await listAuditLog(tenant, page)).length,
    ])
  const kept = async () => {
    const [row] = await sql`
      select (select count(*)::int from api_log where workspace_id = ${workspace}) as api,
        (select count(*)::int from security_log where workspace_id = ${workspace}) as security,
        (select count(*)::int from audit_log where workspace_id = ${workspace}) as audit
    `
    return [row?.api, row?.security, row?.audit]
  }
  after(90 * day - 1)
  await sweep(here.world)
  expect(await read()).toEqual([1, 1, 1])
  after(90 * day)
  expect(await read()).toEqual([0, 0, 1])
  expect(await kept()).toEqual([1, 1, 1])
  await sweep(here.world)
  expect(await kept()).toEqual([0, 0, 1])
  after(365 * day)
  expect(await read()).toEqual([0, 0, 0])
  await sweep(here.world)
  expect(await kept()).toEqual([0, 0, 0])
})

test('a log of many pages has each row once, newest first, and none that came meanwhile', async () => {
  const { account, owner, workspace } = office
  for (let i = 0; i < 120; i++) {
    here.at(new Date(Date.parse(testMoment) + Math.floor(i / 7)))
    await here.world.db.tenant(workspace, async tenant => {
      await audit(tenant, { kind: 'account', account }, 'assistant.changed', { fields: [`f${i}`] })
    })
  }
  const fields: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: Audit = await office.read(`/v1/logs/audit${next && `?cursor=${next}`}`)
    expect(page.items.length).toBeLessThanOrEqual(50)
    fields.push(
      ...page.items.filter(({ fields }) => fields[0]?.startsWith('f')).map(({ fields: [f] }) => f ?? ''),
    )
    next = page.next
  }

  expect(fields.filter(field => /^f\d+$/.test(field))).toEqual(
    Array.from({ length: 120 }, (_, i) => `f${119 - i}`),
  )
  expect((await owner.call('GET', '/v1/logs/audit?cursor=nonsense')).status).toBe(400)
})

test('an owner reads who changed what: which fields, and never their values', async () => {
  const { account, owner } = office
  const assistant = await assistantOf(owner)
  await owner.call('PATCH', `/v1/assistants/${assistant.id}`, { greeting: 'A very private hello' })
  const { items } = await office.read<Audit>('/v1/logs/audit')

  expect(items[0]).toMatchObject({
    action: 'assistant.changed',
    target: assistant.id,
    fields: ['greeting'],
    by: { kind: 'account', id: account, name: expect.stringMatching(/^owner/) },
  })
  expect(JSON.stringify(await sql`select * from audit_log`)).not.toContain('private hello')
})

test('what cannot be recorded is not done', async () => {
  const { owner } = office
  const assistant = await assistantOf(owner)
  await sql`revoke insert on audit_log from atavus_app`
  const answer = await owner.call('PATCH', `/v1/assistants/${assistant.id}`, { greeting: 'Unseen' })
  await sql`grant insert on audit_log to atavus_app`
  here.faults.splice(0)

  expect(answer.status).toBe(500)
  const now = (await (await owner.call('GET', `/v1/assistants/${assistant.id}`)).json()) as {
    greeting: string
  }
  expect(now.greeting).not.toBe('Unseen')
})
