import type postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { tokenTo } from '../testing/mail.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { createPasswords } from './passwords.ts'
import { makeSignInLink } from './sign-in-links.ts'
import { authenticatorOf } from './testing/authenticator.ts'
import { browser, noLimits, passphrase } from './testing/browser.ts'

// What happens to an account while somebody else is half through a door of it.

let atavus: TestWorld
let slow: TestWorld
let rows: ReturnType<typeof lookInto>
let onlooker: ReturnType<typeof lookInto>
/** What happens in the moment after `slow` has compared a password. */
let meanwhile = async () => {}
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  rows = lookInto(atavus.address)
  onlooker = lookInto(atavus.address)
  const real = createPasswords({ pepper: atavus.world.secrets.pepper, cost: 4, threads: 1 })
  const verify = async (password: string, hash: string | undefined) => {
    const right = await real.verify(password, hash)
    const happens = meanwhile
    meanwhile = async () => {}
    await happens()
    return right
  }
  slow = await testWorld({ beside: atavus, limits: noLimits, passwords: { ...real, verify } })
})
afterAll(async () => {
  await rows.end()
  await onlooker.end()
  await slow.close()
  await atavus.close()
})

const renewed = 'seven lanterns under the ice'
const signIn = (name: string, password: string, world = atavus) =>
  browser(world).ask('POST', '/v1/session', { name, password })

/** Somebody whose browser `here` sends to the usual world, and `there`, in the same session, to the slow one. */
async function someone(name: string) {
  const here = browser(atavus)
  const account = await here.signUp(name)
  const there = browser(slow)
  for (const [key, value] of here.cookies) there.cookies.set(key, value)
  return { here, there, account }
}

async function reset(name: string) {
  const email = `${name}@nursery.example`
  await browser(atavus).ask('POST', '/v1/accounts/reset', { email })
  const token = await tokenTo(atavus, email, '/reset')
  const answer = await browser(atavus).ask('POST', '/v1/accounts/reset/spend', { token, password: renewed })
  expect(answer.status).toBe(204)
}

/** Asks while a change is made but not over, until the asker waits for it; then it is. */
async function askedWhile<T>(
  change: (sql: postgres.TransactionSql) => Promise<unknown>,
  ask: () => Promise<T>,
): Promise<T> {
  const { asked } = await rows.begin(async sql => {
    await change(sql)
    const asked = ask()
    const end = performance.now() + 5000
    const waiting = () => onlooker`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `
    while ((await waiting()).length === 0 && performance.now() < end)
      await new Promise(resolve => setTimeout(resolve, 10))
    return { asked }
  })
  return asked
}

test('a password change that is under way does not undo a reset', async () => {
  const { there } = await someone('rosa')
  meanwhile = () => reset('rosa')
  const body = { current: passphrase, password: 'what the thief wanted it to be' }
  expect((await there.ask('POST', '/v1/account/password', body)).body.code).toBe('unauthenticated')
  expect((await signIn('rosa', renewed)).status).toBe(200)
})

test('of two changes that prove the same password, one counts', async () => {
  const { here, there } = await someone('nadia')
  meanwhile = async () => {
    const answer = await here.ask('POST', '/v1/account/password', { current: passphrase, password: renewed })
    expect(answer.status).toBe(204)
  }
  const body = { current: passphrase, password: 'what the other one wanted' }
  expect((await there.ask('POST', '/v1/account/password', body)).body.code).toBe('confirmation_failed')
  expect((await signIn('nadia', renewed)).status).toBe(200)
})

test('a sign-in with the old password that is under way begins no session after a reset', async () => {
  await someone('dora')
  meanwhile = () => reset('dora')
  expect(await signIn('dora', passphrase, slow)).toMatchObject({
    status: 401,
    body: { code: 'sign_in_failed' },
  })
  expect(await living('dora')).toBe(0)
})

test('a session that ends while it is confirmed is not', async () => {
  const { here, there } = await someone('lena')
  meanwhile = async () => {
    expect((await here.send('DELETE', '/v1/session')).status).toBe(204)
  }
  const answer = await there.ask('POST', '/v1/session/confirm', { password: passphrase })
  expect(answer.body.code).toBe('unauthenticated')
})

