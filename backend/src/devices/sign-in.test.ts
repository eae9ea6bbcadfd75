import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { browser, noLimits, passphrase } from '../accounts/testing/browser.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { mailsTo } from '../testing/mail.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { extension, newVerifier } from './testing/device.ts'

let atavus: TestWorld
let rows: ReturnType<typeof lookInto>
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits, environment: { TRUSTED_PROXIES: '127.0.0.1' } })
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})

// Each test has a season of its own: limits do not like a clock that goes back.
let start = Date.parse(testMoment)
beforeEach(() => {
  start += 200 * 24 * 3600 * 1000
  later(0)
})
const minute = 60
const day = 24 * 60 * minute
const later = (seconds: number) => atavus.at(new Date(start + seconds * 1000))

let people = 0
async function someone() {
  const name = `panel${++people}`
  const page = browser(atavus)
  const account = await page.signUp(name)
  const request = (id: string, verb: string) => page.ask('POST', `/v1/device-requests/${id}/${verb}`)
  return {
    name,
    page,
    account,
    see: async (id: string) => page.ask('GET', `/v1/device-requests/${id}`),
    allow: async (id: string) => request(id, 'allow'),
    refuse: async (id: string) => request(id, 'refuse'),
    sessions: async () => (await page.ask('GET', '/v1/account/sessions')).body.items,
  }
}
const panel = () => extension(atavus)
const devices = async (who: { sessions(): Promise<{ device: string | null }[]> }) =>
  (await who.sessions()).filter(({ device }) => device !== null)

async function whoIs(token: string) {
  const answer = await atavus.app.request('/v1/device', { headers: { authorization: `Bearer ${token}` } })
  return { status: answer.status, body: await answer.json() }
}

test('an extension asks, its owner sees and allows it, and it is signed in until it signs out', async () => {
  const anna = await someone()
  const { ask, begin } = panel()
  const asked = await begin('Firefox on Linux')
  expect(asked).toMatchObject({
    code: expect.stringMatching(/^[B-DF-HJ-NP-TV-XZ]{4}-[0-9]{4}$/),
    page: `http://localhost:4600/device/${asked.request}`,
    everySeconds: 2,
    expiresAt: new Date(start + 10 * minute * 1000).toISOString(),
  })
  expect(await asked.take()).toMatchObject({ status: 409, body: { code: 'not_yet' } })
  expect(await anna.see(asked.request)).toMatchObject({
    status: 200,
    body: { code: asked.code, name: 'Firefox on Linux', sameNetwork: true },
  })
  expect((await anna.allow(asked.request)).status).toBe(204)

  const taken = await asked.take()
  const { id, email } = anna.account
  expect(taken).toMatchObject({
    status: 200,
    body: {
      account: { id, username: anna.name, email },
      access: { until: new Date(start + 15 * minute * 1000).toISOString() },
    },
  })
  const { device, access, refresh } = taken.body
  expect(await whoIs(access.token)).toEqual({
    status: 200,
    body: {
      id: device,
      name: 'Firefox on Linux',
      account: { id, username: anna.name, email },
      expiresAt: new Date(start + 30 * day * 1000).toISOString(),
    },
  })
  expect(await devices(anna)).toMatchObject([
    { id: device, device: 'Firefox on Linux', workspace: null, browser: null, system: null, present: false },
  ])

  expect((await ask('/v1/devices/end', { refresh })).status).toBe(204)
  expect(await whoIs(access.token)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect((await ask('/v1/devices/renew', { refresh })).body.code).toBe('unauthenticated')
  expect((await ask('/v1/devices/end', { refresh })).status).toBe(204)
  expect(await devices(anna)).toEqual([])
  expect(atavus.faults).toEqual([])
})

test('a request is spent by its tokens: they come once, also when many ask for them together', async () => {
  const anna = await someone()
  const asked = await panel().begin()
  await anna.allow(asked.request)
  const all = await Promise.all(Array.from({ length: 8 }, () => asked.take()))
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(all.filter(({ body }) => body.code === 'link_invalid')).toHaveLength(7)
  expect((await asked.take()).body.code).toBe('link_invalid')
})

test('it is answered once, by one account', async () => {
  const [anna, ben] = [await someone(), await someone()]
  const asked = await panel().begin()
  const both = await Promise.all([anna.allow(asked.request), ben.allow(asked.request)])
  expect(both.map(({ status }) => status).sort()).toEqual([204, 404])
  for (const who of [anna, ben]) {
    expect((await who.see(asked.request)).body.code).toBe('not_found')
    expect((await who.refuse(asked.request)).body.code).toBe('not_found')
  }
  expect((await asked.take()).status).toBe(200)
  expect([...(await devices(anna)), ...(await devices(ben))]).toHaveLength(1)
})

test('a wrong verifier ends the request, before the answer and after it', async () => {
  const anna = await someone()
  const { ask, begin } = panel()
  for (const allowed of [false, true]) {
    const asked = await begin()
    if (allowed) await anna.allow(asked.request)
    const wrong = await ask('/v1/devices/token', { request: asked.request, ...pick(newVerifier()) })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'link_invalid' } })
    expect((await asked.take()).body.code).toBe('link_invalid')
    expect((await anna.see(asked.request)).body.code).toBe('not_found')
    expect((await anna.allow(asked.request)).body.code).toBe('not_found')
  }
  expect(await devices(anna)).toEqual([])
})
const pick = ({ verifier }: { verifier: string }) => ({ verifier })

