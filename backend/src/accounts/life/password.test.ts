import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailsTo, tokenTo } from '../../testing/mail.ts'
import { type TestWorld, testMoment, testWorld } from '../../testing/world.ts'
import { authenticatorOf } from '../testing/authenticator.ts'
import { browser, noLimits, passphrase } from '../testing/browser.ts'

let atavus: TestWorld
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
})
afterAll(() => atavus.close())

const renewed = 'seven lanterns under the ice'
const signIn = async (name: string, password: string) => {
  const here = browser(atavus)
  return { here, ...(await here.ask('POST', '/v1/session', { name, password })) }
}

test('who proves the present password gives the account another one, and every other session ends', async () => {
  const here = browser(atavus)
  await here.signUp('rosa')
  const { here: there } = await signIn('rosa', passphrase)
  const answer = await here.ask('POST', '/v1/account/password', { current: passphrase, password: renewed })
  expect(answer).toEqual({ status: 204, body: undefined })
  expect((await here.ask('GET', '/v1/account')).status).toBe(200)
  expect((await there.ask('GET', '/v1/account')).status).toBe(401)
  expect((await signIn('rosa', passphrase)).body.code).toBe('sign_in_failed')
  expect((await signIn('rosa', renewed)).status).toBe(200)
  const [notice] = await mailsTo(atavus, 'rosa@nursery.example')
  expect(notice?.subject).toBe('Your password was changed')
})

test('without the present password nothing changes', async () => {
  const here = browser(atavus)
  await here.signUp('nadia')
  const change = (current: unknown, password: unknown = renewed) =>
    here.ask('POST', '/v1/account/password', { current, password })
  for (const wrong of [`${passphrase} `, passphrase.toUpperCase(), renewed])
    expect(await change(wrong)).toMatchObject({ status: 403, body: { code: 'confirmation_failed' } })
  for (const odd of [null, '', [passphrase], {}])
    expect((await change(odd)).body.code).toBe('invalid_request')
  for (const weak of ['passwordpassword', 'nadia@nursery.example'])
    expect((await change(passphrase, weak)).body.code).toBe('password_weak')
  expect((await signIn('nadia', passphrase)).status).toBe(200)
})

test.each([
  ['of 73 bytes', `${'tulip gravel '.repeat(6).slice(0, 72)}X`, `${'tulip gravel '.repeat(6).slice(0, 72)}Y`],
  [
    'of 1000 characters',
    `${'ladder mist '.repeat(90).slice(0, 999)}X`,
    `${'ladder mist '.repeat(90).slice(0, 999)}Y`,
  ],
])('a password %s counts to its last character', async (_, one, other) => {
  const here = browser(atavus)
  const name = `long${one.length}`
  await here.signUp(name)
  expect(
    (await here.ask('POST', '/v1/account/password', { current: passphrase, password: one })).status,
  ).toBe(204)
  expect((await signIn(name, other)).status).toBe(401)
  expect((await signIn(name, one)).status).toBe(200)
})

test('a password may be typed composed or decomposed', async () => {
  const here = browser(atavus)
  await here.signUp('noel')
  const password = 'les trois caf\u00e9s fermés'
  expect((await here.ask('POST', '/v1/account/password', { current: passphrase, password })).status).toBe(204)
  expect((await signIn('noel', password.normalize('NFD'))).status).toBe(200)
})

test('a link for a new password that was sent before is void', async () => {
  const here = browser(atavus)
  await here.signUp('linked')
  await here.ask('POST', '/v1/accounts/reset', { email: 'linked@nursery.example' })
  const token = await tokenTo(atavus, 'linked@nursery.example', '/reset')
  await here.ask('POST', '/v1/account/password', { current: passphrase, password: renewed })
  const answer = await browser(atavus).ask('POST', '/v1/accounts/reset/spend', {
    token,
    password: passphrase,
  })
  expect(answer.body.code).toBe('link_spent')
})

test('whoever sits at an open session has few tries at the password', async () => {
  const strict = await testWorld({ limits: { ...noLimits, passwordTries: { burst: 12, every: 60 } } })
  const here = browser(strict)
  await here.signUp('rosa')
  const statuses: number[] = []
  for (let n = 0; n < 13; n++) {
    const { status } = await here.ask('POST', '/v1/account/password', {
      current: `guess ${n}`,
      password: renewed,
    })
    statuses.push(status)
  }
  expect(statuses).toEqual([...Array(12).fill(403), 429])
  await strict.close()
})

test('where a second factor is in force, a password alone changes none', async () => {
  const here = browser(atavus)
  await here.signUp('careful')
  const { body } = await here.ask('POST', '/v1/account/factor')
  const code = authenticatorOf(body.secret, atavus.world.now)
  await here.ask('POST', '/v1/account/factor/confirm', { code: code() })
  const change = () => here.ask('POST', '/v1/account/password', { current: passphrase, password: renewed })
  atavus.at(new Date(Date.parse(testMoment) + 15 * 60_000))
  await here.send('POST', '/v1/session/refresh')
  expect(await change()).toMatchObject({ status: 403, body: { code: 'confirmation_required' } })
  const proof = { password: passphrase, code: code() }
  expect((await here.ask('POST', '/v1/session/confirm', proof)).status).toBe(204)
  expect((await change()).status).toBe(204)
  atavus.at(testMoment)
})
