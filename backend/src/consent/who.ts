import type { GiveConsent } from '@atavus/contract/chat'
import type { Context } from 'hono'
import type { Policies, Policy } from '../assistants/policies.ts'
import { readIdentity } from '../identity/read.ts'
import { clientAddress } from '../lib/client.ts'
import type { Door } from '../lib/door.ts'
import { pseudonym } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import { personId } from './person.ts'
import { readVisitor, type Visitor } from './visitor.ts'

interface Who extends Pick<Visitor, 'id' | 'identity'> {
  /** The consent that they gave on this device before, if there is one. */
  before?: string
}

/** Where somebody agrees: the public key that they came by, and whether an owner is trying the assistant out. */
interface Place {
  policy: Policy
  site: string
  preview: boolean
}

/**
 * Who agrees: whom the site's server names, else the visitor of the token that came along (to a changed notice), else
 * somebody new. A word about a visitor that cannot be taken is refused (`identity_invalid`), never passed over; and
 * what an unnamed visitor said stays theirs: on a shared computer it may have been somebody else.
 */
export async function whoAgrees(
  world: World,
  policies: Policies,
  c: Context<Door>,
  { policy, site, preview }: Place,
  { identity }: GiveConsent,
): Promise<Who> {
  const known = await knownVisitor(world, policies, c, policy)
  if (identity === undefined) return known ?? { id: pseudonym() }
  try {
    if (preview) throw new Refusal('identity_invalid')
    const named = await readIdentity(identity, policy.identitySecrets, [site, policy.id], world.now())
    const who = { id: personId(policy, 'identified', named.name), identity: named.secret }
    return known?.id === who.id ? { ...known, ...who } : who
  } catch (error) {
    const address = clientAddress(world.settings, c)
    world.logs.security('identity_refused', { address, workspace: policy.workspace })
    throw error
  }
}

/** A visitor who agrees anew stays the same visitor, as far as their token could be renewed: it says who they are. */
async function knownVisitor(
  world: World,
  policies: Policies,
  c: Context<Door>,
  policy: Policy,
): Promise<Who | undefined> {
  if (!c.req.header('authorization')) return undefined
  const known = await readVisitor(world, policies, c, 'renewal').catch(() => undefined)
  if (known?.policy.id !== policy.id) return undefined
  const { id, identity, consent } = known.visitor
  return { id, identity, before: consent }
}
