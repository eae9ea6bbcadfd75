import type { Account } from '@atavus/contract/account'
import type { Members } from '@atavus/contract/workspace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { noLimits } from '../accounts/testing/browser.ts'
import { lookInto } from '../testing/database.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { invited } from '../testing/tenants.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let atavus: TestWorld
let sql: ReturnType<typeof lookInto>

beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  sql = lookInto(atavus.address)
})
afterAll(async () => {
  await sql.end()
  await atavus.close()
})

const accountOf = async (owner: Owner) => (await (await owner.call('GET', '/v1/account')).json()) as Account
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const membersOf = async (owner: Owner) =>
  ((await (await owner.call('GET', '/v1/members')).json()) as z.infer<typeof Members>).items

/** The token of the last invitation that was mailed to somebody. */
async function invitationFor(email: string): Promise<string> {
  await atavus.work()
  const { items } = (await (await atavus.app.request('/v1/outbox')).json()) as {
    items: { to: string; text: string }[]
  }
  const mail = items.find(({ to, text }) => to === email && text.includes('/invite#'))
  return /\/invite#([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

test('somebody who is invited joins in the role that was offered, and goes there', async () => {
  const owner = await signUp(atavus)
  const editor = await invited(atavus, owner, 'editor')
  const { workspace, workspaces, rights } = await accountOf(editor)
  expect(workspace.role).toBe('editor')
  expect(workspaces).toHaveLength(2)
  expect(rights).toContain('assistants:write')
  expect(rights).not.toContain('keys:manage')
  expect((await membersOf(owner)).map(({ role }) => role)).toEqual(['owner', 'editor'])
  expect((await editor.call('GET', '/v1/keys')).status).toBe(403)
})

test('an invitation is taken once, by the address that it was sent to, within a week', async () => {
  const owner = await signUp(atavus)
  const [guest, stranger] = [await signUp(atavus), await signUp(atavus)]
  const { email } = await accountOf(guest)
  await owner.call('POST', '/v1/invitations', { email: email.toUpperCase(), role: 'viewer' })
  const token = await invitationFor(email)
  const seen = await atavus.app.request('/v1/invitations/see', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:4600' },
    body: JSON.stringify({ token }),
  })
  expect(await seen.json()).toMatchObject({ role: 'viewer', email })
  expect(await codeOf(await stranger.call('POST', '/v1/invitations/accept', { token }))).toBe(
    'invitation_for_other',
  )

  const both = await Promise.all([1, 2].map(() => guest.call('POST', '/v1/invitations/accept', { token })))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
  expect(await codeOf(await owner.call('POST', '/v1/invitations', { email, role: 'owner' }))).toBe(
    'already_there',
  )

  const late = await signUp(atavus)
  const lateEmail = (await accountOf(late)).email
  await owner.call('POST', '/v1/invitations', { email: lateEmail, role: 'viewer' })
  const lateToken = await invitationFor(lateEmail)
  await sql`update invitations set expires_at = ${testMoment}`
  expect(await codeOf(await late.call('POST', '/v1/invitations/accept', { token: lateToken }))).toBe(
    'link_spent',
  )
})

test('an invitation that was taken back opens nothing', async () => {
  const [owner, guest] = [await signUp(atavus), await signUp(atavus)]
  const { email } = await accountOf(guest)
  const { id } = (await (await owner.call('POST', '/v1/invitations', { email, role: 'viewer' })).json()) as {
    id: string
  }
  const token = await invitationFor(email)
  expect((await owner.call('DELETE', `/v1/invitations/${id}`)).status).toBe(204)
  expect(await codeOf(await guest.call('POST', '/v1/invitations/accept', { token }))).toBe('link_spent')
})

test('an invitation whose week is over makes room for another, also when many are sent at once', async () => {
  const owner = await signUp(atavus)
  const invite = (email: string) => owner.call('POST', '/v1/invitations', { email, role: 'viewer' })
  await invite('late@shop.example')
  await sql`update invitations set expires_at = ${testMoment} where email = 'late@shop.example'`
  expect((await invite('late@shop.example')).status).toBe(201)
  const same = await Promise.all(Array.from({ length: 4 }, () => invite('same@shop.example')))
  expect(same.map(({ status }) => status)).toEqual([201, 201, 201, 201])
  const many = await Promise.all(Array.from({ length: 60 }, (_, i) => invite(`many${i}@shop.example`)))
  expect(many.filter(({ status }) => status === 201)).toHaveLength(48)
})

