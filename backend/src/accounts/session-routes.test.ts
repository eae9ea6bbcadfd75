import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { browser, noLimits, passphrase } from './testing/browser.ts'

let atavus: TestWorld
let rows: ReturnType<typeof lookInto>
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})

// Each test has a season of its own: limits do not like a clock that goes back.
let start = Date.parse(testMoment)
beforeEach(() => {
  start += 200 * 24 * 3600 * 1000
  later(0)
})
const minute = 60
const later = (seconds: number) => atavus.at(new Date(start + seconds * 1000))
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

let people = 0
async function someone() {
  const name = `sitting${++people}`
  const here = browser(atavus)
  const account = await here.signUp(name)
  const elsewhere = async () => {
    const there = browser(atavus)
    const headers = { 'user-agent': firefox }
    const answer = await there.send('POST', '/v1/session', { name, password: passphrase }, headers)
    if (answer.status !== 200) throw new Error(await answer.text())
    return there
  }
  return { name, here, account, elsewhere }
}

type Browser = ReturnType<typeof browser>
const sessions = async (one: Browser) => (await one.ask('GET', '/v1/account/sessions')).body.items
const look = async (one: Browser) => (await one.send('GET', '/v1/account')).status
const confirm = (one: Browser, password: string, code?: string) =>
  one.ask('POST', '/v1/session/confirm', { password, ...(code && { code }) })

const logged = async (account: string) => {
  await atavus.world.logs.flush()
  const events = await rows<{ event: string }[]>`select event from security_log where account_id = ${account}`
  return events.map(({ event }) => event)
}

test('an account sees where it is signed in, coarsely, and since when', async () => {
  const { here, account, elsewhere } = await someone()
  later(10 * minute)
  const there = await elsewhere()
  later(20 * minute)
  await here.send('POST', '/v1/session/refresh')
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString()
  const day = 24 * 3600
  const workspace = account.workspace.name
  expect(await sessions(here)).toMatchObject([
    { browser: null, system: null, workspace, createdAt: at(0), lastUsedAt: at(20 * minute), present: true },
    {
      browser: 'Firefox 140',
      system: 'Linux',
      workspace,
      createdAt: at(10 * minute),
      lastUsedAt: at(10 * minute),
      expiresAt: at(30 * day + 10 * minute),
      present: false,
    },
  ])
  expect((await sessions(there)).map(({ present }: { present: boolean }) => present)).toEqual([false, true])
})

test('P1.9 what a browser sends of itself is nowhere in the database', async () => {
  const { elsewhere } = await someone()
  await elsewhere()
  await atavus.world.logs.flush()
  const tables = await rows<
    { name: string }[]
  >`select tablename as name from pg_tables where schemaname = 'atavus'`
  for (const { name } of tables) {
    const kept = await rows`select to_jsonb(t)::text as row from ${rows(name)} t`
    expect(kept.filter(({ row }) => /Gecko|rv:140/.test(row))).toEqual([])
  }
})

test('nobody sees or ends the sessions of another account', async () => {
  const one = await someone()
  const other = await someone()
  const [{ id }] = await sessions(one.here)
  expect(await sessions(other.here)).toHaveLength(1)
  expect((await other.here.ask('DELETE', `/v1/account/sessions/${id}`)).body.code).toBe('not_found')
  expect(await look(one.here)).toBe(200)
})

test('one session is ended, at once and once', async () => {
  const { here, account, elsewhere } = await someone()
  const there = await elsewhere()
  const [away] = (await sessions(here)).filter(({ present }: { present: boolean }) => !present)
  expect((await here.send('DELETE', `/v1/account/sessions/${away.id}`)).status).toBe(204)
  expect(await look(there)).toBe(401)
  expect((await there.send('POST', '/v1/session/refresh')).status).toBe(401)
  expect(await sessions(here)).toHaveLength(1)
  expect((await here.ask('DELETE', `/v1/account/sessions/${away.id}`)).body.code).toBe('not_found')
  expect(await logged(account.id)).toContain('session_ended')
})

test('who ends the session that they are in has signed out', async () => {
  const { here } = await someone()
  const [{ id }] = await sessions(here)
  expect((await here.send('DELETE', `/v1/account/sessions/${id}`)).status).toBe(204)
  expect(here.cookies.size).toBe(0)
})

test('all others are ended together, and this one goes on', async () => {
  const { here, elsewhere } = await someone()
  const others = [await elsewhere(), await elsewhere()]
  expect((await here.send('DELETE', '/v1/account/sessions')).status).toBe(204)
  for (const other of others) expect(await look(other)).toBe(401)
  expect(await look(here)).toBe(200)
  expect((await here.send('DELETE', '/v1/account/sessions')).status).toBe(204)
})

test('what is no session is not found', async () => {
  const { here } = await someone()
  for (const id of ['x', '0190a8b0-0000-7000-8000-000000000000', '%00', '..%2f'])
    expect((await here.send('DELETE', `/v1/account/sessions/${id}`)).status).toBe(404)
})

