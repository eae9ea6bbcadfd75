import type { Breach, RecordBreach, WorkspaceBreaches } from '@atavus/contract/breaches'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { auditLog, got, openRoom, type Person, type Room, refusal } from '../operator/testing/room.ts'
import { sweep } from '../retention/sweep.ts'
import { mailsTo } from '../testing/mail.ts'
import { testMoment } from '../testing/world.ts'

let room: Room
let owner: Person

beforeAll(async () => {
  room = await openRoom()
})
beforeEach(async () => {
  room.here.at(testMoment)
  owner = await room.person()
})
afterAll(() => room.close())

const breach = (more: Partial<RecordBreach> = {}): RecordBreach => ({
  noticedAt: '2026-11-20T10:00:00.000Z',
  what: 'A copy of the log lay open.',
  kinds: ['confidentiality'],
  categories: ['conversation'],
  people: 100,
  consequences: 'Somebody may have read it.',
  measures: 'It was closed.',
  workspaces: [owner.workspace],
  everyWorkspace: false,
  ...more,
})
const record = (more?: Partial<RecordBreach>) =>
  got<Breach>(room.operator.call('POST', '/v1/operator/breaches', breach(more)))
const change = (id: string, wish: object) => room.operator.call('PATCH', `/v1/operator/breaches/${id}`, wish)
const seenBy = async (who: Person) =>
  (await got<z.infer<typeof WorkspaceBreaches>>(who.call('GET', '/v1/breaches'))).items
const subjects = async (who: Person) => (await mailsTo(room.here, who.email)).map(({ subject }) => subject)
const decided = { decision: 'not_needed', at: testMoment, reason: 'Nobody was there to see it.' }

test('72 hours run from the moment of knowing, also across a change of clocks', async () => {
  expect((await record()).dueAt).toBe('2026-11-23T10:00:00.000Z')
  expect((await record({ noticedAt: '2026-03-28T12:00:00.000Z' })).dueAt).toBe('2026-03-31T12:00:00.000Z')
})

test('owners of the workspaces that it touches are told and see it; others do not', async () => {
  const other = await room.person()
  const { id, workspaces } = await record()

  expect(workspaces).toBe(1)
  expect(await seenBy(owner)).toMatchObject([{ id, what: 'A copy of the log lay open.', people: 100 }])
  expect(await seenBy(other)).toEqual([])
  expect(await subjects(owner)).toContain('A breach touches your workspace')
  expect(await subjects(other)).not.toContain('A breach touches your workspace')
  expect((await auditLog(owner)).map(({ action }) => action)).toContain('breach.told')
})

test('a workspace that is named again is told once', async () => {
  const { id } = await record()
  await got(change(id, { workspaces: [owner.workspace] }))
  expect(await got(change(id, { everyWorkspace: true }))).toMatchObject({ id })

  const told = (await subjects(owner)).filter(subject => subject === 'A breach touches your workspace')
  expect(told).toHaveLength(1)
})

test('operators are reminded at 24, 60 and 72 hours while nothing is decided, and no more once it is', async () => {
  const { id } = await record()
  const reminded = async (moment: string) => {
    room.here.at(moment)
    return (await subjects(room.operator)).filter(subject => subject === 'A breach waits for your decision')
      .length
  }
  const before = await reminded('2026-11-21T09:59:00.000Z')
  expect(await reminded('2026-11-21T10:00:00.000Z')).toBeGreaterThan(before)

  room.here.at(testMoment)
  await room.appoint(room.operator)
  await got(change(id, { authority: decided }))
  await room.sql`
    update breaches set authority = 'told', authority_at = recorded_at, authority_reason = 'x' where authority is null
  `
  expect(await reminded('2026-11-23T10:00:00.000Z')).toBe(0)
})

test('a breach that is written down late is reminded of at once', async () => {
  const count = async () =>
    (await subjects(room.operator)).filter(subject => subject === 'A breach waits for your decision').length
  await room.sql`
    update breaches set authority = 'told', authority_at = recorded_at, authority_reason = 'x' where authority is null
  `
  const before = await count()
  await record({ noticedAt: '2026-11-15T10:00:00.000Z' })
  expect(await count()).toBe(before + 1)
  await record({ noticedAt: '2026-11-19T06:00:00.000Z' })
  expect(await count()).toBe(before + 2)
})

test('a decision of a time to come, or of before it was noticed, is none and ends no reminder', async () => {
  const { id } = await record()
  for (const who of ['authority', 'persons'])
    for (const at of ['2099-01-01T00:00:00.000Z', '2026-11-20T12:05:01.000Z', '2026-11-20T09:59:59.000Z'])
      expect(await refusal(change(id, { [who]: { ...decided, decision: 'told', at } }))).toBe(
        'invalid_request',
      )
  const soon = { ...decided, decision: 'told', at: '2026-11-20T12:04:00.000Z' }
  expect(await got(change(id, { authority: soon }))).toMatchObject({ authority: soon })
})

test('a breach is closed only once both decisions stand, and stays as it is then', async () => {
  const { id } = await record()
  expect(await refusal(change(id, { closed: true }))).toBe('breach_open')
  await got(change(id, { authority: decided }))
  expect(await refusal(change(id, { closed: true }))).toBe('breach_open')
  const closed = await got<Breach>(change(id, { persons: decided, closed: true }))

  expect(closed).toMatchObject({ closedAt: testMoment, authority: decided, persons: decided })
  expect(await refusal(change(id, { measures: 'More.' }))).toBe('breach_closed')
})

test('what lies ahead, names no workspace there is, or comes from no operator is refused', async () => {
  const send = (more: Partial<RecordBreach>) =>
    room.operator.call('POST', '/v1/operator/breaches', breach(more))
  expect(await refusal(send({ noticedAt: '2026-11-20T12:00:01.000Z' }))).toBe('invalid_request')
  expect(await refusal(send({ workspaces: [crypto.randomUUID()] }))).toBe('not_found')
  expect(await refusal(send({ kinds: [] }))).toBe('invalid_request')
  expect(await refusal(owner.call('POST', '/v1/operator/breaches', breach()))).toBe('forbidden')
  expect(await refusal(change(crypto.randomUUID(), { measures: 'x' }))).toBe('not_found')
})

test('it is kept for three years after it was closed, and then goes', async () => {
  const { id } = await record()
  await got(change(id, { authority: decided, persons: decided, closed: true }))
  const there = async () => (await room.sql`select from breaches where id = ${id}`).length

  room.here.at('2029-11-20T11:59:00.000Z')
  await sweep(room.here.world)
  expect(await there()).toBe(1)
  room.here.at('2029-11-20T12:01:00.000Z')
  await sweep(room.here.world)
  expect(await there()).toBe(0)
})