test('the short code opens nothing: no door takes it', async () => {
  const anna = await someone()
  const asked = await panel().begin()
  await anna.allow(asked.request)
  for (const body of [
    { request: asked.code, verifier: asked.verifier },
    { code: asked.code },
    { request: asked.request, verifier: asked.code },
    { request: asked.request, code: asked.code },
  ])
    expect((await panel().ask('/v1/devices/token', body)).body.code).toBe('invalid_request')
  expect((await anna.see(asked.code)).body.code).toBe('not_found')
  expect((await anna.allow(asked.code)).body.code).toBe('not_found')
  expect((await asked.take()).status).toBe(200)
})

test('after ten minutes a request is over, whether it was allowed or not, and the sweep takes it', async () => {
  const anna = await someone()
  const open = await panel().begin()
  const allowed = await panel().begin()
  await anna.allow(allowed.request)
  later(10 * minute)
  expect((await anna.see(open.request)).body.code).toBe('not_found')
  expect((await anna.allow(open.request)).body.code).toBe('not_found')
  for (const asked of [open, allowed]) expect((await asked.take()).body.code).toBe('link_invalid')
  expect(await devices(anna)).toEqual([])
  await sweep(atavus.world)
  expect(await rows`select from device_requests`).toHaveLength(0)
})

test('who refuses tells the extension so, once', async () => {
  const anna = await someone()
  const asked = await panel().begin()
  expect((await anna.refuse(asked.request)).status).toBe(204)
  expect(await asked.take()).toMatchObject({ status: 409, body: { code: 'refused_by_user' } })
  expect((await asked.take()).body.code).toBe('link_invalid')
  expect(await devices(anna)).toEqual([])
})

test('to allow one asks for a recent proof, to refuse one does not', async () => {
  const anna = await someone()
  const asked = await panel().begin()
  later(15 * minute)
  await anna.page.send('POST', '/v1/session/refresh')
  const again = await panel().begin()
  expect((await anna.allow(again.request)).body.code).toBe('confirmation_required')
  expect((await again.take()).body.code).toBe('not_yet')
  await anna.page.ask('POST', '/v1/session/confirm', { password: passphrase })
  expect((await anna.allow(again.request)).status).toBe(204)
  expect((await asked.take()).body.code).toBe('link_invalid')
})

test('whoever looks at a request that came from another network is told so', async () => {
  const anna = await someone()
  const { challenge } = newVerifier()
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const asked = await panel().send('/v1/devices', { challenge, name: 'x' }, from('203.0.113.9'))
  const { request } = (await asked.json()) as { request: string }
  const seen = async (address: string) => {
    const answer = await anna.page.send('GET', `/v1/device-requests/${request}`, undefined, from(address))
    return ((await answer.json()) as { sameNetwork: boolean }).sameNetwork
  }
  expect(await seen('203.0.113.9')).toBe(true)
  expect(await seen('198.51.100.7')).toBe(false)
  expect(await seen('::1')).toBe(false)
  const near = await panel().send('/v1/devices', { challenge, name: 'x' }, from('127.0.0.2'))
  const { request: local } = (await near.json()) as { request: string }
  const headers = { 'x-forwarded-for': '::1' }
  const answer = await anna.page.send('GET', `/v1/device-requests/${local}`, undefined, headers)
  expect(await answer.json()).toMatchObject({ sameNetwork: true })
})

