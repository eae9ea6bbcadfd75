import { isForExtensions, type Operation } from '@atavus/contract/operation'
import { operations } from '@atavus/contract/operations'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { lookInto } from '../testing/database.ts'
import { type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { chromeOrigin, deviceOf, extension, firefoxOrigin, newVerifier } from './testing/device.ts'

let atavus: TestWorld
let owner: Owner
let rows: ReturnType<typeof lookInto>
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  owner = await signUp(atavus)
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})

const own = 'http://localhost:4600'
const strangers = [
  own,
  'https://shop.example',
  'null',
  '',
  '*',
  'chrome-extension://',
  `chrome-extension://${'abcdefghijklmnop'.repeat(2)}.evil.example`,
  `chrome-extension://${'z'.repeat(32)}`,
  `${chromeOrigin}/`,
  `https://evil.example/${chromeOrigin}`,
  `${firefoxOrigin}x`,
  'moz-extension://evil.example',
  firefoxOrigin.toUpperCase(),
]
const all = Object.values<Operation>(operations)
const doors = all.filter(isForExtensions)
const pathOf = ({ path }: Operation) => path.replace(/\{\w+\}/g, '0190a8b0-0000-7000-8000-000000000000')
const corsOf = ({ headers }: Response) => [
  headers.get('access-control-allow-origin'),
  headers.get('access-control-allow-credentials'),
]

test.each([chromeOrigin, firefoxOrigin])('doors for extensions answer %s, without cookies', async origin => {
  for (const door of doors) {
    const asked = await atavus.app.request(pathOf(door), {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': door.method.toUpperCase() },
    })
    expect(asked.status).toBe(204)
    expect(corsOf(asked)).toEqual([origin, null])
    expect(asked.headers.get('access-control-allow-methods')).toContain(door.method.toUpperCase())
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization')
    // Also why one was refused can be read.
    const method = door.method.toUpperCase()
    const answer = await atavus.app.request(pathOf(door), { method, headers: { origin } })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(corsOf(answer)).toEqual([origin, null])
    expect(answer.headers.get('vary')).toBe('Origin')
  }
})

test.each(strangers)('no other origin is answered there: %j', async origin => {
  const { headers } = await deviceOf(atavus, owner)
  for (const door of doors)
    for (const method of ['OPTIONS', door.method.toUpperCase()]) {
      const answer = await atavus.app.request(pathOf(door), { method, headers: { ...headers, origin } })
      expect({ door: door.path, method, status: answer.status }).toMatchObject({ status: 403 })
      expect(((await answer.json()) as { code: string }).code).toBe('origin_not_allowed')
      expect(corsOf(answer)).toEqual([null, null])
    }
})

test('no other door answers an extension, whatever it brings', async () => {
  const { headers, access } = await deviceOf(atavus, owner)
  for (const door of all.filter(one => !isForExtensions(one))) {
    const method = door.method.toUpperCase()
    const more = { ...headers, cookie: `__Host-atavus=${access.token}` }
    const answer = await atavus.app.request(pathOf(door), { method, headers: more })
    expect({ door: door.path, cors: corsOf(answer) }).toEqual({ door: door.path, cors: [null, null] })
    if (door.who !== 'anyone') expect([401, 403]).toContain(answer.status)
  }
  expect(await owner.call('GET', '/v1/account')).toMatchObject({ status: 200 })
})

test('what comes from no page says no origin, and is taken by its token alone', async () => {
  const { headers } = await deviceOf(atavus, owner)
  const { authorization = '' } = headers
  expect((await atavus.app.request('/v1/device', { headers: { authorization } })).status).toBe(200)
})

test('cookies are never taken at doors for devices', async () => {
  const devices = all.filter(({ who }) => who === 'device')
  expect(devices.length).toBeGreaterThan(0)
  for (const door of devices) {
    const method = door.method.toUpperCase()
    for (const headers of [{ cookie: owner.cookie }, { cookie: owner.cookie, origin: chromeOrigin }]) {
      const answer = await atavus.app.request(pathOf(door), { method, headers })
      expect({ door: door.path, status: answer.status }).toEqual({ door: door.path, status: 401 })
    }
  }
})

test('P6.2 a cookie’s tokens are none of a device’s, nor the other way round', async () => {
  const { access, refresh } = await deviceOf(atavus, owner)
  const [, cookieAccess = ''] = /__Host-atavus=([^;]+)/.exec(owner.cookie) ?? []
  const [, cookieRefresh = ''] = /__Host-atavus-refresh=([^;]+)/.exec(owner.cookie) ?? []
  const status = async (path: string, headers: Record<string, string>, method = 'GET') =>
    (await atavus.app.request(path, { method, headers })).status
  expect(await status('/v1/device', { authorization: `Bearer ${cookieAccess}` })).toBe(401)
  expect(await status('/v1/account', { cookie: `__Host-atavus=${access.token}` })).toBe(401)
  expect(await status('/v1/account', { authorization: `Bearer ${access.token}` })).toBe(401)
  expect(await status('/v1/session/refresh', { cookie: `__Host-atavus-refresh=${refresh}` }, 'POST')).toBe(
    401,
  )
  for (const [door, code] of [
    ['renew', 401],
    ['end', 204],
  ])
    expect((await extension(atavus).ask(`/v1/devices/${door}`, { refresh: cookieRefresh })).status).toBe(code)
  await atavus.app.request('/v1/session', {
    method: 'DELETE',
    headers: { origin: own, cookie: `__Host-atavus-refresh=${refresh}` },
  })
  expect((await owner.call('GET', '/v1/account')).status).toBe(200)
  expect(await status('/v1/device', { authorization: `Bearer ${access.token}` })).toBe(200)
  const { items } = (await (await owner.call('GET', '/v1/account/sessions')).json()) as { items: object[] }
  expect(items).toContainEqual(expect.objectContaining({ present: true, device: null }))
})

test('an extension’s origin stands in no table and no log', async () => {
  const origin = 'moz-extension://12345678-9abc-4def-8123-456789abcdef'
  const id = '12345678-9abc-4def-8123-456789abcdef'
  const device = await deviceOf(atavus, owner, origin)
  const { ask, begin } = extension(atavus, origin)
  await begin()
  await ask('/v1/devices', { challenge: 'x', name: 'x' })
  await ask('/v1/devices/token', { request: (await begin()).request, verifier: newVerifier().verifier })
  await atavus.app.request('/v1/device', { headers: device.headers })
  await atavus.app.request('/v1/device', { headers: { ...device.headers, authorization: 'Bearer x.y.z' } })
  await atavus.app.request('/v1/account', { headers: device.headers })
  await atavus.app.request('/v1/nothing', { headers: { origin } })
  await ask('/v1/devices/end', { refresh: device.refresh })
  await atavus.work()
  await atavus.world.logs.flush()
  const tables = await rows<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'atavus'
  `
  for (const { name } of tables) {
    const kept = await rows<{ row: string }[]>`select to_jsonb(t)::text as row from ${rows(name)} t`
    const found = kept.filter(({ row }) => row.includes(id) || row.includes('moz-extension'))
    expect({ name, found }).toEqual({ name, found: [] })
  }
  expect(atavus.lines.join('\n')).not.toContain(id)
})
