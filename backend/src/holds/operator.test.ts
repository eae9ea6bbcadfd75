import type { Hold, OperatedHolds } from '@atavus/contract/holds'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { talk, whole } from '../chat/testing/talk.ts'
import { auditLog, got, openRoom, type Person, type Room, refusal } from '../operator/testing/room.ts'
import { assistantOf, type Visitor, visit } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'

let room: Room
let base: string
let owner: Person
let visitor: Visitor
const until = '2026-12-17T12:00:00.000Z'
const why = 'The court of Graz asked for it.'

beforeAll(async () => {
  room = await openRoom()
  base = await room.here.serve()
})
afterAll(() => room.close())
beforeEach(async () => {
  room.here.at(testMoment)
  await room.appoint(room.operator)
  owner = await room.person()
  const { key } = await assistantOf(owner)
  visitor = await visit(room.here, key)
  await whole(talk(base, visitor, 'Is this kept?').send())
})

const holdsPath = () => `/v1/operator/workspaces/${owner.workspace}/holds`
const hold = (more: object = {}) => room.operator.call('POST', holdsPath(), { reason: why, until, ...more })
const held = () => got<OperatedHolds>(room.operator.call('GET', holdsPath()))
const end = (id: string, reason = 'The suit is over.') =>
  room.operator.call('POST', `${holdsPath()}/${id}/end`, { reason })
const owners = async () => (await got<{ items: Hold[] }>(owner.call('GET', '/v1/holds'))).items

/** All that a visitor is answered: an erasure, an export, its archive, the page of a receipt, a withdrawal. */
async function told() {
  const { headers, receipt } = visitor
  const send = (method: string, door: string, body?: object) =>
    room.here.app.request(`/v1/chat/${door}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
  const code = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString()).code
  const erased = await send('DELETE', 'conversations')
  const page = await room.here.app.request('/your-data', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:4600' },
    body: new URLSearchParams({ code, act: 'erase' }).toString(),
  })
  const exported = await (await send('GET', 'export')).json()
  return {
    erasure: { status: erased.status, ...(await erased.json()) },
    page: await page.text(),
    holds: exported.holds,
    withdrawn: await (await send('POST', 'consents/withdraw', { delete: true })).json(),
  }
}

test('P4.2 of what an operator holds a visitor is told no more than that it is held, while its owners read why', async () => {
  expect((await hold()).status).toBe(204)
  const { erasure, page, holds, withdrawn } = await told()

  expect(erasure).toMatchObject({ status: 200, conversations: 0, messages: 0, held: 1 })
  expect(withdrawn).toMatchObject({ deleted: { messages: 0, held: 1 }, held: true })
  expect(holds).toEqual([])
  expect(page).toContain('A legal hold keeps conversations (1)')
  for (const answer of [erasure, page, withdrawn].map(answer => JSON.stringify(answer)))
    expect(answer).not.toMatch(/Graz|17 December|2026-12-17/)
  expect(await owners()).toMatchObject([{ reason: why, silent: true, by: { kind: 'operator' } }])
})

test('P4.2 of what is not held in silence a visitor reads why and until when, and an erasure says neither', async () => {
  expect((await hold({ silent: false })).status).toBe(204)
  const { erasure, page, holds } = await told()

  expect(holds).toEqual([{ reason: why, until }])
  expect(page).toContain(`These words are kept for a legal reason until 17 December 2026: ${why}`)
  expect(erasure).toMatchObject({ status: 200, held: 1 })
  expect(JSON.stringify(erasure)).not.toMatch(/Graz|2026-12-17/)
})

test('an operator sees what operators hold of a workspace and stands: who, why, until when; not what its owners hold', async () => {
  const own = { assistant: null, conversation: null, reason: 'Our own suit.', silent: false, until }
  expect((await owner.call('POST', '/v1/holds', own)).status).toBe(201)
  await hold({ until: '2026-11-20T12:05:00.000Z' })
  await hold({ reason: 'The tax office asked.', silent: false })

  const { workspace, items } = await held()
  expect(workspace).toBe(
    (await got<{ workspace: { name: string } }>(owner.call('GET', '/v1/account'))).workspace.name,
  )
  const by = room.operator.username
  expect(items).toMatchObject([
    { reason: 'The tax office asked.', silent: false, by, createdAt: testMoment, until },
    { reason: why, silent: true, by, until: '2026-11-20T12:05:00.000Z' },
  ])
  expect(JSON.stringify(items)).not.toContain('Our own suit.')
  room.here.at('2026-11-20T12:05:00.000Z')
  expect((await held()).items).toHaveLength(1)
  expect(await refusal(end(items[1]?.id ?? ''))).toBe('not_found')
})

test('P4.2 a hold ends once, one by one, for a reason that its owners read; only then can what it kept be erased', async () => {
  await hold()
  await hold({ reason: 'The tax office asked.' })
  const [second, first] = (await held()).items
  const erase = async () =>
    room.here.app.request('/v1/chat/conversations', { method: 'DELETE', headers: visitor.headers })

  expect((await end(first?.id ?? '')).status).toBe(204)
  expect(await refusal(end(first?.id ?? ''))).toBe('not_found')
  expect((await held()).items).toMatchObject([{ id: second?.id }])
  expect(await (await erase()).json()).toMatchObject({ conversations: 0, held: 1 })
  expect((await end(second?.id ?? '', 'They let it go.')).status).toBe(204)
  expect(await (await erase()).json()).toMatchObject({ conversations: 1, held: 0 })

  const ended = (await auditLog(owner)).filter(({ action }) => action === 'hold.ended')
  expect(ended).toMatchObject([
    { target: second?.id, reason: 'They let it go.', by: { kind: 'operator' } },
    { target: first?.id, reason: 'The suit is over.' },
  ])
  const acts = (await room.acts()).filter(({ target }) => target === owner.workspace)
  expect(acts.map(({ action, reason }) => [action, reason])).toEqual([
    ['hold.ended', 'They let it go.'],
    ['hold.ended', 'The suit is over.'],
    ['hold.made', 'The tax office asked.'],
    ['hold.made', why],
  ])
})

test('an operator ends no hold of an owner’s, none of another workspace, none without a reason, and an owner none of theirs', async () => {
  const own = { assistant: null, conversation: null, reason: 'Our own suit.', silent: false, until }
  const { id } = await got<Hold>(owner.call('POST', '/v1/holds', own))
  expect(await refusal(end(id))).toBe('not_found')

  await hold()
  const [made] = (await held()).items
  const other = await room.person()
  const elsewhere = `/v1/operator/workspaces/${other.workspace}/holds/${made?.id}/end`
  expect(await refusal(room.operator.call('POST', elsewhere, { reason: 'x' }))).toBe('not_found')
  expect(await refusal(end(made?.id ?? '', ''))).toBe('invalid_request')
  expect(await refusal(owner.call('DELETE', `/v1/holds/${made?.id}`))).toBe('not_found')
  expect(await refusal(owner.call('GET', holdsPath()))).toBe('forbidden')
  expect((await owners()).map(({ endedAt }) => endedAt)).toEqual([null, null])
})

test('of a workspace that is not there nothing is shown and nothing held', async () => {
  const nowhere = `/v1/operator/workspaces/${crypto.randomUUID()}/holds`
  expect(await refusal(room.operator.call('GET', nowhere))).toBe('not_found')
  expect(await refusal(room.operator.call('POST', nowhere, { reason: why, until }))).toBe('not_found')
  expect(await refusal(hold({ until: testMoment }))).toBe('invalid_request')
  expect(await refusal(hold({ silent: 'yes' }))).toBe('invalid_request')
})