test('a sign-in that comes while the password is changed waits, and fails with the old one', async () => {
  const { account } = await someone('mira')
  const change = (sql: postgres.TransactionSql) => sql`
    update accounts set password_hash = ${`$2b$04$${'a'.repeat(53)}`} where id = ${account.id}
  `
  const answer = await askedWhile(change, () => signIn('mira', passphrase))
  expect(answer).toMatchObject({ status: 401, body: { code: 'sign_in_failed' } })
})

test('a one-time link that is being spent signs nobody in once the password is another', async () => {
  const { account } = await someone('linked')
  const token = await makeSignInLink(atavus.world, account.id)
  const change = (sql: postgres.TransactionSql) => sql`
    update accounts set password_hash = ${`$2b$04$${'a'.repeat(53)}`} where id = ${account.id}
  `
  const enter = () => browser(atavus).ask('POST', '/v1/session/link', { token })
  expect(await askedWhile(change, enter)).toMatchObject({ status: 401, body: { code: 'sign_in_failed' } })
})

test('a sign-in that comes while a second factor is put into force is asked for it', async () => {
  const { here, account } = await someone('careful')
  await here.ask('POST', '/v1/account/factor')
  const confirm = async (sql: postgres.TransactionSql) => {
    await sql`select from accounts where id = ${account.id} for no key update`
    await sql`update second_factors set confirmed_at = ${testMoment} where account_id = ${account.id}`
  }
  const answer = await askedWhile(confirm, () => signIn('careful', passphrase))
  expect(answer).toMatchObject({ status: 401, body: { code: 'second_factor_required' } })
})

test.each([
  ['POST', '/v1/account/password', { current: passphrase, password: renewed }],
  ['POST', '/v1/account/email', { email: 'thief@garden.example' }],
  ['POST', '/v1/account/factor', undefined],
  ['DELETE', '/v1/account/factor', undefined],
  ['POST', '/v1/account/factor/codes', undefined],
  ['POST', '/v1/session/confirm', { password: passphrase }],
  ['DELETE', '/v1/account/sessions', undefined],
  ['POST', '/v1/account/delete', { workspaces: [] }],
])('a session that is being ended does nothing any more: %s %s', async (method, path, body) => {
  const { here, account } = await someone(`ended${path.replaceAll(/\W/g, '')}${method}`.slice(0, 30))
  const end = (sql: postgres.TransactionSql) =>
    sql`update sessions set ended_at = ${testMoment} where account_id = ${account.id}`
  expect(await askedWhile(end, () => here.ask(method, path, body))).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated' },
  })
})

test('a session that is being ended puts no second factor into force', async () => {
  const { here, account } = await someone('offered')
  const offer = await here.ask('POST', '/v1/account/factor')
  const code = authenticatorOf(offer.body.secret, atavus.world.now)()
  const end = (sql: postgres.TransactionSql) =>
    sql`update sessions set ended_at = ${testMoment} where account_id = ${account.id}`
  const answer = await askedWhile(end, () => here.ask('POST', '/v1/account/factor/confirm', { code }))
  expect(answer.body.code).toBe('unauthenticated')
  expect(
    await rows`select from second_factors where account_id = ${account.id} and confirmed_at is not null`,
  ).toEqual([])
})

test('many who sign in at once where a hash is made anew all come in', async () => {
  await someone('rehashed')
  const passwords = createPasswords({ pepper: atavus.world.secrets.pepper, cost: 5 })
  const stronger = await testWorld({ beside: atavus, limits: noLimits, passwords })
  const answers = await Promise.all(Array.from({ length: 6 }, () => signIn('rehashed', passphrase, stronger)))
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
  await stronger.close()
})

/** How many sessions of an account go on. */
async function living(username: string): Promise<number> {
  const found = await rows`
    select from sessions s join accounts a on a.id = s.account_id where a.username = ${username} and s.ended_at is null
  `
  return found.length
}
