import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../../testing/database.ts'
import { mailsTo, tokenTo } from '../../testing/mail.ts'
import { type TestWorld, testMoment, testWorld } from '../../testing/world.ts'
import { browser, newcomer, noLimits, passphrase } from '../testing/browser.ts'
import { totpCode } from '../totp.ts'

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

const renewed = 'seven lanterns under the ice'
const addressOf = (name: string) => `${name}@nursery.example`
const ask = (email: unknown) => browser(atavus).ask('POST', '/v1/accounts/reset', { email })
const spend = (token: unknown, password: unknown = renewed) =>
  browser(atavus).ask('POST', '/v1/accounts/reset/spend', { token, password })
const signIn = (name: string, password: string) =>
  browser(atavus).ask('POST', '/v1/session', { name, password })
const tokenFor = (name: string) => tokenTo(atavus, addressOf(name), '/reset')
const later = (minutes: number) => new Date(Date.parse(testMoment) + minutes * 60_000)

/** Somebody with an account, and the token of a link that they asked for. */
async function forgetful(name: string) {
  const here = browser(atavus)
  const account = await here.signUp(name)
  expect(await ask(addressOf(name))).toEqual({ status: 202, body: undefined })
  return { here, account, token: await tokenFor(name) }
}

test('the link of a mail sets a new password, ends every session and signs nobody in', async () => {
  const { here, account, token } = await forgetful('rosa')
  const there = browser(atavus)
  await there.ask('POST', '/v1/session', { name: 'rosa', password: passphrase })

  const spender = browser(atavus)
  const answer = await spender.ask('POST', '/v1/accounts/reset/spend', { token, password: renewed })
  expect(answer).toEqual({ status: 204, body: undefined })
  expect(spender.cookies.size).toBe(0)
  for (const one of [here, there]) {
    expect((await one.ask('GET', '/v1/account')).status).toBe(401)
    expect((await one.send('POST', '/v1/session/refresh')).status).toBe(401)
  }
  expect((await signIn('rosa', passphrase)).body.code).toBe('sign_in_failed')
  expect((await signIn('rosa', renewed)).body.id).toBe(account.id)
  const [notice] = await mailsTo(atavus, addressOf('rosa'))
  expect(notice?.subject).toBe('Your password was changed')
})

test('11 CVE-2025-58434 the answer is the same whether or not there is an account, and holds no token', async () => {
  await browser(atavus).signUp('known')
  const [known, unknown] = await Promise.all(
    ['known', 'unknown'].map(async name => {
      const answer = await browser(atavus).send('POST', '/v1/accounts/reset', { email: addressOf(name) })
      const headers = [...answer.headers].filter(([header]) => header !== 'ratelimit')
      return { status: answer.status, headers, body: await answer.text() }
    }),
  )
  expect(known).toEqual(unknown)
  expect(known).toMatchObject({ status: 202, body: '' })
  const token = await tokenFor('known')
  const tables = await rows`
    select query_to_xml(format('select * from atavus.%I', table_name), true, false, '')::text as content
    from information_schema.tables where table_schema = 'atavus' and table_type = 'BASE TABLE'
  `
  const everything = [...tables.map(({ content }) => content), ...atavus.lines, JSON.stringify(known)].join()
  expect(everything).not.toContain(token)
  expect(await mailsTo(atavus, addressOf('unknown'))).toEqual([])
  expect(await rows`select from jobs`).toEqual([])
})

test('11 CVE-2026-41276 a token that is null, empty, a list or anything but the link’s sets nothing', async () => {
  const { token } = await forgetful('nadia')
  const before = await rows`select password_hash from accounts where username = 'nadia'`
  for (const odd of [null, '', undefined, [], [token], {}, 0, true, 'null', 'undefined', 'x'.repeat(43)])
    expect([400, 401]).toContain((await spend(odd)).status)
  expect(await rows`select password_hash from accounts where username = 'nadia'`).toEqual(before)
  // Where nobody has asked for a link there is none that an empty token could match.
  await rows`delete from account_links`
  for (const odd of [null, '', 'x'.repeat(43)]) expect([400, 401]).toContain((await spend(odd)).status)
  expect((await spend(token)).body.code).toBe('link_spent')
})

test('11 CVE-2026-72917 a token with space around it, or in another spelling, is none', async () => {
  const { token } = await forgetful('dora')
  const swapped = token.replace(/[a-z]/i, letter =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  )
  const spellings = [` ${token}`, `${token} `, `${token}\n`, `${token}=`, `\u200b${token}`, swapped]
  for (const spelling of spellings) expect((await spend(spelling)).body.code).toBe('link_spent')
  expect((await spend(token)).status).toBe(204)
  for (const spelling of [token, ...spellings]) expect((await spend(spelling)).body.code).toBe('link_spent')
})

