import type { Confirm } from '@atavus/contract/account'
import type { Context } from 'hono'
import type { z } from 'zod'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import { proveFactor } from './factor.ts'
import { provePassword } from './prove.ts'
import { seenOf } from './seen.ts'
import { markConfirmed } from './sessions/queries.ts'
import { inSession, isSame } from './standing.ts'

/**
 * Proves again who holds a session, by everything that sign-in asks for: for a quarter of an hour it may do what asks
 * for that. Refuses with `confirmation_failed`, also when what was proven has changed meanwhile, `unauthenticated` when
 * the session has ended, `second_factor_required`, `second_factor_wrong` or `too_many_requests`.
 */
export async function confirmSession(
  world: World,
  c: Context<Door>,
  { password, code }: z.infer<typeof Confirm>,
): Promise<void> {
  const { account, session } = c.var.account
  const hash = await provePassword(world, c, password)
  const factor = await proveFactor(world, account, code, seenOf(world, c))
  await world.db.person(account, async person => {
    if (!isSame(await inSession(person, session), { hash, factor })) throw new Refusal('confirmation_failed')
    await markConfirmed(person, session, factor !== null)
  })
}
