import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { createPasswords } from './passwords.ts'
import { makeSignInLink } from './sign-in-links.ts'
import { browser, noLimits, passphrase } from './testing/browser.ts'

let atavus: TestWorld
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
})
afterAll(() => atavus.close())

const later = (minutes: number) => new Date(Date.parse(testMoment) + minutes * 60_000)
const signIn = (name: string, password = passphrase) =>
  browser(atavus).ask('POST', '/v1/session', { name, password })

test('an account is known by its e-mail address or username, in any case and form', async () => {
  const account = await browser(atavus).signUp('rosa')
  for (const name of ['rosa@nursery.example', 'Rosa@Nursery.Example', 'rosa', 'ROSA', ' rosa ', 'ｒｏｓａ'])
    expect(await signIn(name)).toEqual({ status: 200, body: account })
})

test('12 CVE-2026-28288: a wrong password and an unknown name get the same answer, by the same work', async () => {
  const asked: (string | undefined)[] = []
  const real = createPasswords({ pepper: atavus.world.secrets.pepper, cost: 4 })
  const passwords = {
    ...real,
    verify: (password: string, hash: string | undefined) => {
      asked.push(hash && 'a hash')
      return real.verify(password, hash)
    },
  }
  const other = await testWorld({ beside: atavus, limits: noLimits, passwords })
  await browser(other).signUp('known')
  asked.length = 0
  const answers = await Promise.all(
    ['known', 'unknown'].map(name =>
      browser(other).send('POST', '/v1/session', { name, password: 'not the right one' }),
    ),
  )
  const [known, unknown] = await Promise.all(
    answers.map(async answer => ({
      status: answer.status,
      headers: [...answer.headers].filter(([name]) => name !== 'ratelimit'),
      body: await answer.json(),
    })),
  )
  expect(known?.status).toBe(401)
  expect(known?.body.code).toBe('sign_in_failed')
  expect(unknown).toEqual(known)
  expect(asked.toSorted()).toEqual(['a hash', undefined])
  await other.close()
})

/** What the security log tells of an account. */
async function logged(account: string): Promise<{ event: string; detail: string | null }[]> {
  await atavus.world.logs.flush()
  const rows = lookInto(atavus.address)
  const events = await rows<{ event: string; detail: string | null }[]>`
    select event, detail from security_log where account_id = ${account} order by at, id
  `
  await rows.end()
  return events
}

test('the security log tells who signed up and in, and whose password was wrong', async () => {
  const { id } = await browser(atavus).signUp('logged')
  await signIn('logged', 'not the right one')
  await signIn('LOGGED')
  expect((await logged(id)).map(({ event }) => event).sort()).toEqual([
    'sign_in_failed',
    'signed_in',
    'signed_up',
  ])
})

test('a suspended account is refused once its password was right, and not before', async () => {
  const { id } = await browser(atavus).signUp('barred')
  const rows = lookInto(atavus.address)
  await rows`update accounts set suspended_at = ${testMoment} where id = ${id}`
  expect((await signIn('barred', 'not the right one')).body.code).toBe('sign_in_failed')
  const here = browser(atavus)
  const answer = await here.ask('POST', '/v1/session', { name: 'barred', password: passphrase })
  expect(answer).toMatchObject({ status: 403, body: { code: 'suspended' } })
  expect(here.cookies.size).toBe(0)
  const token = await makeSignInLink(atavus.world, id)
  expect((await here.ask('POST', '/v1/session/link', { token })).body.code).toBe('suspended')
  expect(await logged(id)).toContainEqual({ event: 'access_denied', detail: 'suspended' })
  await rows`update accounts set suspended_at = null where id = ${id}`
  expect((await signIn('barred')).status).toBe(200)
  await rows.end()
})

