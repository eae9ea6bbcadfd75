import { createHash } from 'node:crypto'
import type { OperatedAccounts } from '@atavus/contract/operator'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { conversationOf, whole } from '../chat/testing/talk.ts'
import { selfOf } from '../own/testing/own.ts'
import { mailsTo } from '../testing/mail.ts'
import { assistantOf } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { auditLog, got, openRoom, type Person, type Room, refusal } from './testing/room.ts'

let room: Room
let base: string
let sql: Room['sql']
let person: Person

beforeAll(async () => {
  room = await openRoom()
  base = await room.here.serve()
  sql = room.sql
})
afterAll(() => room.close())
beforeEach(async () => {
  room.here.at(testMoment)
  person = await room.person()
  await room.appoint(room.operator)
})

type Why = 'child' | 'asked'
const remove = (who: Person, why: Why, workspaces = [who.workspace], reason = 'A mother wrote.') =>
  room.operator.call('POST', `/v1/operator/accounts/${who.id}/delete`, { why, reason, workspaces })
const isThere = async ({ id }: Person) => (await sql`select from accounts where id = ${id}`).length === 1
const join = (who: Person, { workspace }: Person, role = 'viewer') =>
  sql`insert into memberships values (${workspace}, ${who.id}, ${role}, ${testMoment})`
const rewriting = () => sql<{ key: string }[]>`select key from jobs where kind = 'rewrite' and key = 'now'`
const sha256 = (id: string) =>
  createHash('sha256')
    .update(Buffer.from(id.replaceAll('-', ''), 'hex'))
    .digest('hex')

/** Somebody asks an assistant of another's workspace, and shares it there. */
async function asked(who: Person, { assistant }: { assistant: string }) {
  const self = await selfOf(room.here, base, who)
  expect((await self.agree(assistant)).status).toBe(201)
  const conversation = conversationOf(await whole(self.ask(assistant, 'I am eleven, what now?')))
  await self.call('PUT', `/conversations/${conversation}/shared`, { shared: true })
  return conversation
}

test('P9.2 an operator deletes a child’s account at once: what it said, agreed to and owned, wherever it was', async () => {
  const team = await room.person()
  const assistant = (await assistantOf(team)).id
  await join(person, team)
  const conversation = await asked(person, { assistant })
  await sql`
    insert into webhooks (workspace_id, id, url, sealed_secret, events, created_at)
    values (${team.workspace}, gen_random_uuid(), 'https://hook.example/', '', '{conversation.ended}', ${testMoment})
  `
  await sql`
    insert into deliveries (workspace_id, id, webhook_id, happening_id, event, body, state, created_at, expires_at)
    select workspace_id, gen_random_uuid(), id, gen_random_uuid(), 'conversation.ended',
      ${`{"conversation":"${conversation}"}`}, 'delivered', ${testMoment}, '2026-12-20T12:00:00Z'
    from webhooks where workspace_id = ${team.workspace}
  `
  // Of a workspace that it left, too, where only the proof is left.
  const former = await room.person()
  await join(person, former)
  const before = await asked(person, { assistant: (await assistantOf(former)).id })
  await sql`delete from conversations where id = ${before}`
  expect((await person.call('DELETE', `/v1/account/memberships/${former.workspace}`)).status).toBe(204)
  const proofs = () => sql`
    select from consents where workspace_id in (${team.workspace}, ${former.workspace})
  `
  expect(await proofs()).toHaveLength(2)
  await sql`delete from jobs where kind = 'rewrite'`

  const answer = await remove(person, 'child')
  expect(answer.status).toBe(200)
  const { receipt, conversations } = (await answer.json()) as { receipt: string; conversations: number }
  expect(conversations).toBe(1)
  expect(decodeJwt(receipt)).toMatchObject({
    deleted: { kind: 'child', id: { sha256: sha256(person.id) } },
    askedBy: 'operator',
  })
  expect(await isThere(person)).toBe(false)
  expect(await sql`select from workspaces where id = ${person.workspace}`).toHaveLength(0)
  expect(await proofs()).toHaveLength(0)
  expect(await sql`select from conversations where workspace_id = ${team.workspace}`).toHaveLength(0)
  expect(await sql`select from deliveries where workspace_id = ${team.workspace}`).toHaveLength(0)
  expect(await rewriting()).toHaveLength(1)
  expect((await person.call('GET', '/v1/account')).status).toBe(401)

  const [mail] = await mailsTo(room.here, person.email)
  expect(mail?.text).toContain('a child’s')
  const [act] = await room.acts()
  expect(act).toMatchObject({
    action: 'account.of_child_deleted',
    target: person.id,
    reason: 'A mother wrote.',
    by: { id: room.operator.id },
  })
  const [told] = await auditLog(team)
  expect(told).toMatchObject({ action: 'member.removed', target: person.id, reason: null })
})

