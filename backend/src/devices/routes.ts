import {
  AskDevice,
  type Device,
  type DeviceAsked,
  type DeviceTaken,
  type DeviceTokens,
  HoldDevice,
  TakeDevice,
} from '@atavus/contract/devices'
import { type RefreshToken, refreshToken } from '../accounts/refresh-token.ts'
import { seenOf } from '../accounts/seen.ts'
import { endSessionOf, lifetimes, renewSession } from '../accounts/sessions.ts'
import { body } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limit } from '../limits/limit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { askToBeLetIn, takeDevice } from './ask.ts'
import { type LiveDevice, liveDevice } from './queries.ts'
import { deviceClaims } from './read.ts'
import { openDeviceRequests } from './request-routes.ts'

/** How an extension comes to be signed in, goes on being so, and signs out. */
export function openDevices(door: OpenDoor, world: World): void {
  openDeviceRequests(door, world)

  door('askDevice', limit(world, 'signIns'), async c => {
    const asked = await askToBeLetIn(world, await body(c, AskDevice), seenOf(world, c).address)
    return c.json(asked satisfies DeviceAsked, 201)
  })

  door('takeDevice', limit(world, 'arrivals'), async c => {
    const token = await takeDevice(world, await body(c, TakeDevice))
    const live = await liveOf(world, token)
    if (!live) throw new Refusal('link_invalid')
    world.logs.security('signed_in', { account: token.account, address: seenOf(world, c).address })
    const account = holderOf(token, live)
    return c.json({ account, device: token.session, ...(await tokensOf(world, token)) } satisfies DeviceTaken)
  })

  door('renewDevice', limit(world, 'arrivals'), async c => {
    const { refresh } = await body(c, HoldDevice)
    const next = await renewSession(world, 'device', refresh, seenOf(world, c))
    if (!next || !(await liveOf(world, next))) throw new Refusal('unauthenticated')
    return c.json(await tokensOf(world, next))
  })

  door('endDevice', limit(world, 'arrivals'), async c => {
    const { refresh } = await body(c, HoldDevice)
    const account = await endSessionOf(world, 'device', refresh)
    if (account) world.logs.security('signed_out', { account, address: seenOf(world, c).address })
    return c.body(null, 204)
  })

  door('device', async c => {
    const { device } = c.var
    const live = await liveOf(world, device)
    if (!live) throw new Refusal('unauthenticated')
    const { name, expiresAt } = live
    const account = holderOf(device, live)
    return c.json({ id: device.session, name, account, expiresAt: expiresAt.toISOString() } satisfies Device)
  })
}

/** Whose session a device is. */
type Held = Pick<RefreshToken, 'account' | 'session'>

const liveOf = (world: World, { account, session }: Held): Promise<LiveDevice | undefined> =>
  world.db.person(account, person => liveDevice(person, session))

const holderOf = ({ account }: Held, { username, email }: LiveDevice): Device['account'] => ({
  id: account,
  username,
  email,
})

async function tokensOf(world: World, token: RefreshToken): Promise<DeviceTokens> {
  const now = world.now()
  const { accessSeconds } = lifetimes
  return {
    access: {
      token: await world.tokens.sign('device', deviceClaims(token), now, accessSeconds),
      until: new Date(now.getTime() + accessSeconds * 1000).toISOString(),
    },
    refresh: refreshToken(world.secrets.refresh, 'device', token),
  }
}
