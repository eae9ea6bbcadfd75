import type { DeviceTokens } from '@atavus/contract/devices'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { mailsTo } from '../testing/mail.ts'
import { signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { chromeOrigin, deviceOf, extension } from './testing/device.ts'

let atavus: TestWorld
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
})
afterAll(() => atavus.close())

// Each test has a season of its own: limits do not like a clock that goes back.
let start = Date.parse(testMoment)
beforeEach(() => {
  start += 200 * 24 * 3600 * 1000
  later(0)
})
const minute = 60
const later = (seconds: number) => atavus.at(new Date(start + seconds * 1000))

const renew = async (refresh: string) => (await extension(atavus).ask('/v1/devices/renew', { refresh })).body
const isLive = async ({ access }: DeviceTokens) => {
  const headers = { origin: chromeOrigin, authorization: `Bearer ${access.token}` }
  return (await atavus.app.request('/v1/device', { headers })).status === 200
}

test('a device whose renewal was lost on its way comes back days later, and goes on from there', async () => {
  const first = await deviceOf(atavus, await signUp(atavus))
  await renew(first.refresh)
  const days = 3 * 24 * 60 * minute
  later(days)
  const second = await renew(first.refresh)
  const third = await renew(second.refresh)
  expect(await isLive(third)).toBe(true)
  later(days + 15 * minute)
  expect(await isLive(await renew(third.refresh))).toBe(true)
})

test.each(['the token that was spent', 'the child that was lost', 'the child that was lost, after one more'])(
  'P6.2 where a renewal was lost and taken again, %s ends the device, and its owner hears of it',
  async shown => {
    const first = await deviceOf(atavus, await signUp(atavus))
    const lost = await renew(first.refresh)
    later(60)
    const second = await renew(first.refresh)
    if (shown.endsWith('more')) await renew(second.refresh)
    expect(await renew((shown.startsWith('the token') ? first : lost).refresh)).toMatchObject({
      code: 'unauthenticated',
    })
    expect(await isLive(second)).toBe(false)
    const mails = await mailsTo(atavus, first.account.email ?? '')
    expect(mails.map(({ subject }) => subject)).toContain('A session was ended: it was used twice')
  },
)
