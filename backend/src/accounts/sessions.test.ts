import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
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
afterEach(() => {
  start += 200 * day * 1000
  later(0)
})

const minute = 60
const day = 24 * 60 * minute
const later = (seconds: number) => atavus.at(new Date(start + seconds * 1000))
const refreshName = '__Host-atavus-refresh'

let people = 0
async function someone() {
  const visitor = browser(atavus)
  const account = await visitor.signUp(`person${++people}`)
  const refresh = () => visitor.send('POST', '/v1/session/refresh').then(answer => answer.status)
  const present = (token: string) =>
    atavus.app.request('/v1/session/refresh', {
      method: 'POST',
      headers: { cookie: `${refreshName}=${token}` },
    })
  const look = () => visitor.ask('GET', '/v1/account')
  const token = () => visitor.cookies.get(refreshName) ?? ''
  return { visitor, account, refresh, present, look, token }
}

const mailsTo = async (address: string) => {
  await atavus.work()
  const { body } = await browser(atavus).ask('GET', '/v1/outbox')
  const items = body.items as { to: string; subject: string }[]
  return items.filter(({ to }) => to === address).map(({ subject }) => subject)
}

const childOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .find(line => line.startsWith(refreshName))
    ?.split(';')[0]

test('P1.10 the cookies are ours alone, out of the reach of scripts, and go to no other site', async () => {
  const { visitor } = await someone()
  const answer = await visitor.send('POST', '/v1/session/refresh')
  const cookies = answer.headers.getSetCookie().map(line => line.replace(/=[\w.-]+;/, '=…;'))
  expect(cookies).toEqual([
    '__Host-atavus=…; Max-Age=900; Path=/; Secure; HttpOnly; SameSite=Strict',
    '__Host-atavus-refresh=…; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Strict',
  ])
  const out = await visitor.send('DELETE', '/v1/session')
  expect(out.headers.getSetCookie()).toEqual([
    '__Host-atavus=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict',
    '__Host-atavus-refresh=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict',
  ])
})

test('P6.2 access ends after a quarter of an hour and is renewed by the refresh token', async () => {
  const { refresh, look } = await someone()
  later(15 * minute - 1)
  expect((await look()).status).toBe(200)
  later(15 * minute)
  expect((await look()).body.code).toBe('token_expired')
  expect(await refresh()).toBe(204)
  expect((await look()).status).toBe(200)
})

test('GHSA-392p-2q2v-4372: fifty who present the same token at once get the same next one, and it works (row 10)', async () => {
  const { visitor, account, present, look, token } = await someone()
  const presented = token()
  const answers = await Promise.all(Array.from({ length: 50 }, () => present(presented)))
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(204))
  const children = new Set(answers.map(childOf))
  expect(children.size).toBe(1)
  expect(await rows`select generation from sessions where account_id = ${account.id}`).toEqual([
    { generation: 2 },
  ])
  const [child = ''] = children
  visitor.cookies.set(refreshName, child!.slice(refreshName.length + 1))
  expect(await visitor.send('POST', '/v1/session/refresh').then(({ status }) => status)).toBe(204)
  expect((await look()).status).toBe(200)
})

test('P6.2 a token that is presented again within twenty seconds gets the same child, later it ends the session', async () => {
  const { present, look, token, refresh } = await someone()
  const first = token()
  const child = childOf(await present(first))
  later(20)
  expect(childOf(await present(first))).toBe(child)
  later(21)
  expect((await present(first)).status).toBe(401)
  expect((await look()).body.code).toBe('unauthenticated')
  expect(await refresh()).toBe(401)
  expect((await present(child!.slice(refreshName.length + 1))).status).toBe(401)
})

test('whoever presents a token that was copied, and however often: the owner is told, once', async () => {
  const { account, present, token } = await someone()
  const first = token()
  await present(first)
  later(21)
  const answers = await Promise.all(Array.from({ length: 20 }, () => present(first)))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(401))
  await atavus.world.logs.flush()
  const events = await rows`
    select event from security_log where account_id = ${account.id} and event = 'session_replayed'
  `
  expect(events).toHaveLength(1)
  const mails = await mailsTo(account.email)
  expect(mails.filter(subject => subject === 'A session was ended: it was used twice')).toHaveLength(1)
})