test('every ended session is told to all processes, to cut what runs by it', async () => {
  const { here, elsewhere } = await someone()
  await elsewhere()
  await elsewhere()
  const ids = (await sessions(here)).filter((one: { present: boolean }) => !one.present)
  await here.send('DELETE', '/v1/account/sessions')
  const told = await rows<{ subject: string }[]>`select subject::text from revocations`
  expect(told.map(({ subject }) => subject)).toEqual(
    expect.arrayContaining(ids.map(({ id }: { id: string }) => id)),
  )
})

async function invite(account: string, workspace: string, role: string) {
  await rows`
    insert into memberships (workspace_id, account_id, role, created_at)
    values (${workspace}, ${account}, ${role}, ${new Date(start + 1000)})
  `
}

test('a session goes to another workspace that its account belongs to, and back', async () => {
  const host = await someone()
  const { here, account } = await someone()
  await invite(account.id, host.account.workspace.id, 'viewer')
  const before = here.cookies.get('__Host-atavus')
  const refresh = here.cookies.get('__Host-atavus-refresh')
  const entered = await here.ask('PATCH', '/v1/session', { workspace: host.account.workspace.id })
  expect(entered).toMatchObject({
    status: 200,
    body: { id: account.id, workspace: { id: host.account.workspace.id, role: 'viewer' } },
  })
  expect(entered.body.rights).not.toContain('team:manage')
  expect(entered.body.workspaces.map(({ id }: { id: string }) => id)).toEqual([
    account.workspace.id,
    host.account.workspace.id,
  ])
  expect(here.cookies.get('__Host-atavus')).not.toBe(before)
  expect(here.cookies.get('__Host-atavus-refresh')).toBe(refresh)
  expect((await here.ask('GET', '/v1/account')).body.workspace.id).toBe(host.account.workspace.id)
  expect((await here.ask('POST', '/v1/assistants', {})).body.code).toBe('forbidden')
  expect((await here.send('POST', '/v1/session/refresh')).status).toBe(204)
  expect((await here.ask('GET', '/v1/account')).body.workspace.id).toBe(host.account.workspace.id)
  expect((await here.ask('PATCH', '/v1/session', { workspace: account.workspace.id })).status).toBe(200)
})

test('no session goes where its account does not belong, nor where all is suspended', async () => {
  const host = await someone()
  const { here, account } = await someone()
  const { id } = host.account.workspace
  const enter = async (workspace: unknown) =>
    (await here.ask('PATCH', '/v1/session', { workspace })).body.code
  expect(await enter(id)).toBe('not_found')
  expect(await enter('0190a8b0-0000-7000-8000-000000000000')).toBe('not_found')
  expect(await enter('x')).toBe('invalid_request')
  expect(await enter([id])).toBe('invalid_request')
  await invite(account.id, id, 'owner')
  await rows`update workspaces set suspended_at = ${new Date(start)} where id = ${id}`
  expect(await enter(id)).toBe('suspended')
  expect((await here.ask('GET', '/v1/account')).body.workspace.id).toBe(account.workspace.id)
})

test('a session counts as proven for a quarter of an hour after sign-in, and again once it was proven again', async () => {
  const { here } = await someone()
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString()
  expect((await here.ask('GET', '/v1/account')).body.confirmedUntil).toBe(at(15 * minute))
  later(14 * minute)
  await here.send('POST', '/v1/session/refresh')
  later(15 * minute)
  expect((await here.ask('POST', '/v1/account/factor')).body.code).toBe('confirmation_required')
  expect((await confirm(here, passphrase)).status).toBe(204)
  expect((await here.ask('GET', '/v1/account')).body.confirmedUntil).toBe(at(30 * minute))
  expect((await here.ask('POST', '/v1/account/factor')).status).toBe(201)
})

test('one session’s proof is not another’s', async () => {
  const { here, elsewhere } = await someone()
  const there = await elsewhere()
  later(15 * minute)
  for (const one of [here, there]) await one.send('POST', '/v1/session/refresh')
  await confirm(here, passphrase)
  expect((await there.ask('POST', '/v1/account/factor')).body.code).toBe('confirmation_required')
})

test('a wrong password proves nothing, and the log tells of it', async () => {
  const { here, account } = await someone()
  later(15 * minute)
  await here.send('POST', '/v1/session/refresh')
  expect(await confirm(here, `${passphrase} `)).toMatchObject({
    status: 403,
    body: { code: 'confirmation_failed' },
  })
  expect((await here.ask('POST', '/v1/account/factor')).body.code).toBe('confirmation_required')
  expect(await logged(account.id)).toContain('confirmation_failed')
})

test('tries to prove oneself are counted for each session, and leave those to sign in alone', async () => {
  const tight = { burst: 5, every: 60 }
  const strict = await testWorld({
    limits: { ...noLimits, passwordTries: tight, passwordTriesEverywhere: tight },
  })
  const here = browser(strict)
  await here.signUp('prudent')
  const codes: string[] = []
  for (let n = 0; n < 6; n++) codes.push((await confirm(here, 'not this one, at all')).body.code)
  expect(codes).toEqual([...Array(5).fill('confirmation_failed'), 'too_many_requests'])
  expect((await confirm(here, passphrase)).body.code).toBe('too_many_requests')
  const there = browser(strict)
  const wish = { name: 'prudent', password: passphrase }
  expect((await there.ask('POST', '/v1/session', wish)).status).toBe(200)
  expect((await confirm(there, passphrase)).status).toBe(204)
  await strict.close()
})
