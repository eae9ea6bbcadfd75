import type { Person } from '../db/tenancy.ts'
import { newId } from '../lib/ids.ts'
import type { AccountPrincipal } from '../principal/principal.ts'
import { revoke } from '../revocation/revoke.ts'
import { liveSession } from '../sessions/queries.ts'
import type { World } from '../world.ts'
import type { SessionCookies } from './cookies.ts'
import { notify } from './notify.ts'
import { type RefreshToken, readRefreshToken, refreshToken, type TokenKeeper } from './refresh-token.ts'
import type { Seen } from './seen.ts'
import {
  advanceSession,
  type Begun,
  endSession,
  endSessionsBut,
  insertSession,
  sessionState,
} from './sessions/queries.ts'
import { accessClaims } from './signed-in.ts'

const accessSeconds = 15 * 60
/** In days (OWASP ASVS 5.0, 7.3): unused it ends after `idle`, used it ends after `most`. */
const lifetime = { idle: 30, most: 90 }
/** Two tabs, or an answer that got lost, may present one token twice within so many seconds. */
const graceSeconds = 20
/** Over a void child goes a generation that nobody gets, so that the void one is not the one before the present. */
const pastVoid = 2
const dayMs = 24 * 60 * 60 * 1000

/** What holds for tokens, as it is shown. */
export const lifetimes = { accessSeconds, idleDays: lifetime.idle, mostDays: lifetime.most } as const

/** Who holds a session, and where it is. */
type Holder = Pick<AccountPrincipal, 'account' | 'session' | 'workspace' | 'role'>

/** Begins a session of the handle's account; its id is new at every sign-in. */
export async function beginSession(person: Person, workspace: string, begun: Begun): Promise<RefreshToken> {
  const id = newId(person.now)
  const expiresAt = new Date(person.now.getTime() + lifetime.idle * dayMs)
  await insertSession(person, { id, workspace, expiresAt }, begun)
  return { account: person.account, session: id, generation: 1 }
}

/**
 * Takes up a session that began for somebody who was not there: from now on it lasts as every session does. Gives its
 * first token, once; undefined when it has ended, or was not taken up in time.
 */
export async function takeUp(person: Person, session: string): Promise<RefreshToken | undefined> {
  const taken = await advanceSession(person, session, 1, lifetime)
  return taken ? { account: person.account, session, generation: 2 } : undefined
}

/**
 * Exchanges a refresh token for the next one (RFC 9700, 4.14.2). The token before the present one gets the same
 * child for a moment; after that it is a copy in somebody's hands: the whole session ends, and its owner is told.
 * A device may be closed before its child has come, and come back days later: as long as that child was never presented
 * it gets another one, and the first is void. If there were two that held the token, the second one ends the session.
 *
 * @returns the next token, or undefined when there is no session (any more)
 */
export async function renewSession(
  world: World,
  keeper: TokenKeeper,
  token: string,
  seen: Seen,
): Promise<RefreshToken | undefined> {
  const presented = readRefreshToken(world.secrets.refresh, keeper, token)
  if (!presented) return undefined
  const { account, session, generation } = presented
  const next = { ...presented, generation: generation + 1 }
  const outcome = await world.db.person(account, async person => {
    if (await advanceSession(person, session, generation, lifetime)) return next
    const state = await sessionState(person, session)
    if (!state) return undefined
    const age = person.now.getTime() - state.rotatedAt.getTime()
    if (state.generation === next.generation && age <= graceSeconds * 1000) return next
    const lost = keeper === 'device' && state.generation === next.generation
    if (lost && (await advanceSession(person, session, state.generation, lifetime, pastVoid)))
      return { ...presented, generation: state.generation + pastVoid }
    return (await endReplayed(person, session, seen)) ? 'replayed' : undefined
  })
  if (outcome !== 'replayed') return outcome
  world.logs.security('session_replayed', { account, address: seen.address })
  return undefined
}

/** Of many copies that come at once, one ends the session and tells its owner. */
async function endReplayed(person: Person, session: string, { language }: Seen): Promise<boolean> {
  const ended = await endNow(person, session)
  if (ended) await notify(person, 'session-replayed', language)
  return ended
}

/** Ends a session of the handle's account and cuts what runs by it; says whether it was still going. */
export async function endNow(person: Person, session: string): Promise<boolean> {
  const ended = await endSession(person, session)
  if (ended) await revoke(person, { type: 'session', id: session })
  return ended
}

/** Ends every session of the handle's account but one (null: all), and cuts what runs by them; says how many. */
export async function endOthers(person: Person, session: string | null): Promise<number> {
  const ended = await endSessionsBut(person, session)
  for (const id of ended) await revoke(person, { type: 'session', id })
  return ended.length
}

/** Ends the session that a refresh token belongs to, if it is one of ours; answers whose it was, where it went on. */
export async function endSessionOf(
  world: World,
  keeper: TokenKeeper,
  token: string | undefined,
): Promise<string | undefined> {
  const presented = token === undefined ? undefined : readRefreshToken(world.secrets.refresh, keeper, token)
  if (!presented) return undefined
  const { account, session } = presented
  return (await world.db.person(account, person => endNow(person, session))) ? account : undefined
}

/** Who a session signs in today, and its tokens at one generation; undefined when it or the membership has ended. */
export async function openSession(
  world: World,
  token: RefreshToken,
): Promise<{ principal: Holder; cookies: SessionCookies } | undefined> {
  const { account, session } = token
  const now = world.now()
  const [live, state] = await world.db.person(account, async person => [
    await liveSession(person, session),
    await sessionState(person, session),
  ])
  if (!live || !state) return undefined
  const principal = { account, session, workspace: live.workspace, role: live.role }
  const left = Math.floor((state.expiresAt.getTime() - now.getTime()) / 1000)
  const cookies = {
    access: await accessOf(world, principal),
    refresh: { token: refreshToken(world.secrets.refresh, 'browser', token), seconds: left },
  }
  return { principal, cookies }
}

/** A new access token for a session. */
export async function accessOf(world: World, holder: Holder): Promise<SessionCookies['access']> {
  const token = await world.tokens.sign('access', accessClaims(holder), world.now(), accessSeconds)
  return { token, seconds: accessSeconds }
}
