import type { Person } from '../db/tenancy.ts'
import { newId } from '../lib/ids.ts'
import type { World } from '../world.ts'
import type { SessionCookies } from './cookies.ts'
import { advanceSession, endSession, insertSession, liveSession, sessionState } from './queries.ts'
import { type RefreshToken, readRefreshToken, refreshToken } from './refresh-token.ts'
import { accessClaims, type Principal } from './signed-in.ts'

const accessSeconds = 15 * 60
/** In days (OWASP ASVS 5.0, 7.3): unused it ends after `idle`, used it ends after `most`. */
const lifetime = { idle: 30, most: 90 }
/** Two tabs, or an answer that got lost, may present one token twice within so many seconds. */
const graceSeconds = 20
const dayMs = 24 * 60 * 60 * 1000

/** Begins a session of the handle's account; its id is new at every sign-in. */
export async function beginSession(person: Person, workspace: string): Promise<RefreshToken> {
  const session = newId(person.now)
  await insertSession(person, session, workspace, new Date(person.now.getTime() + lifetime.idle * dayMs))
  return { account: person.account, session, generation: 1 }
}

/**
 * Exchanges a refresh token for the next one (RFC 9700, 4.14.2). The token before the present one gets the same
 * child for a moment; after that it is a copy in somebody's hands, and the whole session ends.
 *
 * @returns the next token, or undefined when there is no session (any more)
 */
export async function renewSession(world: World, token: string): Promise<RefreshToken | undefined> {
  const presented = readRefreshToken(world.secrets.refresh, token)
  if (!presented) return undefined
  const { account, session, generation } = presented
  const next = { account, session, generation: generation + 1 }
  return world.db.person(account, async person => {
    if (await advanceSession(person, session, generation, lifetime)) return next
    const state = await sessionState(person, session)
    if (!state) return undefined
    const age = person.now.getTime() - state.rotatedAt.getTime()
    if (state.generation === next.generation && age <= graceSeconds * 1000) return next
    await endSession(person, session)
    world.log('warn', 'refresh_token_replayed', { session })
    return undefined
  })
}

/** Ends the session that a refresh token belongs to, if it is one of ours. */
export async function endSessionOf(world: World, token: string | undefined): Promise<void> {
  const presented = token === undefined ? undefined : readRefreshToken(world.secrets.refresh, token)
  if (presented) await world.db.person(presented.account, person => endSession(person, presented.session))
}

/** Who a session signs in today, and its tokens at one generation; undefined when it or the membership has ended. */
export async function openSession(
  world: World,
  token: RefreshToken,
): Promise<{ principal: Principal; cookies: SessionCookies } | undefined> {
  const { account, session } = token
  const now = world.now()
  const [live, state] = await world.db.person(account, async person => [
    await liveSession(person, session),
    await sessionState(person, session),
  ])
  if (!live || !state) return undefined
  const principal: Principal = { account, session, ...live }
  const access = await world.tokens.sign('access', accessClaims(principal), now, accessSeconds)
  const left = Math.floor((state.expiresAt.getTime() - now.getTime()) / 1000)
  const cookies = {
    access: { token: access, seconds: accessSeconds },
    refresh: { token: refreshToken(world.secrets.refresh, token), seconds: left },
  }
  return { principal, cookies }
}
