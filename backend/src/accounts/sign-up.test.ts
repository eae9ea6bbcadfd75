import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { mailsTo, tokenTo } from '../testing/mail.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { createPasswords } from './passwords.ts'
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

const ask = (body: unknown) => browser(atavus).ask('POST', '/v1/accounts', body)
const verify = (token: unknown, more: object = {}) =>
  browser(atavus).ask('POST', '/v1/accounts/verify', { token, password: passphrase, ...more })
const tokenFor = (name: string) => tokenTo(atavus, `${name.toLowerCase()}@nursery.example`)
/** Asks for an account and opens it by the link that was sent. */
async function signUp(body: ReturnType<typeof newcomer>) {
  await ask(body)
  return verify(await tokenTo(atavus, body.email.toLowerCase()), { password: body.password })
}

test('before signing up, anybody can ask which policy is in force, where to read it and where mails go', async () => {
  expect(await browser(atavus).ask('GET', '/v1/accounts/terms')).toEqual({
    status: 200,
    body: { policyVersion: '2026-04-23', policyUrl: 'http://localhost:4600/privacy', mail: 'outbox' },
  })
})

test('the link of a mail opens the account that was asked for, with a workspace of its own, and signs in', async () => {
  const visitor = browser(atavus)
  const asked = await visitor.ask('POST', '/v1/accounts', newcomer('Rosa', { fullName: 'Rosa Lind' }))
  expect(asked).toEqual({ status: 202, body: undefined })
  expect(visitor.cookies.size).toBe(0)
  const token = await tokenFor('rosa')
  const answer = await visitor.ask('POST', '/v1/accounts/verify', { token, password: passphrase })
  expect(answer).toMatchObject({
    status: 201,
    body: {
      email: 'rosa@nursery.example',
      username: 'Rosa',
      fullName: 'Rosa Lind',
      createdAt: testMoment,
      workspace: { name: 'Rosa', role: 'owner' },
      secondFactor: null,
      operator: false,
    },
  })
  expect((await visitor.ask('GET', '/v1/account')).body).toEqual(answer.body)
  expect(await rows`select from sign_ups where email = 'rosa@nursery.example'`).toEqual([])
})

test('12 CVE-2026-21484 an address that has an account gets the same answer, by the same work', async () => {
  await signUp(newcomer('known'))
  const counted = { hashes: 0, jobs: 0 }
  const real = createPasswords({ pepper: atavus.world.secrets.pepper, cost: 4 })
  const hash = (password: string) => {
    counted.hashes++
    return real.hash(password)
  }
  const other = await testWorld({ beside: atavus, limits: noLimits, passwords: { ...real, hash } })
  const deaf = other.world.hear(({ type }) => {
    if (type === 'job') counted.jobs++
  })
  const outcomes = []
  for (const wish of [
    newcomer('known'),
    newcomer('newer'),
    newcomer('newest', { username: 'known' }),
    newcomer('other', { email: 'Known@Nursery.example' }),
  ]) {
    Object.assign(counted, { hashes: 0, jobs: 0 })
    const answer = await browser(other).send('POST', '/v1/accounts', wish)
    await vi.waitFor(() => expect(counted).toEqual({ hashes: 1, jobs: 1 }), 10_000)
    outcomes.push({
      status: answer.status,
      headers: [...answer.headers].filter(([name]) => name !== 'ratelimit'),
      body: await answer.text(),
    })
  }
  deaf()
  expect(outcomes[0]).toMatchObject({ status: 202, body: '' })
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
  const [first] = await mailsTo(atavus, 'known@nursery.example')
  expect(first?.subject).toBe('You already have an account')
  expect(first?.text).not.toContain('#')
  expect(await rows`select email from sign_ups where email like '%@nursery.example' order by email`).toEqual([
    { email: 'newer@nursery.example' },
    { email: 'newest@nursery.example' },
  ])
  await other.close()
})

test('CVE-2025-58434 the token of a link stands in the mail alone', async () => {
  const answer = await browser(atavus).send('POST', '/v1/accounts', newcomer('quiet'))
  const token = await tokenFor('quiet')
  const seen = [await answer.text(), JSON.stringify([...answer.headers]), ...atavus.lines].join('\n')
  expect(seen).not.toContain(token)
  expect(await everything()).not.toContain(token)
})

