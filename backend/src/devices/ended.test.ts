import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { createPolicies } from '../assistants/policies.ts'
import type { Door } from '../lib/door.ts'
import { type Serving, serve } from '../lib/serve.ts'
import { answered } from '../lib/sse.ts'
import { suspendAccount } from '../operator/suspend.ts'
import { createDoors } from '../principal/doors.ts'
import { lookInto } from '../testing/database.ts'
import { type Owner, signUp } from '../testing/shop.ts'
import { invited } from '../testing/tenants.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { deviceOf, extension } from './testing/device.ts'

let atavus: TestWorld
let rows: ReturnType<typeof lookInto>
let streaming: Serving
let base: string

beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  rows = lookInto(atavus.address)
  // A door of devices that answers with a stream which ends by itself never.
  const app = new Hono<Door>()
  const door = createDoors(app, atavus.world, createPolicies(atavus.world))
  door('device', c => {
    atavus.chat.streams.open(
      c,
      () => {},
      () => {},
      c.var,
    )
    return answered
  })
  streaming = await serve(app, 0, ['127.0.0.1'])
  base = `http://127.0.0.1:${streaming.port}`
})
afterAll(async () => {
  await streaming.close()
  await rows.end()
  await atavus.close()
})

const patienceMs = 5000

/** Milliseconds until a running stream of a device ends after something was done about it. */
async function cutBy(headers: Record<string, string>, act: () => Promise<unknown>): Promise<number> {
  const answer = await fetch(`${base}/v1/device`, { headers })
  expect(answer.status).toBe(200)
  const reader = answer.body?.getReader()
  await reader?.read()
  const begun = performance.now()
  await act()
  const late = setTimeout(() => void reader?.cancel(), patienceMs + 1000)
  while (!(await reader?.read())?.done);
  clearTimeout(late)
  return performance.now() - begun
}

async function isOut({ headers, refresh }: { headers: Record<string, string>; refresh: string }) {
  const answer = await atavus.app.request('/v1/device', { headers })
  const renewed = await extension(atavus).ask('/v1/devices/renew', { refresh })
  return answer.status === 401 && renewed.body.code === 'unauthenticated'
}

const idOf = async (owner: Owner) =>
  ((await (await owner.call('GET', '/v1/account')).json()) as { id: string }).id

test('P6.2 a device that is ended from the dashboard is out within five seconds, and its stream with it', async () => {
  const owner = await signUp(atavus)
  const device = await deviceOf(atavus, owner)
  const other = await deviceOf(atavus, owner)
  const took = await cutBy(device.headers, () =>
    owner.call('DELETE', `/v1/account/sessions/${device.device}`),
  )
  expect(took).toBeLessThan(patienceMs)
  expect(await isOut(device)).toBe(true)
  expect(await isOut(other)).toBe(false)
})

test('a device that signs out is cut, too', async () => {
  const owner = await signUp(atavus)
  const device = await deviceOf(atavus, owner)
  const out = () => extension(atavus).ask('/v1/devices/end', { refresh: device.refresh })
  expect(await cutBy(device.headers, out)).toBeLessThan(patienceMs)
})

test('all devices of a suspended account are out within five seconds, and come back by no token', async () => {
  const [owner, operator] = [await signUp(atavus), await signUp(atavus)]
  const device = await deviceOf(atavus, owner)
  const wish = { id: await idOf(owner), operator: await idOf(operator), reason: 'x' }
  const suspend = (suspended: boolean) => suspendAccount(atavus.world, { ...wish, suspended })
  expect(await cutBy(device.headers, () => suspend(true))).toBeLessThan(patienceMs)
  expect(await isOut(device)).toBe(true)
  await suspend(false)
  expect(await isOut(device)).toBe(true)
})

test('P4.1 with an account its devices and what they asked go', async () => {
  const owner = await signUp(atavus)
  const device = await deviceOf(atavus, owner)
  const asked = await extension(atavus).begin()
  await owner.call('POST', `/v1/device-requests/${asked.request}/allow`)
  const account = await idOf(owner)
  const { workspace } = (await (await owner.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  const gone = () => owner.call('POST', '/v1/account/delete', { workspaces: [workspace.id] })
  expect(await cutBy(device.headers, gone)).toBeLessThan(patienceMs)
  expect(await isOut(device)).toBe(true)
  expect((await asked.take()).body.code).toBe('link_invalid')
  expect(await rows`select from sessions where account_id = ${account}`).toHaveLength(0)
  expect(await rows`select from device_requests where account_id = ${account}`).toHaveLength(0)
})

test('a new password ends every device', async () => {
  const owner = await signUp(atavus)
  const device = await deviceOf(atavus, owner)
  const change = await owner.call('POST', '/v1/account/password', {
    current: 'a kettle sings at noon',
    password: 'a kettle sings at night, too',
  })
  expect(change.status).toBe(204)
  expect(await isOut(device)).toBe(true)
})

test('who leaves a workspace keeps the device, which is in none', async () => {
  const host = await signUp(atavus)
  const guest = await invited(atavus, host, 'member')
  const device = await deviceOf(atavus, guest)
  expect((await host.call('DELETE', `/v1/members/${guest.account}`)).status).toBe(204)
  expect((await atavus.app.request('/v1/device', { headers: device.headers })).status).toBe(200)
})
