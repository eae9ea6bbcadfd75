import type { Context } from 'hono'
import { clientAddress } from '../lib/client.ts'
import type { Door } from '../lib/door.ts'
import { network } from '../lib/subject.ts'
import { limited, takeSilently } from '../limits/limit.ts'
import type { World } from '../world.ts'
import { refreshCookie } from './cookies.ts'
import { type Known, replaceHash } from './queries.ts'
import { readRefreshToken } from './refresh-token.ts'
import { ownHash } from './sessions/queries.ts'

/**
 * Counts a try at a name, as it is typed: whether it is an account's, and which, shows in no count. What strangers
 * elsewhere try does not lock its owner out (OWASP ASVS 5.0, 6.3.1): tight is the limit of one network alone, and a
 * browser that the account was in before has an allowance of its own beside that of all strangers together. Refuses
 * with `too_many_requests`.
 */
export async function takeSignIn(
  world: World,
  c: Context<Door>,
  typed: string,
  known: Known | undefined,
): Promise<void> {
  const from = network(clientAddress(world.settings, c))
  const before = known && sessionBefore(world, c, known.account)
  const { passwordTries, passwordTriesEverywhere } = world.limits
  await takeSilently(world, [
    limited(world, 'sign-in', `${from} ${typed}`, passwordTries),
    before
      ? limited(world, 'sign-in:again', before, passwordTriesEverywhere)
      : limited(world, 'sign-in:everywhere', typed, passwordTriesEverywhere),
  ])
}

/** The session of an account that this browser holds a token of; it may have ended. */
function sessionBefore(world: World, c: Context<Door>, account: string): string | undefined {
  const token = readRefreshToken(world.secrets.refresh, 'browser', refreshCookie(c) ?? '')
  return token?.account === account ? token.session : undefined
}

/**
 * The hash of the account's password, if this is it. Takes the same path, and so the same time, whether there is an
 * account or not. A hash that was made at a lower cost than today's is made anew.
 */
export async function provenHash(
  world: World,
  known: Known | undefined,
  password: string,
): Promise<string | undefined> {
  const right = await world.passwords.verify(password, known?.hash)
  if (!known || !right) return undefined
  return world.passwords.outdated(known.hash) ? madeAnew(world, known, password) : known.hash
}

async function madeAnew(world: World, known: Known, password: string): Promise<string | undefined> {
  const hash = await world.passwords.hash(password)
  if (await world.db.person(known.account, person => replaceHash(person, known.hash, hash))) return hash
  // Somebody else came first, with the same password or another one.
  const present = await world.db.person(known.account, ownHash)
  return present && (await world.passwords.verify(password, present)) ? present : undefined
}
