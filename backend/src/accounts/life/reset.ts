import type { ResetPassword } from '@atavus/contract/account'
import type { z } from 'zod'
import { linkHash } from '../../lib/link-token.ts'
import { Refusal } from '../../lib/refusal.ts'
import { revoke } from '../../revocation/revoke.ts'
import type { World } from '../../world.ts'
import { notify } from '../notify.ts'
import { isWeak } from '../password-strength.ts'
import type { Seen } from '../seen.ts'
import { endOthers } from '../sessions.ts'
import { lockProof } from '../standing.ts'
import { mayMail, newLink } from './links.ts'
import { askReset, dropLinks, findAccountLink, spendAccountLink, updatePassword } from './queries.ts'

/**
 * Has a link sent that sets a new password, where somebody has the address; one that was sent before is void then.
 * Does the same where nobody has it, but for the mail.
 */
export async function sendReset(world: World, email: string, { language }: Seen): Promise<void> {
  const address = email.toLowerCase()
  if (!(await mayMail(world, 'reset', address))) return
  await askReset(world.db.stranger, newLink(world, 'reset'), address, language)
}

/**
 * Sets a new password for whoever holds a link, once, and ends every session: whoever was in has to come in again, by
 * the second factor, too, if there is one. Refuses with `link_spent`, or with `password_weak`, and then the link holds.
 */
export async function resetPassword(
  world: World,
  { token, password }: z.infer<typeof ResetPassword>,
  { address, language }: Seen,
): Promise<void> {
  const hash = linkHash(token)
  const found = await findAccountLink(world.db.stranger, 'reset', hash, world.now())
  if (!found) throw new Refusal('link_spent')
  const { account } = found
  if (isWeak(password, found)) throw new Refusal('password_weak')
  const passwordHash = await world.passwords.hash(password)
  await world.db.person(account, async person => {
    await lockProof(person)
    if (!(await spendAccountLink(person, 'reset', hash))) throw new Refusal('link_spent')
    await updatePassword(person, passwordHash)
    await dropLinks(person)
    await endOthers(person, null)
    await revoke(person, { type: 'account', id: account })
    await notify(person, 'password-changed', language)
  })
  world.logs.security('password_reset', { account, address })
}
