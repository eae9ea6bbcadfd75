import type { Egress } from '@atavus/contract/egress'
import type { SecurityLog } from '@atavus/contract/logs'
import type { OperatedAccounts, OperatedWorkspaces, OperatorOverview } from '@atavus/contract/operator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { mailsTo } from '../testing/mail.ts'
import { testMoment } from '../testing/world.ts'
import { auditLog, got, openRoom, type Person, type Room, refusal } from './testing/room.ts'

let room: Room
let here: Room['here']
let sql: Room['sql']
let operator: Person
let owner: Person

beforeAll(async () => {
  room = await openRoom()
  here = room.here
  sql = room.sql
  operator = room.operator
})
afterAll(() => room.close())
beforeEach(async () => {
  here.at(testMoment)
  owner = await room.person()
  await room.appoint(operator)
})

const doors: [string, string, object?][] = [
  ['GET', '/v1/operator'],
  ['GET', '/v1/operator/workspaces'],
  ['GET', '/v1/operator/accounts'],
  ['GET', '/v1/operator/logs/api'],
  ['GET', '/v1/operator/logs/security'],
  ['GET', '/v1/operator/logs/audit'],
]

test('the room is closed to owners, and to an operator who has shown no second factor', async () => {
  for (const [method, path] of doors) {
    expect(await refusal(owner.call(method, path))).toBe('forbidden')
    expect(await refusal(operator.call(method, path))).toBe('200')
  }
  await sql`update sessions set factor = false where account_id = ${operator.id}`
  for (const [method, path] of doors)
    expect(await refusal(operator.call(method, path))).toBe('factor_demanded')
})

test('what is done needs a proof of a quarter of an hour', async () => {
  const { open, suspend } = room
  await sql`update sessions set confirmed_at = null where account_id = ${operator.id}`

  expect(await refusal(suspend('workspaces', owner.workspace, true, 'Spam'))).toBe('confirmation_required')
  expect(await refusal(suspend('accounts', owner.id, true, 'Spam'))).toBe('confirmation_required')
  expect(await refusal(open(owner.workspace))).toBe('confirmation_required')
})

test('the overview counts what there is', async () => {
  const { person } = room
  const before = await got<z.infer<typeof OperatorOverview>>(operator.call('GET', '/v1/operator'))
  await person()
  await sql`
    insert into jobs (id, kind, subject, run_at, created_at)
    values (gen_random_uuid(), 'nobody does it', '{}', '2026-11-20T11:00:00Z', '2026-11-20T10:00:00Z')
  `
  const now = await got<z.infer<typeof OperatorOverview>>(operator.call('GET', '/v1/operator'))
  await sql`delete from jobs where kind = 'nobody does it'`

  expect(now).toEqual({
    accounts: before.accounts + 1,
    workspaces: before.workspaces + 1,
    suspended: before.suspended,
    jobs: { waiting: before.jobs.waiting + 1, oldest: '2026-11-20T11:00:00.000Z' },
    mail: 'outbox',
    running: 0,
  })
})

test('workspaces and accounts are found by how their names and addresses begin, whatever signs they hold', async () => {
  const { asked } = room
  await asked(owner, 'How much is it?')
  const workspaces = (text: string) =>
    got<z.infer<typeof OperatedWorkspaces>>(
      operator.call('GET', `/v1/operator/workspaces?text=${encodeURIComponent(text)}`),
    )
  const accounts = (text: string) =>
    got<z.infer<typeof OperatedAccounts>>(
      operator.call('GET', `/v1/operator/accounts?text=${encodeURIComponent(text)}`),
    )
  await sql`update workspaces set name = '100%_off\\shop' where id = ${owner.workspace}`

  expect((await workspaces('100%_OFF\\')).items).toEqual([
    {
      id: owner.workspace,
      name: '100%_off\\shop',
      createdAt: testMoment,
      members: 1,
      assistants: 1,
      messagesToday: 1,
      suspendedAt: null,
    },
  ])
  expect((await accounts(owner.email.toUpperCase())).items).toEqual([
    {
      id: owner.id,
      username: owner.username,
      email: owner.email,
      createdAt: testMoment,
      secondFactor: false,
      suspendedAt: null,
      alone: [{ id: owner.workspace, name: '100%_off\\shop' }],
    },
  ])
  expect((await accounts(owner.username)).items.map(({ id }) => id)).toContain(owner.id)
  for (const text of ['%', '_', "' or true --", '\\', '100_', '*'])
    expect((await workspaces(text)).items).toEqual([])
})

test('lists go on where the page before ended', async () => {
  await sql`
    insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
    select gen_random_uuid(), 'page' || n || '@site.example', 'page' || n, '', '1', ${testMoment},
      ${testMoment}::timestamptz - make_interval(secs => n / 10)
    from generate_series(1, 130) n
  `
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const path: string = `/v1/operator/accounts?text=page${cursor && `&cursor=${cursor}`}`
    const page: z.infer<typeof OperatedAccounts> = await got(operator.call('GET', path))
    seen.push(...page.items.map(({ email }) => email))
    cursor = page.next
  }
  await sql`delete from accounts where username like 'page%'`

  expect(seen).toHaveLength(130)
  expect(new Set(seen).size).toBe(130)
})

