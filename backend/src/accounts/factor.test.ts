import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { plainCode } from './recovery-codes.ts'
import { authenticatorOf } from './testing/authenticator.ts'
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

// Each test has a day of its own: limits do not like a clock that goes back.
let start = Date.parse(testMoment)
beforeEach(() => {
  start += 24 * 3600 * 1000
  later(0)
})
const minute = 60
const later = (seconds: number) => atavus.at(new Date(start + seconds * 1000))

const authenticator = (secret: string) => authenticatorOf(secret, atavus.world.now)

let people = 0
async function someone() {
  const name = `factor${++people}`
  const here = browser(atavus)
  const account = await here.signUp(name)
  const signIn = async (code?: string) => {
    const there = browser(atavus)
    const answer = await there.ask('POST', '/v1/session', {
      name,
      password: passphrase,
      ...(code && { code }),
    })
    return { there, status: answer.status, code: answer.body.code as string | undefined, body: answer.body }
  }
  return { name, here, account, signIn }
}

/** Somebody with an authenticator in force, one step ago. */
async function careful() {
  const one = await someone()
  const offer = await one.here.ask('POST', '/v1/account/factor')
  const code = authenticator(offer.body.secret)
  const { status, body } = await one.here.ask('POST', '/v1/account/factor/confirm', { code: code() })
  expect(status).toBe(201)
  later(30)
  return { ...one, code, recovery: body.codes as string[], secret: offer.body.secret as string }
}

const mailsTo = async (name: string) => {
  await atavus.work()
  const answer = await browser(atavus).ask('GET', '/v1/outbox')
  const items = answer.body.items as { to: string; subject: string }[]
  return items.filter(({ to }) => to === `${name}@nursery.example`).map(({ subject }) => subject)
}

const logged = async (account: string) => {
  await atavus.world.logs.flush()
  const events = await rows<{ event: string }[]>`select event from security_log where account_id = ${account}`
  return events.map(({ event }) => event)
}

test('an authenticator is offered, comes into force with its first code, and is asked for from then on', async () => {
  const { name, here, account, signIn } = await someone()
  const offer = await here.ask('POST', '/v1/account/factor')
  expect(offer).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^[A-Z2-7]{32}$/) } })
  expect(offer.body.uri).toMatch(
    /^otpauth:\/\/totp\/Atavus%20\(localhost\):factor\d+%40nursery\.example\?secret=/,
  )
  expect((await signIn()).status).toBe(200)
  expect(account.secondFactor).toBeNull()

  const code = authenticator(offer.body.secret)
  const wrong = await here.ask('POST', '/v1/account/factor/confirm', { code: code(5) })
  expect(wrong.body.code).toBe('second_factor_wrong')
  const { status, body } = await here.ask('POST', '/v1/account/factor/confirm', { code: code() })
  expect(status).toBe(201)
  expect(new Set(body.codes).size).toBe(10)
  for (const one of body.codes) expect(one).toMatch(/^[A-Z2-7]{5}-[A-Z2-7]{5}$/)

  later(30)
  expect(await signIn()).toMatchObject({ status: 401, code: 'second_factor_required' })
  expect(await signIn('000000')).toMatchObject({ status: 401, code: 'second_factor_wrong' })
  const typed = code()
  const answer = await signIn(`${typed.slice(0, 3)} ${typed.slice(3)}`)
  expect(answer.status).toBe(200)
  expect(answer.body.secondFactor).toEqual({ since: new Date(start).toISOString(), recoveryCodes: 10 })
  expect(await mailsTo(name)).toHaveLength(2)
  expect(await logged(account.id)).toEqual(expect.arrayContaining(['factor_added', 'second_factor_wrong']))
})

test('a wrong password is told nothing of a second factor', async () => {
  const { name } = await careful()
  const answer = await browser(atavus).ask('POST', '/v1/session', { name, password: 'not this one, at all' })
  expect(answer.body.code).toBe('sign_in_failed')
})

test('other sessions end when an authenticator is added: they were opened by a password alone', async () => {
  const { here, signIn } = await someone()
  const { there } = await signIn()
  const { body } = await here.ask('POST', '/v1/account/factor')
  await here.ask('POST', '/v1/account/factor/confirm', { code: authenticator(body.secret)() })
  expect((await there.ask('GET', '/v1/account')).status).toBe(401)
  expect((await there.send('POST', '/v1/session/refresh')).status).toBe(401)
  expect((await here.ask('GET', '/v1/account')).body.secondFactor).not.toBeNull()
})

