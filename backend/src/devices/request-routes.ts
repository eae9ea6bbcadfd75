import type { DeviceRequest } from '@atavus/contract/devices'
import { notify } from '../accounts/notify.ts'
import { seenOf } from '../accounts/seen.ts'
import { inSession } from '../accounts/standing.ts'
import { pathId } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { networkHash } from './ask.ts'
import { answerRequest, findRequest, insertDevice } from './queries.ts'

/** The page where somebody who is signed in says yes or no to a device. */
export function openDeviceRequests(door: OpenDoor, world: World): void {
  door('deviceRequest', async c => {
    const { account } = c.var.account
    const asked = await world.db.person(account, person => findRequest(person, pathId(c, 'request')))
    if (!asked) throw new Refusal('not_found')
    const { code, name, network, askedAt, expiresAt } = asked
    return c.json({
      code,
      name,
      sameNetwork: network.equals(networkHash(world, seenOf(world, c).address)),
      askedAt: askedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    } satisfies DeviceRequest)
  })

  // The session begins with the yes, and not when it is taken up: whatever ends sessions meanwhile ends it, too.
  door('allowDevice', async c => {
    const { account, session } = c.var.account
    const request = pathId(c, 'request')
    const { address, language } = seenOf(world, c)
    await world.db.person(account, async person => {
      await inSession(person, session)
      const asked = await findRequest(person, request)
      if (!asked) throw new Refusal('not_found')
      const id = newId(person.now)
      await insertDevice(person, { id, name: asked.name, expiresAt: asked.expiresAt })
      if (!(await answerRequest(person, request, id))) throw new Refusal('not_found')
      await notify(person, 'device-allowed', language)
    })
    world.logs.security('device_allowed', { account, address })
    return c.body(null, 204)
  })

  door('refuseDevice', async c => {
    const { account } = c.var.account
    const request = pathId(c, 'request')
    const refused = await world.db.person(account, person => answerRequest(person, request, null))
    if (!refused) throw new Refusal('not_found')
    world.logs.security('device_refused', { account, address: seenOf(world, c).address })
    return c.body(null, 204)
  })
}