test('who signs in comes to the workspace that they used last, and to none that is suspended', async () => {
  const here = browser(atavus)
  const account = await here.signUp('roaming')
  const other = await browser(atavus).signUp('roamed')
  const [home, second] = [account.workspace.id, other.workspace.id]
  const rows = lookInto(atavus.address)
  await rows`insert into memberships values (${second}, ${account.id}, 'editor', ${later(1)})`
  const arrival = async () => (await signIn('roaming')).body.workspace.id
  expect(await arrival()).toBe(home)
  atavus.at(later(2))
  await here.ask('PATCH', '/v1/session', { workspace: second })
  await here.send('POST', '/v1/session/refresh')
  expect(await arrival()).toBe(second)
  await rows`update workspaces set suspended_at = ${later(2)} where id = ${second}`
  expect(await arrival()).toBe(home)
  await rows`update workspaces set suspended_at = ${later(2)} where id = ${home}`
  expect([home, second]).toContain(await arrival())
  await rows.end()
  atavus.at(testMoment)
})

test('who belongs nowhere any more comes to a new workspace of their own', async () => {
  const account = await browser(atavus).signUp('homeless')
  const rows = lookInto(atavus.address)
  await rows`delete from memberships where account_id = ${account.id}`
  const { status, body } = await signIn('homeless')
  expect(status).toBe(200)
  expect(body.workspace).toMatchObject({ name: 'homeless', role: 'owner' })
  expect(body.workspace.id).not.toBe(account.workspace.id)
  expect((await signIn('homeless')).body.workspace.id).toBe(body.workspace.id)
  await rows.end()
})

test('when more people sign in than can be served soon, others are told to come back', async () => {
  const passwords = createPasswords({ pepper: atavus.world.secrets.pepper, cost: 10, threads: 1, queue: 1 })
  const crowded = await testWorld({ beside: atavus, limits: noLimits, passwords })
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      browser(crowded).send('POST', '/v1/session', { name: `crowd${n}`, password: 'not the right one' }),
    ),
  )
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.headers.get('retry-after')).toBe('5')
  expect(answers.filter(({ status }) => status === 401).length).toBe(8 - refused.length)
  await crowded.close()
})

test('a hash below the cost in force is made anew at the next sign-in', async () => {
  await browser(atavus).signUp('weak')
  const rows = lookInto(atavus.address)
  const cost = async () => {
    const [row] =
      await rows`select substr(password_hash, 5, 2)::int as cost from accounts where username = 'weak'`
    return row?.cost
  }
  expect(await cost()).toBe(4)
  const passwords = createPasswords({ pepper: atavus.world.secrets.pepper, cost: 5 })
  const stronger = await testWorld({ beside: atavus, limits: noLimits, passwords })
  const signInThere = (password: string) =>
    browser(stronger).ask('POST', '/v1/session', { name: 'weak', password })
  expect((await signInThere('not the right one')).status).toBe(401)
  expect(await cost()).toBe(4)
  expect((await signInThere(passphrase)).status).toBe(200)
  expect(await cost()).toBe(5)
  expect((await signInThere(passphrase)).status).toBe(200)
  await rows.end()
  await stronger.close()
})

test('a one-time link signs in once, for half an hour, and of it only a hash is kept', async () => {
  const account = await browser(atavus).signUp('linked')
  const enter = (token: unknown) => browser(atavus).ask('POST', '/v1/session/link', { token })
  const token = await makeSignInLink(atavus.world, account.id)
  const rows = lookInto(atavus.address)
  const links = await rows`select hash from sign_in_links`
  expect(links).toHaveLength(1)
  expect(links[0]?.hash.toString('base64url')).not.toBe(token)
  await rows.end()

  const tries = await Promise.all(Array.from({ length: 10 }, () => enter(token)))
  expect(tries.filter(({ status }) => status === 200).map(({ body }) => body)).toEqual([account])
  expect(tries.filter(({ body }) => body.code === 'link_spent')).toHaveLength(9)

  const late = await makeSignInLink(atavus.world, account.id)
  atavus.at(later(30))
  expect((await enter(late)).body.code).toBe('link_spent')
})

test.each([null, '', [], {}, 'x'.repeat(43), ['x'.repeat(43)], `${'x'.repeat(43)} `])(
  'a link that is %j signs nobody in',
  async token => {
    const { status } = await browser(atavus).ask('POST', '/v1/session/link', { token })
    expect([400, 401]).toContain(status)
  },
)
