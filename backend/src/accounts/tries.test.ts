import { expect, test } from 'vitest'
import { type LimitRules, usualLimits } from '../limits/rules.ts'
import { testMoment, testWorld } from '../testing/world.ts'
import { browser, noLimits, passphrase } from './testing/browser.ts'

const later = (minutes: number) => new Date(Date.parse(testMoment) + minutes * 60_000)

/** A world behind a proxy, where somebody tries a name from an address; `victim` and `bystander` have signed up. */
async function tried(limits: Partial<LimitRules>) {
  const strict = await testWorld({
    limits: { ...noLimits, ...limits },
    environment: { TRUSTED_PROXIES: '127.0.0.0/8' },
  })
  const victim = browser(strict)
  await victim.signUp('victim')
  await browser(strict).signUp('bystander')
  const guess = (from: string, name: string, password = 'not the right one', by = browser(strict)) =>
    by.send('POST', '/v1/session', { name, password }, { 'x-forwarded-for': from })
  return { strict, guess, victim }
}

const elsewhere = (n: number) => `198.51.${n >> 8}.${n & 255}`

test('guessing at one name from one network is slowed down, however it is typed', async () => {
  const { strict, guess } = await tried({ passwordTries: { burst: 5, every: 60 } })
  const home = (n: number) => `2001:db8:1:1::${n}`
  for (const [n, name] of ['victim', 'VICTIM', 'ｖictim', ' Victim', 'victim'].entries())
    expect((await guess(home(n), name)).status).toBe(401)

  const refused = await guess(home(9), 'Victim', passphrase)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('60')
  strict.at(later(1))
  expect((await guess(home(9), 'victim', passphrase)).status).toBe(200)
  await strict.close()
})

test('how often a name may be tried tells nobody whether it is an account’s, or which', async () => {
  const { strict, guess } = await tried({
    signIns: { burst: 1000, every: 60 },
    passwordTries: { burst: 5, every: 60 },
    passwordTriesEverywhere: { burst: 8, every: 60 },
  })
  const seen = async (from: string, name: string) => {
    const { status, headers } = await guess(from, name)
    return ['retry-after', 'ratelimit-policy', 'ratelimit'].reduce(
      (told, field) => `${told} ${headers.get(field)}`,
      String(status),
    )
  }
  // Each address has an allowance for all names together, of which both courses take as much.
  const course = async (network: number, names: string[]) => {
    const told: string[] = []
    for (const name of names)
      for (let n = 0; n < 10; n++) told.push(await seen(elsewhere(network + (n >> 2)), name))
    return told
  }
  const known = await course(0, ['victim', 'victim@nursery.example'])
  const unknown = await course(100, ['nobody', 'nobody@nursery.example'])
  expect(known).toEqual(unknown)
  expect(known.filter(one => one.startsWith('429'))).toHaveLength(4)
  await strict.close()
})

test('strangers who guess elsewhere do not lock the owner out, and together they are slowed down', async () => {
  const { strict, guess } = await tried({
    passwordTries: { burst: 5, every: 60 },
    passwordTriesEverywhere: { burst: 20, every: 5 },
  })
  for (let n = 0; n < 15; n++) expect((await guess(elsewhere(n), 'victim')).status).toBe(401)
  expect((await guess('203.0.113.7', 'victim', passphrase)).status).toBe(200)

  for (let n = 16; n < 20; n++) await guess(elsewhere(n), 'victim')
  expect((await guess(elsewhere(200), 'victim', passphrase)).status).toBe(429)
  expect((await guess(elsewhere(200), 'bystander', passphrase)).status).toBe(200)
  strict.at(later(1))
  expect((await guess(elsewhere(201), 'victim', passphrase)).status).toBe(200)
  await strict.close()
})

test('no single network can use up what all together may try', async () => {
  const { passwordTries, passwordTriesEverywhere } = usualLimits
  expect(passwordTries.every).toBeGreaterThanOrEqual(10 * passwordTriesEverywhere.every)
  expect(passwordTries.burst).toBeLessThanOrEqual(passwordTriesEverywhere.burst / 10)
})

test('a browser that the account was in before is not kept out by what strangers try', async () => {
  const { strict, guess, victim } = await tried({ passwordTriesEverywhere: { burst: 10, every: 60 } })
  const bystander = browser(strict)
  await bystander.send('POST', '/v1/session', { name: 'bystander', password: passphrase })
  for (let n = 0; n < 10; n++) await guess(elsewhere(n), 'victim')
  expect((await guess(elsewhere(20), 'victim', passphrase)).status).toBe(429)
  expect((await guess(elsewhere(20), 'victim', passphrase, bystander)).status).toBe(429)

  const forged = browser(strict)
  const [name = '', token = ''] = [...victim.cookies].find(([key]) => key.endsWith('refresh')) ?? []
  forged.cookies.set(name, `${token.slice(0, -4)}AAAA`)
  expect((await guess(elsewhere(20), 'victim', passphrase, forged)).status).toBe(429)

  await browser(strict).send('DELETE', '/v1/session', undefined, { cookie: victim.cookie() })
  expect((await guess(elsewhere(21), 'victim', passphrase, victim)).status).toBe(200)
  // A copy of the cookie has no more tries than all strangers together.
  victim.cookies.set(name, token)
  const statuses: number[] = []
  for (let n = 30; n < 41; n++) {
    victim.cookies.set(name, token)
    statuses.push((await guess(elsewhere(n), 'victim', 'not the right one', victim)).status)
  }
  expect(statuses.at(-1)).toBe(429)
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