test('whoever may invite nobody any more has invited nobody', async () => {
  const owner = await signUp(atavus)
  const second = await invited(atavus, owner, 'owner')
  const friend = await signUp(atavus)
  const { email } = await accountOf(friend)
  await second.call('POST', '/v1/invitations', { email, role: 'owner' })
  const token = await invitationFor(email)
  await owner.call('PATCH', `/v1/members/${second.account}`, { role: 'viewer' })
  expect(await codeOf(await friend.call('POST', '/v1/invitations/accept', { token }))).toBe('link_spent')
})

test('who asks for a deletion or a departure that is refused stays where they are', async () => {
  const owner = await signUp(atavus)
  const { workspace } = await accountOf(owner)
  expect(await codeOf(await owner.call('DELETE', `/v1/account/memberships/${workspace.id}`))).toBe(
    'last_owner',
  )
  const after = await accountOf(owner)
  expect([after.workspace.id, after.workspaces.length]).toEqual([workspace.id, 1])
})

test('a role that was taken away is gone with the next request', async () => {
  const owner = await signUp(atavus)
  const editor = await invited(atavus, owner, 'editor')
  await assistantOf(editor)
  await owner.call('PATCH', `/v1/members/${editor.account}`, { role: 'member' })
  expect((await editor.call('GET', '/v1/assistants')).status).toBe(403)
  expect((await editor.call('GET', '/v1/assistants/tried')).status).toBe(200)
  await owner.call('DELETE', `/v1/members/${editor.account}`)
  expect((await editor.call('GET', '/v1/assistants/tried')).status).toBe(401)
  expect(await membersOf(owner)).toHaveLength(1)
})

test('the last owner stays until there is another one, also when two leave at once', async () => {
  const owner = await signUp(atavus)
  const { id } = await accountOf(owner)
  expect(await codeOf(await owner.call('PATCH', `/v1/members/${id}`, { role: 'viewer' }))).toBe('last_owner')
  expect(await codeOf(await owner.call('DELETE', `/v1/members/${id}`))).toBe('last_owner')
  const second = await invited(atavus, owner, 'owner')
  const both = await Promise.all([
    owner.call('PATCH', `/v1/members/${id}`, { role: 'viewer' }),
    second.call('PATCH', `/v1/members/${second.account}`, { role: 'viewer' }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('a workspace is deleted by its name with all it holds, and its owner goes on in another one', async () => {
  const owner = await signUp(atavus)
  const assistant = await assistantOf(owner)
  const guest = await invited(atavus, owner, 'viewer')
  const { workspace } = await accountOf(owner)
  expect(await codeOf(await owner.call('POST', '/v1/workspace/delete', { name: 'another' }))).toBe(
    'invalid_request',
  )
  const answer = await owner.call('POST', '/v1/workspace/delete', { name: workspace.name })
  expect(answer.status).toBe(200)

  const after = await accountOf(owner)
  expect(after.workspace.id).not.toBe(workspace.id)
  expect((await owner.call('GET', `/v1/assistants/${assistant.id}`)).status).toBe(404)
  expect((await guest.call('GET', '/v1/account')).status).toBe(401)
  const rows = await sql`select from workspaces where id = ${workspace.id}`
  expect(rows).toHaveLength(0)
})

test('whoever leaves goes on where else they belong', async () => {
  const owner = await signUp(atavus)
  const guest = await invited(atavus, owner, 'viewer')
  const { workspace } = await accountOf(guest)
  expect((await guest.call('DELETE', `/v1/account/memberships/${workspace.id}`)).status).toBe(204)
  expect((await accountOf(guest)).workspaces.map(({ id }) => id)).not.toContain(workspace.id)
  expect((await guest.call('GET', '/v1/assistants')).status).toBe(200)
})

test('a workspace’s days follow the time zone that its owner sets, which must be one', async () => {
  const owner = await signUp(atavus)
  for (const timeZone of ['Europe/Nowhere', '+0530', '+05:00', 'CAT', 'europe/berlin', 'EST5EDT4'])
    expect((await owner.call('PATCH', '/v1/workspace', { timeZone })).status, timeZone).toBe(400)
  const answer = await owner.call('PATCH', '/v1/workspace', {
    timeZone: 'Pacific/Auckland',
    tokensPerDay: 5000,
  })
  expect(await answer.json()).toMatchObject({
    timeZone: 'Pacific/Auckland',
    tokensPerDay: 5000,
    messagesPerDay: null,
  })
  const back = await owner.call('PATCH', '/v1/workspace', { tokensPerDay: null })
  expect(await back.json()).toMatchObject({ tokensPerDay: null })
})