test('its owner is told by mail, and the log tells of it', async () => {
  const anna = await someone()
  const asked = await panel().begin('Win a prize: https://evil.example')
  await anna.allow(asked.request)
  await asked.take()
  const [mail] = await mailsTo(atavus, anna.account.email)
  expect(mail?.subject).toBe('A browser extension was let in')
  expect(mail?.text).toContain('http://localhost:4600/account/sessions')
  expect(mail?.text).not.toContain('evil.example')
  await atavus.world.logs.flush()
  const events = await rows<{ event: string }[]>`
    select event from security_log where account_id = ${anna.account.id}
  `
  expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['device_allowed', 'signed_in']))
})

test('P6.2 a device’s refresh token is good once: one that comes again ends the device, and its owner hears of it', async () => {
  const anna = await someone()
  const { ask, begin } = panel()
  const asked = await begin()
  await anna.allow(asked.request)
  const first = (await asked.take()).body
  const renew = async (refresh: string) => ask('/v1/devices/renew', { refresh })
  const second = (await renew(first.refresh)).body
  expect(second.refresh).not.toBe(first.refresh)
  // An answer that was lost on its way: for a moment the same one comes again.
  expect((await renew(first.refresh)).body.refresh).toBe(second.refresh)
  expect((await whoIs(second.access.token)).status).toBe(200)
  const third = (await renew(second.refresh)).body
  later(21)
  expect(await renew(first.refresh)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect((await renew(third.refresh)).body.code).toBe('unauthenticated')
  expect((await whoIs(third.access.token)).status).toBe(401)
  expect(await devices(anna)).toEqual([])
  const [mail] = await mailsTo(atavus, anna.account.email)
  expect(mail?.subject).toBe('A session was ended: it was used twice')
})

test('P6.2 an access token ends after a quarter of an hour, and a device that is not used after thirty days', async () => {
  const anna = await someone()
  const { ask, begin } = panel()
  const asked = await begin()
  await anna.allow(asked.request)
  const { access, refresh } = (await asked.take()).body
  later(15 * minute)
  expect((await whoIs(access.token)).body.code).toBe('token_expired')
  later(29 * day)
  const renewed = await ask('/v1/devices/renew', { refresh })
  expect(renewed.status).toBe(200)
  later(60 * day)
  expect((await ask('/v1/devices/renew', { refresh: renewed.body.refresh })).body.code).toBe(
    'unauthenticated',
  )
})

test('whatever ends sessions ends a device that was let in and has not yet its tokens', async () => {
  const anna = await someone()
  const asked = await panel().begin()
  await anna.allow(asked.request)
  expect((await anna.page.send('DELETE', '/v1/account/sessions')).status).toBe(204)
  expect((await asked.take()).body.code).toBe('link_invalid')
})

test('a few may ask at once from one address, and wait then', async () => {
  const strict = await testWorld({ limits: { ...noLimits, signIns: { burst: 3, every: 60 } } })
  const { send } = extension(strict)
  const body = () => ({ challenge: newVerifier().challenge, name: 'Firefox on Linux' })
  const statuses: number[] = []
  for (let n = 0; n < 4; n++) statuses.push((await send('/v1/devices', body())).status)
  expect(statuses).toEqual([201, 201, 201, 429])
  await strict.close()
})

test('whoever asks for tokens again and again waits', async () => {
  const strict = await testWorld({ limits: { ...noLimits, arrivals: { burst: 3, every: 60 } } })
  const asked = await extension(strict).begin()
  const codes: string[] = []
  for (let n = 0; n < 4; n++) codes.push((await asked.take()).body.code)
  expect(codes).toEqual(['not_yet', 'not_yet', 'not_yet', 'too_many_requests'])
  await strict.close()
})
