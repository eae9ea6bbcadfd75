import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sweep } from '../retention/sweep.ts'
import { mailsTo } from '../testing/mail.ts'
import { testMoment } from '../testing/world.ts'
import { conversationFor } from './access.ts'
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

const hour = 3_600_000
const after = (milliseconds: number) => here.at(new Date(Date.parse(testMoment) + milliseconds))

test('nobody’s words are read without a reason; with one they are for an hour, and their owner sees who, what and why', async () => {
  const { acts, asked, open, person } = room
  const conversation = await asked(owner, 'Is my order lost?')
  const path = `/v1/operator/workspaces/${owner.workspace}/conversations`
  expect(await refusal(operator.call('GET', path))).toBe('forbidden')
  expect(await refusal(operator.call('GET', `${path}/${conversation}`))).toBe('forbidden')

  const opened = await got<{ until: string }>(open(owner.workspace, 'A bug report of yours'))
  expect(opened.until).toBe('2026-11-20T13:00:00.000Z')
  const list = await got<{ items: object[] }>(operator.call('GET', path))
  expect(list.items).toMatchObject([{ id: conversation, title: '', messages: 2 }])
  const read = await got<{ messages: { text: string }[] }>(operator.call('GET', `${path}/${conversation}`))
  expect(read.messages[0]?.text).toBe('Is my order lost?')

  const by = { kind: 'operator', id: operator.id, name: null }
  const why = 'A bug report of yours'
  const seen = (await auditLog(owner)).filter(({ reason }) => reason !== null)
  expect(seen).toMatchObject([
    { action: 'conversation.read_by_operator', target: conversation, reason: why, by },
    { action: 'operator.access', target: owner.workspace, reason: why, by },
  ])
  expect((await acts()).slice(0, 2)).toMatchObject([
    { action: 'conversation.read_by_operator', target: conversation, by: { name: operator.username } },
    { action: 'operator.access', target: owner.workspace },
  ])
  expect((await mailsTo(here, owner.email))[0]?.subject).toMatch(/operator/i)
  const other = await person()
  const elsewhere = `/v1/operator/workspaces/${other.workspace}/conversations/${conversation}`
  expect(await refusal(operator.call('GET', elsewhere))).toBe('forbidden')
  await got(open(other.workspace))
  expect(await refusal(operator.call('GET', elsewhere))).toBe('not_found')
})

test('that a workspace was opened, by whom and why, is known when the workspace is gone', async () => {
  const { acts, open } = room
  await got(open(owner.workspace, 'A bug report of theirs'))
  const told = async () =>
    (await acts())
      .filter(({ target }) => target === owner.workspace)
      .map(({ action, reason, by }) => ({ action, reason, id: by.id }))
  const opened = [{ action: 'operator.access', reason: 'A bug report of theirs', id: operator.id }]
  expect(await told()).toEqual(opened)
  await sql`delete from workspaces where id = ${owner.workspace}`
  expect(await told()).toEqual(opened)
})

test('an access ends by itself after an hour, is nobody else’s, and goes with the sweep', async () => {
  const { appoint, asked, open, person } = room
  const conversation = await asked(owner, 'Is my order lost?')
  const path = `/v1/operator/workspaces/${owner.workspace}/conversations/${conversation}`
  await got(open(owner.workspace))
  const second = await person()
  await appoint(second)
  expect(await refusal(second.call('GET', path))).toBe('forbidden')

  const reader = { operator: operator.id, workspace: owner.workspace }
  after(hour - 1)
  expect((await conversationFor(here.world, reader, conversation)).id).toBe(conversation)
  after(hour)
  await expect(conversationFor(here.world, reader, conversation)).rejects.toMatchObject({ code: 'forbidden' })
  await sweep(here.world)
  expect(await sql`select from operator_access where workspace_id = ${owner.workspace}`).toHaveLength(0)
})

test('what cannot be recorded is not read', async () => {
  const { asked, open } = room
  const conversation = await asked(owner, 'A word that must not be seen?')
  const path = `/v1/operator/workspaces/${owner.workspace}/conversations/${conversation}`
  await got(open(owner.workspace))
  await sql`revoke insert on audit_log from atavus_app`
  const answer = await operator.call('GET', path)
  await sql`grant insert on audit_log to atavus_app`
  here.faults.splice(0)

  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('must not be seen')
})

test('what cannot be recorded is not opened and not suspended', async () => {
  const { open, suspend } = room
  await sql`revoke insert on audit_log from atavus_keeper`
  const answers = [
    (await open(owner.workspace)).status,
    (await suspend('workspaces', owner.workspace, true, 'Spam')).status,
    (await suspend('accounts', owner.id, true, 'Spam')).status,
  ]
  await sql`grant insert on audit_log to atavus_keeper`
  here.faults.splice(0)

  expect(answers).toEqual([500, 500, 500])
  expect(await sql`select from operator_access where workspace_id = ${owner.workspace}`).toHaveLength(0)
  expect((await owner.call('GET', '/v1/assistants')).status).toBe(200)
})