test('11 GHSA-7w99-5wm4-3g79 of many who present a link at once, one sets a password', async () => {
  const { token } = await forgetful('mira')
  const passwords = Array.from({ length: 10 }, (_, n) => `${renewed} number ${n}`)
  const answers = await Promise.all(passwords.map(password => spend(token, password)))
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
  expect(answers.filter(({ body }) => body?.code === 'link_spent')).toHaveLength(9)
  const right = passwords[answers.findIndex(({ status }) => status === 204)] ?? ''
  expect((await signIn('mira', right)).status).toBe(200)
})

test('11 CVE-2026-22794 a link leads to our own address, whatever a request says it came to', async () => {
  await browser(atavus).signUp('hosted')
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
  await browser(atavus).send('POST', '/v1/accounts/reset', { email: addressOf('hosted') }, headers)
  const [mail] = await mailsTo(atavus, addressOf('hosted'))
  expect(mail?.text).toMatch(/^http:\/\/localhost:4600\/reset#[\w-]{43}$/m)
  const cross = await browser(atavus).send(
    'POST',
    '/v1/accounts/reset',
    { email: addressOf('hosted') },
    { origin: 'https://evil.example' },
  )
  expect((await cross.json()).code).toBe('origin_not_allowed')
})

test('GHSA-7rqj-j65f-68wh a mail goes to the address that an account has, and to none that looks like it', async () => {
  await browser(atavus).signUp('miki')
  expect((await ask('MIKI@Nursery.example')).status).toBe(202)
  expect((await mailsTo(atavus, addressOf('miki')))[0]?.subject).toBe('Choose a new password')
  for (const odd of [
    'mıki@nursery.example',
    'mi\u212ai@nursery.example',
    'miki＠nursery.example',
    'miki@nursery.example,x@x.example',
  ])
    expect((await ask(odd)).body.code).toBe('invalid_request')
})

test('a link holds for half an hour, and a new one takes its place', async () => {
  const { token: first } = await forgetful('late')
  await ask(addressOf('late'))
  const second = await tokenFor('late')
  expect((await spend(first)).body.code).toBe('link_spent')
  atavus.at(later(30))
  expect((await spend(second)).body.code).toBe('link_spent')
  atavus.at(testMoment)
  expect((await spend(second)).status).toBe(204)
})

test('a weak password is refused, and the link goes on', async () => {
  const { token } = await forgetful('weakly')
  for (const weak of ['passwordpassword', 'weakly@nursery.example', 'short'])
    expect(['password_weak', 'invalid_request']).toContain((await spend(token, weak)).body.code)
  expect((await spend(token)).status).toBe(204)
})

test('an address is sent a few links in a row, and who asks on hears the same', async () => {
  await browser(atavus).signUp('bombed')
  for (let n = 0; n < 8; n++) {
    expect((await ask(addressOf('bombed'))).status).toBe(202)
    await atavus.work()
  }
  const mails = await mailsTo(atavus, addressOf('bombed'))
  expect(mails.filter(({ subject }) => subject === 'Choose a new password')).toHaveLength(5)
  expect((await spend(await tokenFor('bombed'))).status).toBe(204)
})

test('who signs up with somebody’s address again and again keeps no link from going there', async () => {
  const here = browser(atavus)
  await here.signUp('crowded')
  for (let n = 0; n < 8; n++) {
    await browser(atavus).ask('POST', '/v1/accounts', newcomer('crowded'))
    await browser(atavus).ask('POST', '/v1/accounts', newcomer('crowded'))
  }
  const other = browser(atavus)
  await other.signUp('crowding')
  for (let n = 0; n < 6; n++) await other.ask('POST', '/v1/account/email', { email: addressOf('crowded') })
  await ask(addressOf('crowded'))
  expect((await spend(await tokenFor('crowded'))).status).toBe(204)
})

test('a reset goes around no second factor', async () => {
  const here = browser(atavus)
  await here.signUp('careful')
  const offer = (await here.ask('POST', '/v1/account/factor')).body
  const code = codeOf(offer.secret, atavus.world.now())
  expect((await here.ask('POST', '/v1/account/factor/confirm', { code })).status).toBe(201)
  await ask(addressOf('careful'))
  expect((await spend(await tokenFor('careful'))).status).toBe(204)
  expect((await signIn('careful', renewed)).body.code).toBe('second_factor_required')
})

/** What an authenticator shows. */
function codeOf(secret: string, now: Date): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = (bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2))
  return totpCode(Buffer.from(bytes), Math.floor(now.getTime() / 30_000))
}
