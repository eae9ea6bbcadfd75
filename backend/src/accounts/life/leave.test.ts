import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../../testing/database.ts'
import { mailsTo } from '../../testing/mail.ts'
import { scripted } from '../../testing/model.ts'
import { assistantOf, hear, visit } from '../../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../../testing/world.ts'
import { browser, noLimits, passphrase } from '../testing/browser.ts'

let atavus: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits, models: { quote: model } })
  base = await atavus.serve()
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})

type Role = 'owner' | 'editor' | 'viewer' | 'member'

async function someone(name: string) {
  const here = browser(atavus)
  const account = await here.signUp(name)
  const id: string = account.id
  const home: string = account.workspace.id
  const leave = (workspaces: unknown) => here.ask('POST', '/v1/account/delete', { workspaces })
  const call = (method: string, path: string, body?: unknown) => here.send(method, path, body)
  return { here, id, home, leave, owner: { cookie: here.cookie(), call } }
}

/** Makes an account a member of another's workspace, as an invitation would. */
const join = (account: string, workspace: string, role: Role) =>
  rows`insert into memberships values (${workspace}, ${account}, ${role}, ${testMoment})`

const standing = async (id: string) => (await rows`select from workspaces where id = ${id}`).length === 1

/** Where an id still stands: each table and column that names it. */
async function traces(id: string): Promise<string[]> {
  const columns = await rows<{ table: string; column: string }[]>`
    select c.relname as table, a.attname as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.atttypid = 'uuid'::regtype
  `
  const found: string[] = []
  for (const { table, column } of columns) {
    const [row] = await rows`select from ${rows(table)} where ${rows(column)} = ${id} limit 1`
    if (row) found.push(`${table}.${column}`)
  }
  return found.sort()
}

test('P8.3 P4.1 a deleted account is gone at once, with its workspace and all that was in it', async () => {
  const { here, id, home, owner, leave } = await someone('rosa')
  const assistant = await assistantOf(owner)
  const text = { title: 'Returns', url: null, language: 'en', text: 'Plants may be returned for ten days.' }
  await here.ask('POST', `/v1/assistants/${assistant.id}/documents`, text)
  model.say('For ten days.')
  const visitor = await visit(atavus, assistant.key)
  await hear(await visitor.ask(base, 'How long may I return a plant?'))
  await here.ask('POST', '/v1/accounts/reset', { email: 'rosa@nursery.example' })
  await atavus.work()
  expect(await traces(home)).toEqual(
    expect.arrayContaining(['assistants.workspace_id', 'messages.workspace_id']),
  )

  expect(await leave([home])).toMatchObject({ status: 200 })
  expect(here.cookies.size).toBe(0)
  await atavus.world.logs.flush()
  // What is left are logs, which have ends of their own, and no name.
  for (const one of [id, home, assistant.id])
    for (const place of await traces(one)) expect(place).toMatch(/^(\w+_log\w*|revocations|usage\w*)\./)
  const answer = await visitor.ask(base, 'Are you there?')
  expect(answer.status).toBeGreaterThanOrEqual(400)
  const [mail] = await mailsTo(atavus, 'rosa@nursery.example')
  expect(mail?.subject).toMatch(/deleted/)
  const signIn = { name: 'rosa', password: passphrase }
  expect((await browser(atavus).ask('POST', '/v1/session', signIn)).body.code).toBe('sign_in_failed')
  const again = await browser(atavus).signUp('rosa')
  expect(again.id).not.toBe(id)
})

test('sessions and streams of a deleted account are told to end, everywhere', async () => {
  const { id, home, leave } = await someone('streaming')
  const there = browser(atavus)
  await there.ask('POST', '/v1/session', { name: 'streaming', password: passphrase })
  const heard: string[] = []
  const deaf = atavus.world.hear(news => {
    if (news.type === 'revoked') heard.push(news.subject)
  })
  await leave([home])
  expect((await there.ask('GET', '/v1/account')).status).toBe(401)
  expect((await there.send('POST', '/v1/session/refresh')).status).toBe(401)
  await expect.poll(() => heard).toEqual(expect.arrayContaining([id, home]))
  deaf()
})

