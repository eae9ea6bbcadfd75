import type { PasswordChange } from '@atavus/contract/account'
import type { Context } from 'hono'
import type { z } from 'zod'
import type { Door } from '../../lib/door.ts'
import { Refusal } from '../../lib/refusal.ts'
import type { World } from '../../world.ts'
import { isConfirmed } from '../confirmed.ts'
import { factorInForce } from '../factor/queries.ts'
import { notify } from '../notify.ts'
import { isWeak } from '../password-strength.ts'
import { provePassword } from '../prove.ts'
import { seenOf } from '../seen.ts'
import { endOthers } from '../sessions.ts'
import { inSession } from '../standing.ts'
import { dropLinks, ownNames, updatePassword } from './queries.ts'

/**
 * Gives the account of a session another password, where the present one is proven, and ends every other session.
 * Refuses with `confirmation_required` where a second factor is in force and the session has not proven itself lately,
 * with `confirmation_failed`, also when another change came first, `password_weak`, `unauthenticated` when the session
 * has ended meanwhile, and `too_many_requests`.
 */
export async function changePassword(
  world: World,
  c: Context<Door>,
  { current, password }: z.infer<typeof PasswordChange>,
): Promise<void> {
  const { account, session } = c.var.account
  const { address, language } = seenOf(world, c)
  const [names, factor] = await world.db.person(account, async person => [
    await ownNames(person),
    await factorInForce(person),
  ])
  if (!names) throw new Refusal('unauthenticated')
  if (factor && !isConfirmed(c.var.account, world.now())) throw new Refusal('confirmation_required')
  const proven = await provePassword(world, c, current)
  if (isWeak(password, names)) throw new Refusal('password_weak')
  const hash = await world.passwords.hash(password)
  await world.db.person(account, async person => {
    if ((await inSession(person, session)).hash !== proven) throw new Refusal('confirmation_failed')
    await updatePassword(person, hash)
    await dropLinks(person)
    await endOthers(person, session)
    await notify(person, 'password-changed', language)
  })
  world.logs.security('password_changed', { account, address })
}