test('a token two generations old ends the session at once', async () => {
  const { present, token, refresh, look } = await someone()
  const first = token()
  expect([await refresh(), await refresh()]).toEqual([204, 204])
  expect((await present(first)).status).toBe(401)
  expect((await look()).status).toBe(401)
})

test('a session ends after thirty days without use', async () => {
  const { refresh } = await someone()
  later(30 * day - 1)
  expect(await refresh()).toBe(204)
  later(60 * day - 2)
  expect(await refresh()).toBe(204)
  const other = await someone()
  later(90 * day)
  expect(await other.refresh()).toBe(401)
})

test('P6.2 a session ends after ninety days even in use, and its cookie with it', async () => {
  const { visitor, refresh } = await someone()
  for (const days of [25, 50, 75]) {
    later(days * day)
    expect(await refresh()).toBe(204)
  }
  later(89 * day)
  const last = await visitor.send('POST', '/v1/session/refresh')
  expect(last.headers.getSetCookie()[1]).toContain(`; Max-Age=${day};`)
  later(90 * day)
  expect(await refresh()).toBe(401)
})

test('P6.2 signing out ends the session at once, everywhere it was copied to', async () => {
  const { visitor, token, present } = await someone()
  const copy = { cookies: visitor.cookie(), refresh: token() }
  expect((await visitor.send('DELETE', '/v1/session')).status).toBe(204)
  expect(visitor.cookies.size).toBe(0)
  const answer = await atavus.app.request('/v1/account', { headers: { cookie: copy.cookies } })
  expect(answer.status).toBe(401)
  expect((await present(copy.refresh)).status).toBe(401)
})

test('signing out without a session, or with an odd one, is no fault', async () => {
  for (const cookie of [
    '',
    'x=y',
    `${refreshName}=`,
    `${refreshName}=abc`,
    `${refreshName}=a; ${refreshName}=b`,
  ]) {
    const answer = await atavus.app.request('/v1/session', { method: 'DELETE', headers: { cookie } })
    expect(answer.status).toBe(204)
  }
})

test('29 signing in makes a session of a new id and ends the one that the browser had', async () => {
  const { visitor, account, token, present } = await someone()
  const before = token()
  const name = account.username
  expect((await visitor.ask('POST', '/v1/session', { name, password: passphrase })).status).toBe(200)
  expect((await present(before)).status).toBe(401)
  expect((await visitor.ask('GET', '/v1/account')).status).toBe(200)
  const sessions =
    await rows`select id, ended_at is null as living from sessions where account_id = ${account.id}`
  expect(sessions.map(({ living }) => living).toSorted()).toEqual([false, true])
})

test('a token that we did not make, or that was altered anywhere, renews nothing and harms nothing', async () => {
  const { token, present, refresh } = await someone()
  const good = Buffer.from(token(), 'base64url')
  const altered = [0, 15, 16, 31, 32, 35, 36, 67].map(at => {
    const bytes = Buffer.from(good)
    bytes[at] = bytes[at]! ^ 1
    return bytes.toString('base64url')
  })
  for (const odd of [
    ...altered,
    good.subarray(0, 67).toString('base64url'),
    `${token()}AAAA`,
    'abc',
    '%00',
    '"',
  ])
    expect((await present(odd)).status).toBe(401)
  expect(await refresh()).toBe(204)
})

test('what is taken away is gone at the next request: the role is read each time, a lost membership signs out', async () => {
  const { visitor, account, look, refresh } = await someone()
  await rows`update memberships set role = 'viewer' where account_id = ${account.id}`
  expect((await look()).body.workspace.role).toBe('viewer')
  expect((await visitor.ask('POST', '/v1/assistants', {})).body.code).toBe('forbidden')
  await rows`delete from memberships where account_id = ${account.id}`
  expect((await look()).status).toBe(401)
  expect(await refresh()).toBe(401)
})

test('a deleted account is out at the next request', async () => {
  const { account, look, refresh } = await someone()
  await rows`delete from accounts where id = ${account.id}`
  expect((await look()).status).toBe(401)
  expect(await refresh()).toBe(401)
})
