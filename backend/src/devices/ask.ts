import { createHash } from 'node:crypto'
import type { AskDevice, DeviceAsked, TakeDevice } from '@atavus/contract/devices'
import addresses from 'ipaddr.js'
import type { z } from 'zod'
import type { RefreshToken } from '../accounts/refresh-token.ts'
import { endNow, takeUp } from '../accounts/sessions.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { network, subjectHash } from '../lib/subject.ts'
import type { World } from '../world.ts'
import { newCode } from './code.ts'
import { insertRequest, takeRequest } from './queries.ts'

const minutes = 10
/** How often an extension asks whether it was allowed. */
const everySeconds = 2

/** Keeps what a device asks for ten minutes, and says where that can be answered. `address`: where it came from. */
export async function askToBeLetIn(
  world: World,
  { challenge, name }: z.infer<typeof AskDevice>,
  address: string,
): Promise<DeviceAsked> {
  const askedAt = world.now()
  const expiresAt = new Date(askedAt.getTime() + minutes * 60_000)
  const id = newId(askedAt)
  const code = newCode()
  const asked = { challenge: Buffer.from(challenge, 'base64url'), network: networkHash(world, address) }
  await insertRequest(world.db.stranger, { id, code, name, askedAt, expiresAt, ...asked })
  const page = `${world.settings.url}/device/${id}`
  return { request: id, code, page, everySeconds, expiresAt: expiresAt.toISOString() }
}

/** By what it is seen that a request was asked from where it is looked at. A machine is near to itself by any of its names. */
export function networkHash(world: World, address: string): Buffer {
  const here = addresses.isValid(address) && addresses.process(address).range() === 'loopback'
  return subjectHash(world.secrets.subjects, 'device-request', here ? 'loopback' : network(address))
}

/**
 * The first token of a device that was let in, once. Refuses with `not_yet`, `refused_by_user`, or `link_invalid`: then
 * there is no such request, or none any more. Whoever shows a wrong verifier is not who asked, so that ends it, with the
 * session that may have begun for it.
 */
export async function takeDevice(
  world: World,
  { request, verifier }: z.infer<typeof TakeDevice>,
): Promise<RefreshToken> {
  const shown = createHash('sha256').update(verifier).digest()
  const outcome = await takeRequest(world.db.stranger, request, shown, world.now())
  if (!outcome) throw new Refusal('link_invalid')
  const { fits, account, session } = outcome
  if (!fits && account && session) await world.db.person(account, person => endNow(person, session))
  if (!fits) throw new Refusal('link_invalid')
  if (!account) throw new Refusal('not_yet')
  if (!session) throw new Refusal('refused_by_user')
  const token = await world.db.person(account, person => takeUp(person, session))
  if (!token) throw new Refusal('link_invalid')
  return token
}
