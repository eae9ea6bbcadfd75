import { rights, roles } from '@atavus/contract/rights'
import type { Context } from 'hono'
import type { Policies, Policy } from '../assistants/policies.ts'
import { personId } from '../consent/person.ts'
import { type Door, pathId } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { take } from '../limits/limit.ts'
import { endingsOf, turnsOf } from '../limits/turns.ts'
import type { World } from '../world.ts'
import { findPlace, type Place } from './queries.ts'

/** An account with the assistant that it names. */
export interface Here extends Omit<Place, 'workspace' | 'role'> {
  account: string
  policy: Policy
  /** Its pseudonym with this assistant. */
  person: string
  /** Whether it may ask it. */
  belongs: boolean
}

/**
 * The account of the device that comes and the assistant that the path names, where the account belongs to its workspace
 * or has asked it before. Its requests are counted as a visitor's are: its turns, or what it ends. Refuses with
 * `not_found`.
 */
export async function placeOf(
  world: World,
  policies: Policies,
  c: Context<Door>,
  counted: 'turn' | 'ending' = 'turn',
): Promise<Here> {
  const { account } = c.var.device
  const place = await world.db.person(account, person => findPlace(person, pathId(c, 'assistant')))
  const policy = place && (await policies.byId(place.workspace, pathId(c, 'assistant')))
  if (!place || !policy) throw new Refusal('not_found')
  const person = personId(policy, 'account', account)
  const limits = counted === 'turn' ? turnsOf(world, c, person, policy) : endingsOf(world, c, person)
  await take(world, c, limits)
  const { days, uncounted } = place
  return { account, policy, person, days, uncounted, belongs: mayAsk(place.role) }
}

/** Lets in who may ask now. Refuses with `not_found` who belongs there no more, and with `suspended`. */
export function requireBelonging({ belongs, policy }: Here): void {
  if (!belongs) throw new Refusal('not_found')
  if (policy.suspended) throw new Refusal('suspended')
}

/** Whether somebody with a role in a workspace may ask its assistants. */
export const mayAsk = (role: string | null): boolean =>
  roles.some(one => one === role && rights[one].includes('try'))