test('P8.3 an operator deletes the account of whoever asked and cannot do it themselves', async () => {
  const team = await room.person()
  await join(person, team)
  await asked(person, { assistant: (await assistantOf(team)).id })
  const answer = await remove(person, 'asked', [person.workspace], 'Asked by the form, from the address.')
  expect(answer.status).toBe(200)
  const { receipt } = (await answer.json()) as { receipt: string }
  expect(decodeJwt(receipt)).toMatchObject({ deleted: { kind: 'account' }, askedBy: 'operator' })
  expect(await isThere(person)).toBe(false)
  const proofs = await sql`select withdrawn_at from consents where workspace_id = ${team.workspace}`
  expect(proofs).toEqual([{ withdrawn_at: new Date(testMoment) }])
  const [mail] = await mailsTo(room.here, person.email)
  expect(mail?.text).toContain('as asked for')
  expect((await room.acts())[0]).toMatchObject({ action: 'account.deleted', target: person.id })
  expect(await refusal(remove(person, 'asked'))).toBe('not_found')
})

test('the operator sees which workspaces nobody else owns: these go along, and else nothing goes', async () => {
  const [guest, partner] = [await room.person(), await room.person()]
  await join(guest, person)
  await join(person, partner, 'owner')
  const { items } = await got<z.infer<typeof OperatedAccounts>>(
    room.operator.call('GET', `/v1/operator/accounts?text=${person.username}`),
  )
  expect(items.map(({ alone }) => alone.map(({ id }) => id))).toEqual([[person.workspace]])
  for (const workspaces of [[], [person.workspace, partner.workspace]])
    expect(await refusal(remove(person, 'child', workspaces))).toBe('last_owner')
  expect(await isThere(person)).toBe(true)
  expect((await room.acts()).map(({ target }) => target)).not.toContain(person.id)
  expect(await refusal(remove(person, 'child'))).toBe('200')
  expect(await isThere(guest)).toBe(true)
})

test('P9.2 what a legal hold keeps of a child stays alone, with its account; the rest goes, and the act is recorded', async () => {
  const team = await room.person()
  const assistant = (await assistantOf(team)).id
  await join(person, team)
  const [held, free] = [await asked(person, { assistant }), await asked(person, { assistant })]
  const hold = { assistant: null, conversation: held, reason: 'A claim.', silent: false }
  const until = '2026-12-20T12:00:00.000Z'
  expect((await team.call('POST', '/v1/holds', { ...hold, until })).status).toBe(201)

  expect(await refusal(remove(person, 'child'))).toBe('held')
  const left = await sql`select id from conversations where id in (${held}, ${free})`
  expect([...left]).toEqual([{ id: held }])
  const standing = await sql`
    select from consents where workspace_id = ${team.workspace} and withdrawn_at is null
  `
  expect(standing).toHaveLength(0)
  expect(await isThere(person)).toBe(true)
  expect((await room.acts())[0]).toMatchObject({ action: 'account.of_child_deleted', target: person.id })
})

test('operators do not delete themselves, and nobody without a fresh proof or a reason deletes anybody', async () => {
  expect(await refusal(remove(room.operator, 'asked'))).toBe('forbidden')
  expect(await refusal(remove(person, 'asked', [], ' '))).toBe('invalid_request')
  await sql`update sessions set confirmed_at = null where account_id = ${room.operator.id}`
  expect(await refusal(remove(person, 'child'))).toBe('confirmation_required')
  expect(await isThere(person)).toBe(true)
})
