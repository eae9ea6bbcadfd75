import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { mailsTo, tokenTo } from '../testing/mail.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { openAccount } from './sign-up.ts'
import { browser, newcomer, noLimits, passphrase } from './testing/browser.ts'

/** The policy that a fresh platform opens with. */
const policyVersion = '2026-04-23'

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

test('a link opens one account, also for many who present it at once, and for a day', async () => {
  await ask(newcomer('once'))
  const token = await tokenFor('once')
  const many = await Promise.all(Array.from({ length: 10 }, () => verify(token)))
  expect(many.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(many.filter(({ body }) => body.code === 'link_spent')).toHaveLength(9)

  await ask(newcomer('late'))
  const late = await tokenFor('late')
  atavus.at(new Date(Date.parse(testMoment) + 24 * 3_600_000))
  expect((await verify(late)).body.code).toBe('link_spent')
  atavus.at(testMoment)
  expect((await verify(late)).status).toBe(201)
})

test('who asks again for the same address has the later account, and the link of the first is void', async () => {
  await ask(newcomer('first', { email: 'again@nursery.example' }))
  const first = await tokenFor('again')
  await ask(newcomer('second', { email: 'again@nursery.example' }))
  expect((await verify(first)).body.code).toBe('link_spent')
  expect((await verify(await tokenFor('again'))).body.username).toBe('second')
})

test('a username that is somebody else’s by now can be changed with the same link', async () => {
  await ask(newcomer('wished', { email: 'wishful@nursery.example' }))
  await signUp(newcomer('WISHED', { email: 'faster@nursery.example' }))
  const token = await tokenFor('wishful')
  expect(await verify(token)).toMatchObject({ status: 409, body: { code: 'username_taken' } })
  expect((await verify(token, { username: 'a b' })).body.code).toBe('invalid_request')
  expect(await verify(token, { username: 'granted' })).toMatchObject({
    status: 201,
    body: { username: 'granted', email: 'wishful@nursery.example' },
  })
  expect((await verify(token, { username: 'twice' })).body.code).toBe('link_spent')
})

test('where the address is an account’s by now, the link is void', async () => {
  await ask(newcomer('slow'))
  const token = await tokenFor('slow')
  const passwordHash = await atavus.world.passwords.hash(passphrase)
  const account = {
    email: 'slow@nursery.example',
    username: 'fast',
    passwordHash,
    fullName: null,
    policyVersion,
  }
  await openAccount(atavus.world, account, async () => {})
  expect((await verify(token)).body.code).toBe('link_spent')
})

test('11 CVE-2026-41276 a token that is empty, null, a list or another’s opens nothing', async () => {
  await ask(newcomer('guessed'))
  const good = await tokenFor('guessed')
  for (const token of [null, '', [], [good], {}, 0, true, ` ${good}`, `${good} `, `${good}=`, good.slice(1)])
    expect([400, 401]).toContain((await verify(token)).status)
  expect((await verify('x'.repeat(43))).body.code).toBe('link_spent')
  expect((await verify(good)).status).toBe(201)
})

test('CVE-2026-22794 a link leads to our own address, whatever a request says it came to', async () => {
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
  const answer = await browser(atavus).send('POST', '/v1/accounts', newcomer('hosted'), headers)
  expect(answer.status).toBe(202)
  const [mail] = await mailsTo(atavus, 'hosted@nursery.example')
  expect(mail?.text).toMatch(/^http:\/\/localhost:4600\/verify#[\w-]{43}$/m)
  expect(mail?.text).not.toContain('evil')
})

test('one address is sent a few mails in a row, and who asks on hears the same', async () => {
  for (let n = 0; n < 8; n++) {
    const answer = await ask(newcomer(`often${n}`, { email: 'often@nursery.example' }))
    expect(answer).toEqual({ status: 202, body: undefined })
    await atavus.work()
  }
  expect(await mailsTo(atavus, 'often@nursery.example')).toHaveLength(5)
  expect((await verify(await tokenFor('often'))).status).toBe(201)
})

test('a mail is written in the language of the browser that asked', async () => {
  await browser(atavus).send('POST', '/v1/accounts', newcomer('gretel'), {
    'accept-language': 'de-AT,en;q=0.5',
  })
  const [mail] = await mailsTo(atavus, 'gretel@nursery.example')
  expect(mail?.text).toContain('Konto')
})

test('what was asked for goes after a day, and a link for a password after half an hour', async () => {
  await ask(newcomer('gone'))
  await signUp(newcomer('stays'))
  await browser(atavus).ask('POST', '/v1/accounts/reset', { email: 'stays@nursery.example' })
  const left = async (minutes: number) => {
    atavus.at(new Date(Date.parse(testMoment) + minutes * 60_000))
    await sweep(atavus.world)
    const wishes = await rows`select from sign_ups where username = 'gone'`
    const links = await rows`select from account_links`
    return [wishes.length, links.length]
  }
  expect(await left(29)).toEqual([1, 1])
  expect(await left(30)).toEqual([1, 0])
  expect(await left(24 * 60)).toEqual([0, 0])
  atavus.at(testMoment)
})

test('CVE-2026-44707: who opens the mail of a sign-up that was not theirs gives nobody an account', async () => {
  // Somebody signs up with the address of another person, who opens the link and types a password of their own.
  await ask(newcomer('victim', { password: 'the words of an attacker' }))
  const token = await tokenFor('victim')
  expect((await verify(token)).body.code).toBe('sign_in_failed')
  const attacker = { name: 'victim@nursery.example', password: 'the words of an attacker' }
  expect((await browser(atavus).ask('POST', '/v1/session', attacker)).body.code).toBe('sign_in_failed')
  // Their own sign-up then takes its place.
  await ask(newcomer('victim'))
  expect((await verify(await tokenFor('victim'))).status).toBe(201)
})