/** All that stands in the tables. */
async function everything(): Promise<string> {
  const tables = await rows`
    select query_to_xml(format('select * from atavus.%I', table_name), true, false, '')::text as content
    from information_schema.tables where table_schema = 'atavus' and table_type = 'BASE TABLE'
  `
  return tables.map(table => table.content).join('\n')
}

test('P1.2 a password is stored as a bcrypt hash, and stands in no table, log or answer', async () => {
  const secret = 'quartz heron umbrella nine'
  const wish = newcomer('hanna', { password: secret })
  const answers = [await ask(wish)]
  const pending = await everything()
  answers.push(await verify(await tokenFor('hanna'), { password: secret }))
  const [row] = await rows`select password_hash as hash from accounts where username = 'hanna'`
  const hash = row?.hash
  expect(hash).toMatch(/^\$2b\$\d\d\$[./A-Za-z0-9]{53}$/)
  const all = [pending, await everything(), ...atavus.lines, JSON.stringify(answers)].join('\n')
  expect(all).toContain('hanna@nursery.example')
  expect(all).not.toContain(secret)
  expect(JSON.stringify(answers)).not.toContain(hash)
})

test('P1.1 an address, a username and a password are asked; what else somebody sends is not taken', async () => {
  for (const more of [{ phone: '+43 1 2345' }, { birthday: '1990-01-01' }, { marketing: true }])
    expect(await ask({ ...newcomer('more'), ...more })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
  expect(await rows`select from sign_ups where email = 'more@nursery.example'`).toEqual([])
})

test('P1.3 a name is not demanded', async () => {
  expect((await signUp(newcomer('plain'))).body.fullName).toBe(null)
})

test('P9.1 who does not state an age of 18 or more is refused; who does has it on record', async () => {
  expect(await ask(newcomer('young', { adult: false }))).toMatchObject({
    status: 403,
    body: { code: 'adults_only' },
  })
  expect((await ask(newcomer('young', { adult: undefined }))).status).toBe(400)
  await ask(newcomer('grown'))
  const token = await tokenFor('grown')
  // What counts is when it was said.
  atavus.at(new Date(Date.parse(testMoment) + 3_600_000))
  await verify(token)
  atavus.at(testMoment)
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
  expect((await ask(newcomer('nina', more))).body.code).toBe(code)
  expect(await rows`select from sign_ups where lower(username) = 'nina'`).toEqual([])
})

test.each(['id', 'role', 'plan', 'workspace', 'workspaceId', 'createdAt', 'passwordHash', 'operator'])(
  'a field of ours, %s, cannot be sent along',
  async field => {
    expect((await ask(newcomer('sneak', { [field]: 'owner' }))).body.code).toBe('invalid_request')
  },
)

test('a prototype cannot be sent along', async () => {
  const body = JSON.stringify(newcomer('sneak')).replace('{', '{"__proto__":{"role":"owner"},')
  const { status } = await ask(body)
  expect([202, 400]).toContain(status)
  if (status === 400) return expect(await rows`select from sign_ups where username = 'sneak'`).toEqual([])
  expect((await verify(await tokenFor('sneak'))).body).toMatchObject({ username: 'sneak', operator: false })
})

test('an e-mail address and a username are taken once, whatever their case, also by many at once', async () => {
  const wishes = Array.from({ length: 10 }, (_, n) =>
    newcomer(`maria${n}`, { username: n % 2 ? 'Maria' : 'mARIA' }),
  )
  for (const wish of wishes) await ask(wish)
  const tokens = []
  for (const { email } of wishes) tokens.push(await tokenTo(atavus, email))
  const many = await Promise.all(tokens.map(token => verify(token)))
  expect(many.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(many.filter(({ body }) => body.code === 'username_taken')).toHaveLength(9)
  const [row] = await rows`
    select count(*)::int as left from workspaces w where not exists (select from memberships m where m.workspace_id = w.id)
  `
  expect(row?.left).toBe(0)
})