test('P4.3 of what left the platform an operator reads 90 days, in the list and in the file, before any sweep', async () => {
  const lines = [
    { host: 'over.example', at: '2026-08-22T12:00:00Z' },
    { host: 'last.example', at: '2026-08-22T12:00:01Z' },
  ]
  for (const line of lines)
    await sql`
      insert into egress (id, at, kind, recipient, why, host, bytes_out, bytes_in)
      values (gen_random_uuid(), ${line.at}, 'endpoint', 'webhook', 'webhook', ${line.host}, 1, 1)
    `
  const { items } = await got<z.infer<typeof Egress>>(operator.call('GET', '/v1/operator/egress'))
  const file = await (await operator.call('GET', '/v1/operator/egress/export?format=csv')).text()
  await sql`delete from egress where host = any(${lines.map(({ host }) => host)})`

  expect(items.map(({ host }) => host)).toEqual(['last.example'])
  expect(file).toContain('last.example')
  expect(file).not.toContain('over.example')
})

test('a suspended workspace is closed to its people until it goes on, and its owner reads why', async () => {
  const { acts, suspend } = room
  expect((await suspend('workspaces', owner.workspace, true, 'Sells what it does not have')).status).toBe(204)
  expect(await refusal(owner.call('GET', '/v1/assistants'))).toBe('suspended')
  expect((await suspend('workspaces', owner.workspace, true, 'Again')).status).toBe(204)
  expect((await suspend('workspaces', owner.workspace, false, 'It was a mistake')).status).toBe(204)

  const told = (await auditLog(owner)).filter(({ action }) => action.startsWith('workspace.'))
  const by = { kind: 'operator', id: operator.id, name: null }
  expect(told).toMatchObject([
    { action: 'workspace.resumed', target: owner.workspace, reason: 'It was a mistake', by },
    { action: 'workspace.suspended', target: owner.workspace, reason: 'Sells what it does not have', by },
  ])
  const done = (await acts()).filter(({ target }) => target === owner.workspace)
  expect(done.map(({ action, by: { name } }) => [action, name])).toEqual([
    ['workspace.resumed', operator.username],
    ['workspace.suspended', operator.username],
  ])
  const mails = await mailsTo(here, owner.email)
  expect(mails.filter(({ subject }) => /suspend/i.test(subject))).toHaveLength(1)
  await here.world.logs.flush()
  const { items } = await got<z.infer<typeof SecurityLog>>(owner.call('GET', '/v1/logs/security'))
  expect(items.filter(({ event }) => /suspended|resumed/.test(event))).toMatchObject([
    { event: 'resumed', address: null },
    { event: 'suspended', address: null },
  ])
})

test('a suspended account has no session any more, and gets in again once it is let', async () => {
  const { acts, person, suspend } = room
  const team = await person()
  await sql`
    insert into memberships (workspace_id, account_id, role, created_at)
    values (${team.workspace}, ${owner.id}, 'viewer', ${testMoment})
  `
  expect((await suspend('accounts', owner.id, true, 'Somebody else uses it')).status).toBe(204)
  expect(await refusal(owner.call('GET', '/v1/account'))).toBe('unauthenticated')
  expect(await sql`select from sessions where account_id = ${owner.id} and ended_at is null`).toHaveLength(0)

  const shown = { action: 'account.suspended', target: owner.id, reason: 'Somebody else uses it' }
  expect((await auditLog(team))[0]).toMatchObject({ ...shown, by: { kind: 'operator', id: operator.id } })
  expect((await acts()).filter(({ target }) => target === owner.id)).toMatchObject([shown])
  expect((await suspend('accounts', owner.id, false, 'Cleared up')).status).toBe(204)
  expect(await sql`select suspended_at from accounts where id = ${owner.id}`).toEqual([
    { suspended_at: null },
  ])
})

test('operators cannot shut themselves out, and nobody suspends what is not there', async () => {
  const { open, suspend } = room
  expect(await refusal(suspend('accounts', operator.id, true, 'Holidays'))).toBe('forbidden')
  const nobody = '01900000-0000-7000-8000-0000000000ff'
  for (const what of ['accounts', 'workspaces'] as const)
    expect(await refusal(suspend(what, nobody, true, 'Spam'))).toBe('not_found')
  expect(await refusal(open(nobody))).toBe('not_found')
})

test.each([[''], ['   '], ['two\nlines'], ['\u001b[31mred'], ['x'.repeat(501)]])(
  'a reason such as %j is none',
  async reason => {
    const { open, suspend } = room
    expect(await refusal(suspend('workspaces', owner.workspace, true, reason))).toBe('invalid_request')
    expect(await refusal(suspend('accounts', owner.id, true, reason))).toBe('invalid_request')
    expect(await refusal(open(owner.workspace, reason))).toBe('invalid_request')
  },
)