test('an answer that is being written in a workspace ends within seconds when its owner’s account is deleted', async () => {
  const { home, owner, leave } = await someone('talking')
  const assistant = await assistantOf(owner)
  const visitor = await visit(atavus, assistant.key)
  let cut: AbortSignal | undefined
  model.play(async function* (_, signal) {
    cut = signal
    yield { type: 'text', text: 'Let me think' }
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  const answer = await visitor.ask(base, 'Tell me all about plants.')
  const whole = hear(answer)
  await expect.poll(() => cut?.aborted).toBe(false)
  const began = performance.now()
  expect((await leave([home])).status).toBe(200)
  const heard = await whole
  expect(performance.now() - began).toBeLessThan(5000)
  expect(cut?.aborted).toBe(true)
  expect(heard.at(-1)?.event.type).not.toBe('text')
  expect(atavus.faults).toEqual([])
})

test('a workspace that nobody else owns goes only where it is named, and else nothing goes', async () => {
  const { here, id, home, leave } = await someone('careless')
  const guest = await someone('guest')
  await join(guest.id, home, 'editor')
  expect(await leave([])).toMatchObject({ status: 409, body: { code: 'last_owner' } })
  expect((await here.ask('GET', '/v1/account')).body.id).toBe(id)
  expect((await leave([home])).status).toBe(200)
  expect(await standing(home)).toBe(false)
  expect((await guest.here.ask('GET', '/v1/account')).body.workspaces).toHaveLength(1)
})

test('a workspace that somebody else owns, too, stays, and must not be named', async () => {
  const { id, home, leave } = await someone('partner')
  const other = await someone('other')
  await join(id, other.home, 'owner')
  expect((await leave([home, other.home])).body.code).toBe('last_owner')
  expect([await standing(home), await standing(other.home)]).toEqual([true, true])
  expect((await leave([home])).status).toBe(200)
  expect([await standing(home), await standing(other.home)]).toEqual([false, true])
  const audited = await rows`select action, target, by_id from audit_log where workspace_id = ${other.home}`
  expect(audited).toEqual([{ action: 'member.removed', target: id, by_id: id }])
})

test('a workspace of somebody else is not deleted by a member, and one unknown changes nothing', async () => {
  const { id, home, leave } = await someone('member')
  const other = await someone('host')
  const stranger = await someone('stranger')
  await join(id, other.home, 'editor')
  expect((await leave([home, other.home])).body.code).toBe('last_owner')
  const unknown = '0190a8b0-0000-7000-8000-000000000000'
  expect((await leave([home.toUpperCase(), stranger.home, unknown])).status).toBe(200)
  expect([await standing(stranger.home), await standing(other.home)]).toEqual([true, true])
})

test('of two owners who leave one workspace at once, one must name it', async () => {
  const one = await someone('first')
  const two = await someone('second')
  await join(two.id, one.home, 'owner')
  const answers = await Promise.all([one.leave([]), two.leave([two.home])])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const [owners] =
    await rows`select count(*)::int from memberships where workspace_id = ${one.home} and role = 'owner'`
  expect(owners?.count).toBe(1)
})

test('who leaves twice at once is deleted once', async () => {
  const { home, leave } = await someone('hasty')
  const statuses = (await Promise.all(Array.from({ length: 5 }, () => leave([home])))).map(
    ({ status }) => status,
  )
  expect(statuses.filter(status => status === 200)).toHaveLength(1)
  expect(statuses.filter(status => status === 401)).toHaveLength(4)
  const mails = await mailsTo(atavus, 'hasty@nursery.example')
  expect(mails.filter(({ subject }) => /deleted/.test(subject))).toHaveLength(1)
})

test('a session that has not proven itself lately deletes nothing', async () => {
  const { here, home, leave } = await someone('idle')
  atavus.at(new Date(Date.parse(testMoment) + 15 * 60_000))
  await here.send('POST', '/v1/session/refresh')
  expect((await leave([home])).body.code).toBe('confirmation_required')
  expect(await standing(home)).toBe(true)
  atavus.at(testMoment)
})