test('a code is taken once, even by nine at the same moment, and none before it afterwards', async () => {
  const { signIn, code } = await careful()
  const answers = await Promise.all(Array.from({ length: 9 }, () => signIn(code())))
  const statuses = answers.map(({ status }) => status).toSorted()
  expect(statuses).toEqual([200, ...Array(8).fill(401)])
  later(40 * minute)
  const [before, now] = [code(-1), code()]
  expect((await signIn(now)).status).toBe(200)
  expect((await signIn(now)).code).toBe('second_factor_wrong')
  expect((await signIn(before)).code).toBe('second_factor_wrong')
  later(40 * minute + 30)
  expect((await signIn(code())).status).toBe(200)
})

test('the code that put an authenticator into force does not sign in, too', async () => {
  const { here, signIn } = await someone()
  const { body } = await here.ask('POST', '/v1/account/factor')
  const code = authenticator(body.secret)()
  expect((await here.ask('POST', '/v1/account/factor/confirm', { code })).status).toBe(201)
  expect((await signIn(code)).code).toBe('second_factor_wrong')
})

test('after ten wrong guesses the next one must wait six minutes, from wherever and however it is asked', async () => {
  const { here, signIn, code } = await careful()
  for (let n = 0; n < 5; n++) expect((await signIn('000000')).code).toBe('second_factor_wrong')
  for (let n = 0; n < 5; n++) {
    const answer = await here.ask('POST', '/v1/session/confirm', {
      password: passphrase,
      code: '0000-0000-00',
    })
    expect(answer.body.code).toBe('second_factor_wrong')
  }
  expect(await signIn(code())).toMatchObject({ status: 429, code: 'too_many_requests' })
  const waiting = (await signIn(code())).body.retryAfter
  expect(waiting).toBeGreaterThan(5 * minute)
  expect(waiting).toBeLessThanOrEqual(6 * minute)
  later(7 * minute)
  expect((await signIn(code())).status).toBe(200)
})

test('a recovery code signs in once, however it is typed and by however many at once, and its owner is told', async () => {
  const { name, account, signIn, recovery } = await careful()
  const [first = '', second = ''] = recovery
  const answers = await Promise.all([
    signIn(first),
    signIn(first.toLowerCase()),
    signIn(` ${first} `),
    signIn(first.replace('-', '')),
    signIn([...plainCode(first)].join(' ')),
    signIn(first.replace('-', '–')),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(5).fill(401)])
  const passed = answers.find(({ status }) => status === 200)
  expect(passed?.body.secondFactor.recoveryCodes).toBe(9)
  expect((await signIn(first)).code).toBe('second_factor_wrong')
  expect((await signIn(second.toLowerCase())).status).toBe(200)
  expect(await mailsTo(name)).toHaveLength(4)
  expect(await logged(account.id)).toContain('recovery_code_used')
})

test('CVE-2026-72917: a code that was used is used, with a space before, behind or within it', async () => {
  const { signIn, recovery } = await careful()
  const [code = ''] = recovery
  expect((await signIn(code)).status).toBe(200)
  for (const again of [`${code} `, ` ${code}`, `\t${code}`, code.replace('-', ' - '), `${code}\u00a0`])
    expect((await signIn(again)).code).toBe('second_factor_wrong')
})

test('what is stored opens nothing: the secret is sealed and codes are keyed hashes', async () => {
  const { account, secret, recovery } = await careful()
  const [factor] = await rows`select * from second_factors where account_id = ${account.id}`
  const codes = await rows`select * from recovery_codes where account_id = ${account.id}`
  const kept = JSON.stringify([factor, codes]) + Buffer.from(factor?.sealed_secret).toString('latin1')
  expect(kept).not.toContain(secret)
  for (const code of recovery) expect(kept).not.toContain(plainCode(code))
  expect(codes).toHaveLength(10)
})

test('new recovery codes void the old ones', async () => {
  const { here, signIn, recovery } = await careful()
  const { status, body } = await here.ask('POST', '/v1/account/factor/codes')
  expect(status).toBe(201)
  expect((await signIn(recovery[0])).code).toBe('second_factor_wrong')
  expect((await signIn(body.codes[0])).status).toBe(200)
})

test('whoever asks for new recovery codes twice at once has ten all the same', async () => {
  const { here, account } = await careful()
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => here.ask('POST', '/v1/account/factor/codes')),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(4).fill(201))
  expect(await rows`select from recovery_codes where account_id = ${account.id}`).toHaveLength(10)
})

