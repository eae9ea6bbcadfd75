import { FactorProof } from '@atavus/contract/account'
import { body } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { confirmFactor, offerFactor, removeFactor, renewRecoveryCodes } from './factor.ts'
import { loadProfile } from './profile/queries.ts'
import { seenOf } from './seen.ts'

/** A second factor: offered, put into force, taken away; and what helps without it. */
export function openFactor(door: OpenDoor, world: World): void {
  door('offerFactor', async c => {
    const profile = await world.db.person(c.var.account.account, person => loadProfile(person, c.var.account))
    if (!profile) throw new Refusal('unauthenticated')
    return c.json(await offerFactor(world, c.var.account, profile.email), 201)
  })

  door('confirmFactor', async c => {
    const { code } = await body(c, FactorProof)
    return c.json({ codes: await confirmFactor(world, c.var.account, code, seenOf(world, c)) }, 201)
  })

  door('removeFactor', async c => {
    await removeFactor(world, c.var.account, seenOf(world, c))
    return c.body(null, 204)
  })

  door('newRecoveryCodes', async c => c.json({ codes: await renewRecoveryCodes(world, c.var.account) }, 201))
}
