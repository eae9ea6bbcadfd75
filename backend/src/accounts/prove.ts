import type { Context } from 'hono'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limited, take } from '../limits/limit.ts'
import type { World } from '../world.ts'
import { seenOf } from './seen.ts'
import { ownHash } from './sessions/queries.ts'
import { provenHash } from './sign-in.ts'

/**
 * Lets whoever is signed in prove the present password. The tries are counted for each session, apart from sign-ins,
 * so that nobody who guesses at the account elsewhere is in the way. Refuses with `confirmation_failed` or
 * `too_many_requests`.
 *
 * @returns the hash that was proven
 */
export async function provePassword(world: World, c: Context<Door>, password: string): Promise<string> {
  const { account, session } = c.var.account
  await take(world, c, [limited(world, 'confirm', session, world.limits.passwordTries)])
  const hash = await world.db.person(account, ownHash)
  const proven = await provenHash(world, hash === undefined ? undefined : { account, hash }, password)
  if (proven !== undefined) return proven
  world.logs.security('confirmation_failed', { account, address: seenOf(world, c).address })
  throw new Refusal('confirmation_failed')
}
