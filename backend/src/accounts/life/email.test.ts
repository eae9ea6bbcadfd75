import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../../testing/database.ts'
import { mailsTo, tokenTo } from '../../testing/mail.ts'
import { type TestWorld, testMoment, testWorld } from '../../testing/world.ts'
import { browser, noLimits, passphrase } from '../testing/browser.ts'

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

const verify = (token: unknown) => browser(atavus).ask('POST', '/v1/accounts/email', { token })
const tokenFor = (address: string) => tokenTo(atavus, address, '/verify-email')
const later = (minutes: number) => new Date(Date.parse(testMoment) + minutes * 60_000)
const subjectsTo = async (address: string) => (await mailsTo(atavus, address)).map(({ subject }) => subject)

async function someone(name: string) {
  const here = browser(atavus)
  await here.signUp(name)
  const ask = (email: unknown) => here.ask('POST', '/v1/account/email', { email })
  const email = async () => (await here.ask('GET', '/v1/account')).body.email
  return { here, ask, email }
}

test('another address is the account’s once the link that went to it is opened, and both are told', async () => {
  const { ask, email } = await someone('rosa')
  expect(await ask('Rosa.Lind@Garden.example')).toEqual({ status: 202, body: undefined })
  expect(await email()).toBe('rosa@nursery.example')
  const asked = 'A new address for your account was asked for'
  expect((await subjectsTo('rosa@nursery.example'))[0]).toBe(asked)

  const token = await tokenFor('rosa.lind@garden.example')
  expect(await verify(token)).toEqual({ status: 204, body: undefined })
  expect(await email()).toBe('rosa.lind@garden.example')
  const changed = 'The address of your account was changed'
  expect((await subjectsTo('rosa@nursery.example'))[0]).toBe(changed)
  expect((await subjectsTo('rosa.lind@garden.example'))[0]).toBe(changed)
  const signIn = (name: string) => browser(atavus).ask('POST', '/v1/session', { name, password: passphrase })
  expect((await signIn('rosa@nursery.example')).status).toBe(401)
  expect((await signIn('rosa.lind@garden.example')).status).toBe(200)
  expect((await verify(token)).body.code).toBe('link_spent')
})

test('a session that has not proven itself lately asks for no other address', async () => {
  const { here, ask } = await someone('nadia')
  const before = await subjectsTo('nadia@nursery.example')
  atavus.at(later(15))
  await here.send('POST', '/v1/session/refresh')
  expect((await ask('nadia@garden.example')).body.code).toBe('confirmation_required')
  expect(await mailsTo(atavus, 'nadia@garden.example')).toEqual([])
  expect(await subjectsTo('nadia@nursery.example')).toEqual(before)
  atavus.at(testMoment)
})

test('who asks for the address of another account hears the same, and gets it no more than anybody', async () => {
  await someone('owner')
  const { ask, email } = await someone('taker')
  expect(await ask('owner@nursery.example')).toEqual(await ask('free@garden.example'))
  await ask('owner@nursery.example')
  expect(await verify(await tokenFor('owner@nursery.example'))).toMatchObject({
    status: 409,
    body: { code: 'email_taken' },
  })
  expect(await email()).toBe('taker@nursery.example')
})

test('of two accounts that want one address, one gets it', async () => {
  const both = [await someone('one'), await someone('two')]
  const tokens = []
  for (const { ask } of both) {
    await ask('shared@garden.example')
    tokens.push(await tokenFor('shared@garden.example'))
  }
  const answers = await Promise.all(tokens.map(verify))
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
})

test('a link works once, for a day, and not beside a later one', async () => {
  const { ask } = await someone('once')
  await ask('first@garden.example')
  const first = await tokenFor('first@garden.example')
  await ask('second@garden.example')
  const second = await tokenFor('second@garden.example')
  expect((await verify(first)).body.code).toBe('link_spent')
  atavus.at(later(24 * 60))
  expect((await verify(second)).body.code).toBe('link_spent')
  atavus.at(testMoment)
  const many = await Promise.all(Array.from({ length: 10 }, () => verify(second)))
  expect(many.filter(({ status }) => status === 204)).toHaveLength(1)
  expect(many.filter(({ body }) => body?.code === 'link_spent')).toHaveLength(9)
})

test('CVE-2026-41276 no link is opened by a token that is null, empty, a list or another kind’s', async () => {
  const { ask, email } = await someone('odd')
  await ask('odd@garden.example')
  const token = await tokenFor('odd@garden.example')
  for (const odd of [null, '', [token], {}, ` ${token}`, 'x'.repeat(43)])
    expect([400, 401]).toContain((await verify(odd)).status)
  const reset = { token, password: 'seven lanterns under the ice' }
  expect((await browser(atavus).ask('POST', '/v1/accounts/reset/spend', reset)).body.code).toBe('link_spent')
  expect((await browser(atavus).ask('POST', '/v1/session/link', { token })).body.code).toBe('link_spent')
  expect(
    (await browser(atavus).ask('POST', '/v1/accounts/verify', { token, password: 'anything' })).body.code,
  ).toBe('link_spent')
  expect(await email()).toBe('odd@nursery.example')
})

test('a link for a new password that went to the old address is void then', async () => {
  const { ask } = await someone('moved')
  await browser(atavus).ask('POST', '/v1/accounts/reset', { email: 'moved@nursery.example' })
  const token = await tokenTo(atavus, 'moved@nursery.example', '/reset')
  await ask('moved@garden.example')
  await verify(await tokenFor('moved@garden.example'))
  const reset = { token, password: 'seven lanterns under the ice' }
  expect((await browser(atavus).ask('POST', '/v1/accounts/reset/spend', reset)).body.code).toBe('link_spent')
  expect(
    await rows`select from account_links l join accounts a on a.id = l.account_id where a.username = 'moved'`,
  ).toEqual([])
})

test('another address can be asked for when the link of one before has ended and was not swept yet', async () => {
  const { here, ask, email } = await someone('late')
  await ask('late@garden.example')
  atavus.at(later(24 * 60 + 1))
  await here.send('POST', '/v1/session/refresh')
  await here.ask('POST', '/v1/session/confirm', { password: passphrase })
  expect(await ask('later@garden.example')).toEqual({ status: 202, body: undefined })
  expect((await verify(await tokenFor('later@garden.example'))).status).toBe(204)
  expect(await email()).toBe('later@garden.example')
  atavus.at(testMoment)
})

test('an account asks for another address a few times in a row, and hears when it must wait', async () => {
  const { ask } = await someone('restless')
  for (let n = 0; n < 5; n++) expect((await ask(`restless${n}@garden.example`)).status).toBe(202)
  expect((await ask('restless5@garden.example')).body).toMatchObject({
    code: 'too_many_requests',
    retryAfter: 720,
  })
})
