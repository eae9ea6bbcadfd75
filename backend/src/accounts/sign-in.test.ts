import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LimitRule } from '../limits/rules.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { createPasswords } from './passwords.ts'
import { makeSignInLink } from './sign-in-links.ts'
import { browser, newcomer, noLimits, passphrase } from './testing/browser.ts'

let atavus: TestWorld
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
})
afterAll(() => atavus.close())

const later = (minutes: number) => new Date(Date.parse(testMoment) + minutes * 60_000)
const signIn = (name: string, password = passphrase) =>
  browser(atavus).ask('POST', '/v1/session', { name, password })

test.each(['rosa@nursery.example', 'Rosa@Nursery.Example', 'rosa', 'ROSA', ' rosa '])(
  'an account is known by its e-mail address or username: %s',
  async name => {
    const account = await browser(atavus)
      .signUp('rosa')
      .catch(() => undefined)
    const answer = await signIn(name)
    expect(answer.status).toBe(200)
    expect(answer.body.email).toBe('rosa@nursery.example')
    if (account) expect(answer.body).toEqual(account)
  },
)

test('a wrong password and an unknown name get the same answer, by the same work', async () => {
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

/** A world behind a proxy, where somebody tries a name from an address; `victim` and `bystander` have signed up. */
async function tried(signIns: LimitRule) {
  const limits = { ...noLimits, signIns }
  const strict = await testWorld({ limits, environment: { TRUSTED_PROXIES: '127.0.0.0/8' } })
  const send = (path: string, body: object, from: string) =>
    browser(strict).send('POST', path, body, { 'x-forwarded-for': from })
  for (const name of ['victim', 'bystander']) await send('/v1/accounts', newcomer(name), '203.0.113.9')
  const guess = (from: string, name: string, password = 'not the right one') =>
    send('/v1/session', { name, password }, from)
  return { strict, guess }
}

const elsewhere = (n: number) => `198.51.${n >> 8}.${n & 255}`

test('guessing at one account from one network is slowed down, whichever of its names is typed', async () => {
  const { strict, guess } = await tried({ burst: 5, every: 60 })
  const home = (n: number) => `2001:db8:1:1::${n}`
  for (const [n, name] of ['victim', 'VICTIM', 'victim@nursery.example', ' Victim', 'victim'].entries())
    expect((await guess(home(n), name)).status).toBe(401)

  for (const name of ['victim', 'Victim@Nursery.example']) {
    const refused = await guess(home(9), name, passphrase)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
  }
  strict.at(later(1))
  expect((await guess(home(9), 'victim', passphrase)).status).toBe(200)
  await strict.close()
})

test('strangers who guess elsewhere do not lock the owner out, and together they are slowed down', async () => {
  const { strict, guess } = await tried({ burst: 5, every: 60 })
  const statuses: number[] = []
  for (let n = 0; n < 150; n++)
    statuses.push((await guess(elsewhere(n), n % 2 ? 'victim' : 'victim@nursery.example')).status)
  expect(new Set(statuses)).toEqual(new Set([401]))
  expect((await guess('203.0.113.7', 'victim', passphrase)).status).toBe(200)

  for (let n = 150; n < 199; n++) await guess(elsewhere(n), 'victim')
  expect((await guess(elsewhere(200), 'victim@nursery.example', passphrase)).status).toBe(429)
  expect((await guess(elsewhere(200), 'bystander', passphrase)).status).toBe(200)
  strict.at(later(1))
  expect((await guess(elsewhere(201), 'victim', passphrase)).status).toBe(200)
  await strict.close()
})

test('one address that tries many accounts is slowed down', async () => {
  const strict = await testWorld({ limits: { ...noLimits, signIns: { burst: 5, every: 60 } } })
  const statuses: number[] = []
  for (let n = 0; n < 6; n++)
    statuses.push((await browser(strict).ask('POST', '/v1/session', { name: `n${n}`, password: 'x' })).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  await strict.close()
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