test('a session is by a second factor when that was shown in it, as an operator’s must be', async () => {
  const { here, account, signIn } = await someone()
  await rows`insert into operators (account_id, added_at) values (${account.id}, ${testMoment})`
  const knock = async (one = here) => (await one.ask('GET', '/v1/operator')).body.code
  expect(await knock()).toBe('factor_demanded')
  const { body } = await here.ask('POST', '/v1/account/factor')
  const code = authenticator(body.secret)
  await here.ask('POST', '/v1/account/factor/confirm', { code: code() })
  expect(await knock()).toBeUndefined()
  later(30)
  expect(await knock((await signIn(code())).there)).toBeUndefined()
  await here.send('DELETE', '/v1/account/factor')
  expect(await knock()).toBe('factor_demanded')
})

test('a factor is taken away by who has just proven themselves, and its codes with it', async () => {
  const { name, here, signIn, recovery } = await careful()
  expect((await here.send('DELETE', '/v1/account/factor')).status).toBe(204)
  expect((await here.ask('GET', '/v1/account')).body.secondFactor).toBeNull()
  expect((await signIn()).status).toBe(200)
  expect((await here.ask('DELETE', '/v1/account/factor')).body.code).toBe('not_found')
  expect((await here.ask('POST', '/v1/account/factor/codes')).body.code).toBe('not_found')
  const { body } = await here.ask('POST', '/v1/account/factor')
  expect((await here.ask('POST', '/v1/account/factor/confirm', { code: recovery[1] })).body.code).toBe(
    'second_factor_wrong',
  )
  const code = authenticator(body.secret)()
  expect((await here.ask('POST', '/v1/account/factor/confirm', { code })).status).toBe(201)
  expect(await mailsTo(name)).toHaveLength(4)
})

test('an offer ends after a quarter of an hour, is void once another is made, and none is made beside one in force', async () => {
  const { here } = await someone()
  const first = await here.ask('POST', '/v1/account/factor')
  const second = await here.ask('POST', '/v1/account/factor')
  const confirm = (secret: string) =>
    here.ask('POST', '/v1/account/factor/confirm', { code: authenticator(secret)() })
  expect((await confirm(first.body.secret)).body.code).toBe('second_factor_wrong')
  later(14 * minute + 59)
  const sweptEarly = await sweep(atavus.world)
  expect(sweptEarly.factorOffers).toBe(0)
  later(15 * minute)
  await here.ask('POST', '/v1/session/refresh')
  await here.ask('POST', '/v1/session/confirm', { password: passphrase })
  expect((await confirm(second.body.secret)).body.code).toBe('not_found')
  expect((await sweep(atavus.world)).factorOffers).toBe(1)
  const third = await here.ask('POST', '/v1/account/factor')
  expect((await confirm(third.body.secret)).status).toBe(201)
  expect((await here.ask('POST', '/v1/account/factor')).body.code).toBe('already_there')
  later(60 * minute)
  expect((await sweep(atavus.world)).factorOffers).toBe(0)
})

test('an offer that ended and was not swept yet is in nobody’s way', async () => {
  const { here } = await someone()
  await here.ask('POST', '/v1/account/factor')
  later(15 * minute)
  await here.ask('POST', '/v1/session/refresh')
  await here.ask('POST', '/v1/session/confirm', { password: passphrase })
  expect((await here.ask('POST', '/v1/account/factor')).status).toBe(201)
})

test('all of it asks for a session that has proven itself in the last quarter of an hour', async () => {
  const { here } = await someone()
  later(15 * minute)
  await here.ask('POST', '/v1/session/refresh')
  for (const [method, path, body] of [
    ['POST', '/v1/account/factor'],
    ['POST', '/v1/account/factor/confirm', { code: '000000' }],
    ['DELETE', '/v1/account/factor'],
    ['POST', '/v1/account/factor/codes'],
  ] as const)
    expect((await here.ask(method, path, body)).body.code).toBe('confirmation_required')
})

test.each([
  { code: 123456 },
  { code: ['000000'] },
  { code: null },
  { code: '' },
  { code: 'x'.repeat(41) },
  {},
])('no code at all is an invalid request: %j', async body => {
  const { here } = await careful()
  const answer = await here.ask('POST', '/v1/account/factor/confirm', body)
  expect(answer.body.code).toBe('invalid_request')
})
