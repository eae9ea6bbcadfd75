import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailsTo } from '../testing/mail.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { authenticatorOf } from './testing/authenticator.ts'
import { browser, noLimits, passphrase } from './testing/browser.ts'

let atavus: TestWorld
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
})
afterAll(() => atavus.close())

const later = (minutes: number) => atavus.at(new Date(Date.parse(testMoment) + minutes * 60_000))

/** Somebody with a second factor; how many mails have told them that it was tried. */
async function careful(name: string) {
  const here = browser(atavus)
  await here.signUp(name)
  const { body } = await here.ask('POST', '/v1/account/factor')
  const code = authenticatorOf(body.secret, atavus.world.now)
  await here.ask('POST', '/v1/account/factor/confirm', { code: code() })
  const guess = (typed: string) =>
    browser(atavus).ask('POST', '/v1/session', { name, password: passphrase, code: typed })
  const told = async () => {
    const mails = await mailsTo(atavus, `${name}@nursery.example`)
    return mails.filter(({ subject }) => subject === 'Somebody tried to guess your second factor').length
  }
  return { guess, told, code }
}

test('whoever knows the password and guesses at the second factor is told on, once a day', async () => {
  later(0)
  const { guess, told } = await careful('rosa')
  for (let n = 0; n < 9; n++) expect((await guess('000000')).body.code).toBe('second_factor_wrong')
  expect(await told()).toBe(0)
  expect((await guess('000000')).body.code).toBe('second_factor_wrong')
  expect(await told()).toBe(1)
  for (let n = 1; n <= 12; n++) {
    later(n * 10)
    expect((await guess('000000')).body.code).toBe('second_factor_wrong')
  }
  expect(await told()).toBe(1)
  // Two days on the mail has left the outbox, and the first nine are forgiven again.
  for (let n = 0; n < 10; n++) {
    expect(await told()).toBe(n === 0 ? 1 : 0)
    later(48 * 60 + n * 10)
    await guess('000000')
  }
  expect(await told()).toBe(1)
})

test('who guesses slowly is told on, too', async () => {
  later(0)
  const { guess, told } = await careful('nadia')
  for (let n = 0; n < 12; n++) {
    later(n * 7)
    expect((await guess('000000')).body.code).toBe('second_factor_wrong')
  }
  expect(await told()).toBe(1)
})

test('an owner who mistypes now and then is left in peace', async () => {
  later(0)
  const { guess, told, code } = await careful('dora')
  for (let n = 1; n <= 12; n++) {
    later(n * 24 * 60)
    for (let wrong = 0; wrong < 3; wrong++) await guess('000000')
    expect((await guess(code())).status).toBe(200)
  }
  expect(await told()).toBe(0)
})
