import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { browser, newcomer, noLimits, passphrase } from './testing/browser.ts'

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

const signUp = (body: unknown) => browser(atavus).ask('POST', '/v1/accounts', body)

test('before signing up, anybody can ask which policy is in force and where to read it', async () => {
  expect(await browser(atavus).ask('GET', '/v1/accounts/terms')).toEqual({
    status: 200,
    body: { policyVersion: '2026-04-23', policyUrl: 'http://localhost:4600/privacy' },
  })
})

test('signing up opens an account with a workspace of its own, and is signed in', async () => {
  const visitor = browser(atavus)
  const answer = await visitor.ask('POST', '/v1/accounts', newcomer('Rosa', { fullName: 'Rosa Lind' }))
  expect(answer).toEqual({
    status: 201,
    body: {
      id: expect.any(String),
      email: 'rosa@nursery.example',
      username: 'Rosa',
      fullName: 'Rosa Lind',
      workspace: { id: expect.any(String), name: 'Rosa', role: 'owner' },
    },
  })
  expect((await visitor.ask('GET', '/v1/account')).body).toEqual(answer.body)
})

test('P1.2 a password is stored as a bcrypt hash, and stands in no table, log or answer', async () => {
  const secret = 'quartz heron umbrella nine'
  const answer = await signUp(newcomer('hanna', { password: secret }))
  const [row] = await rows`select password_hash as hash from accounts where username = 'hanna'`
  const hash = row?.hash
  expect(hash).toMatch(/^\$2b\$\d\d\$[./A-Za-z0-9]{53}$/)
  const tables = await rows`
    select query_to_xml(format('select * from atavus.%I', table_name), true, false, '')::text as content
    from information_schema.tables where table_schema = 'atavus' and table_type = 'BASE TABLE'
  `
  const everything = [...tables.map(table => table.content), ...atavus.lines, JSON.stringify(answer)].join(
    '\n',
  )
  expect(everything).toContain('hanna@nursery.example')
  expect(everything).not.toContain(secret)
  expect(JSON.stringify(answer)).not.toContain(hash)
})

test('P1.3 a name is not demanded', async () => {
  expect((await signUp(newcomer('plain'))).body.fullName).toBe(null)
})

test('P9.1 who does not state an age of 18 or more is refused; who does has it on record', async () => {
  expect(await signUp(newcomer('young', { adult: false }))).toMatchObject({
    status: 403,
    body: { code: 'adults_only' },
  })
  expect((await signUp(newcomer('young', { adult: undefined }))).status).toBe(400)
  await signUp(newcomer('grown'))
  expect(
    await rows`select username, adult_stated_at, policy_version from accounts where username in ('young', 'grown')`,
  ).toEqual([{ username: 'grown', adult_stated_at: new Date(testMoment), policy_version: '2026-04-23' }])
})

test.each([
  ['an outdated policy', { policyVersion: '2020-01-01' }, 'consent_outdated'],
  ['a short password', { password: 'tulip gravel' }, 'invalid_request'],
  ['a common password', { password: 'passwordpassword' }, 'password_weak'],
  ['the e-mail as password', { password: 'nina@nursery.example' }, 'password_weak'],
  ['an odd e-mail', { email: 'nina@nursery' }, 'invalid_request'],
  ['an e-mail in full width', { email: 'nina＠nursery.example' }, 'invalid_request'],
  ['an e-mail that is the same after normalisation', { email: 'nına@nursery.example' }, 'invalid_request'],
  ['an e-mail with the Kelvin sign', { email: 'nina\u212a@nursery.example' }, 'invalid_request'],
  ['an e-mail with a second line', { email: 'nina@nursery.example\nBcc: x@x.example' }, 'invalid_request'],
  ['an odd username', { username: 'ni na' }, 'invalid_request'],
  ['a username with the Kelvin sign', { username: 'nina\u212a' }, 'invalid_request'],
  ['a name with a line break', { fullName: 'Nina\nLind' }, 'invalid_request'],
  ['a NUL in the password', { password: `${passphrase}\0` }, 'invalid_request'],
  ['a number for a password', { password: 123456789012345 }, 'invalid_request'],
])('%s is refused, and nothing is kept', async (_, more, code) => {
  expect((await signUp(newcomer('nina', more))).body.code).toBe(code)
  expect(await rows`select from accounts where lower(username) = 'nina'`).toHaveLength(0)
})

test.each(['id', 'role', 'plan', 'workspace', 'workspaceId', 'createdAt', 'passwordHash', 'operator'])(
  'a field of ours, %s, cannot be sent along',
  async field => {
    expect((await signUp(newcomer('sneak', { [field]: 'owner' }))).body.code).toBe('invalid_request')
  },
)

test('a prototype cannot be sent along', async () => {
  const body = JSON.stringify(newcomer('sneak')).replace('{', '{"__proto__":{"role":"owner"},')
  const { status } = await signUp(body)
  const found = await rows`select m.role, w.name from accounts a join memberships m on m.account_id = a.id
    join workspaces w on w.id = m.workspace_id where username = 'sneak'`
  expect(status === 400 ? found.length : found).toEqual(
    status === 400 ? 0 : [{ role: 'owner', name: 'sneak' }],
  )
})

test('an e-mail address and a username are taken once, whatever their case, also by many at once', async () => {
  const many = await Promise.all(
    Array.from({ length: 10 }, (_, n) => signUp(newcomer(`twin${n}`, { email: 'Twin@nursery.example' }))),
  )
  expect(many.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(many.filter(({ body }) => body.code === 'email_taken')).toHaveLength(9)
  await signUp(newcomer('Maria'))
  expect((await signUp(newcomer('mARIA', { email: 'other@nursery.example' }))).body.code).toBe(
    'username_taken',
  )
  const [row] = await rows`
    select count(*)::int as left from workspaces w where not exists (select from memberships m where m.workspace_id = w.id)
  `
  expect(row?.left).toBe(0)
})
