import type { Account } from '@atavus/contract/account'
import type { Context } from 'hono'
import type { Person } from '../db/tenancy.ts'
import type { Door } from '../lib/door.ts'
import { newId } from '../lib/ids.ts'
import { askedLanguage } from '../lib/language.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import { refreshCookie, setSessionCookies } from './cookies.ts'
import { deviceOf } from './device.ts'
import { arrivalOf } from './queries.ts'
import type { RefreshToken } from './refresh-token.ts'
import { seenOf } from './seen.ts'
import { beginSession, endSessionOf, openSession } from './sessions.ts'
import { accountShown } from './shown.ts'
import { makeHome } from './sign-up.ts'
import { isSame, lockProof, type Proof } from './standing.ts'

/**
 * Begins a session in the workspace that the account used last or joined first, in one of its own made now where it
 * belongs nowhere any more. `proof`: what was proven, which must still sign in. Refuses with `sign_in_failed` or
 * `second_factor_required` where it does not, or with `suspended`.
 */
export async function enter(world: World, c: Context<Door>, account: string, proof: Proof): Promise<Account> {
  const fresh = newId(world.now())
  const begun = await world.db.person(
    account,
    async person => {
      await stillSignsIn(person, proof)
      const arrival = await arrivalOf(person)
      if (!arrival) throw new Refusal('sign_in_failed')
      if (arrival.suspended) return undefined
      if (!arrival.home) await makeHome(world, person, fresh, arrival.username)
      const factor = proof.factor !== null
      const begun = { device: device(c), confirmed: true, factor, language: askedLanguage(c) }
      return beginSession(person, arrival.home ?? fresh, begun)
    },
    fresh,
  )
  const facts = { account, address: seenOf(world, c).address }
  if (!begun) {
    world.logs.security('access_denied', { ...facts, detail: 'suspended' })
    throw new Refusal('suspended')
  }
  world.logs.security('signed_in', facts)
  return entered(world, c, begun)
}

/** Whoever changed the password, or put a factor into force, meanwhile means to keep out who knows the old one alone. */
async function stillSignsIn(person: Person, proof: Proof): Promise<void> {
  const present = await lockProof(person)
  if (present?.hash !== proof.hash) throw new Refusal('sign_in_failed')
  if (present.factor && !proof.factor) throw new Refusal('second_factor_required')
  if (!isSame(present, proof)) throw new Refusal('sign_in_failed')
}

/** Hands a session that has just begun to the browser; one that it had before ends. */
export async function entered(world: World, c: Context<Door>, session: RefreshToken): Promise<Account> {
  await endSessionOf(world, 'browser', refreshCookie(c))
  const opened = await openSession(world, session)
  if (!opened) throw new Refusal('unauthenticated')
  setSessionCookies(c, opened.cookies)
  return accountShown(world, opened.principal)
}

/** What is kept of the browser that asks. */
export const device = (c: Context<Door>) => deviceOf(c.req.header('user-agent'))
