import { type Account, SignIn, SignInByLink, SignUp, type SignUpTerms } from '@atavus/contract/console'
import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import { clientAddress } from '../lib/client.ts'
import { body, type Door, on } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { network } from '../lib/subject.ts'
import { limit, limited, take } from '../limits/limit.ts'
import { signInsEverywhere } from '../limits/rules.ts'
import { listMemberships } from '../workspaces/queries.ts'
import type { World } from '../world.ts'
import { clearSessionCookies, refreshCookie, setSessionCookies } from './cookies.ts'
import { ownSite } from './own-site.ts'
import { isWeak } from './password-strength.ts'
import { findAccount, type Known, loadAccount, replaceHash } from './queries.ts'
import type { RefreshToken } from './refresh-token.ts'
import { beginSession, endSessionOf, openSession, renewSession } from './sessions.ts'
import { spendSignInLink } from './sign-in-links.ts'
import { openAccount } from './sign-up.ts'
import { type Principal, signedIn } from './signed-in.ts'
import { policyUrl, policyVersion } from './terms.ts'

/** Signing up, in and out. */
export function openAccounts(app: Hono<Door>, world: World): void {
  const here = ownSite(world)

  on(app, 'signUpTerms', limit(world, 'arrivals'), c => {
    const terms: z.infer<typeof SignUpTerms> = { policyVersion, policyUrl: policyUrl(world.settings) }
    return c.json(terms)
  })

  on(app, 'signUp', here, limit(world, 'signIns'), async c => {
    const wish = await body(c, SignUp)
    const account = { ...wish, email: wish.email.toLowerCase(), fullName: wish.fullName ?? null }
    if (!wish.adult) throw new Refusal('adults_only')
    if (wish.policyVersion !== policyVersion) throw new Refusal('consent_outdated')
    if (isWeak(wish.password, account)) throw new Refusal('password_weak')
    const passwordHash = await world.passwords.hash(wish.password)
    const session = await openAccount(world, { ...account, passwordHash }, beginSession)
    await endSessionOf(world, refreshCookie(c))
    return c.json(await entered(world, c, session), 201)
  })

  on(app, 'signIn', here, limit(world, 'signIns'), async c => {
    const { name, password } = await body(c, SignIn)
    const typed = name.normalize('NFKC').trim().toLowerCase()
    const found = await findAccount(world.db.stranger, typed)
    await takeSignIn(world, c, found?.account ?? typed)
    return c.json(await enter(world, c, await proven(world, found, password)))
  })

  on(app, 'signInByLink', here, limit(world, 'signIns'), async c => {
    const account = await spendSignInLink(world, (await body(c, SignInByLink)).token)
    if (!account) throw new Refusal('link_spent')
    return c.json(await enter(world, c, account))
  })

  on(app, 'refreshSession', here, limit(world, 'arrivals'), async c => {
    const next = await renewSession(world, refreshCookie(c) ?? '')
    const opened = next && (await openSession(world, next))
    if (!opened) throw new Refusal('unauthenticated')
    setSessionCookies(c, opened.cookies)
    return c.body(null, 204)
  })

  on(app, 'signOut', here, limit(world, 'arrivals'), async c => {
    await endSessionOf(world, refreshCookie(c))
    clearSessionCookies(c)
    return c.body(null, 204)
  })

  on(app, 'account', signedIn(world), async c => c.json(await shown(world, c.var.principal)))
}

/**
 * Counts a try at an account, whichever of its names was typed, or at a name that nobody has. What strangers elsewhere
 * try does not lock its owner out (OWASP ASVS 5.0, 6.3.1): tight is the limit of one network alone.
 */
async function takeSignIn(world: World, c: Context<Door>, tried: string): Promise<void> {
  const from = network(clientAddress(world.settings, c))
  await take(world, c, [
    limited(world, 'sign-in', `${from} ${tried}`, world.limits.signIns),
    limited(world, 'sign-in:everywhere', tried, signInsEverywhere),
  ])
}

/** The account whose password this is. Takes the same path, and so the same time, whether it was found or not. */
async function proven(world: World, found: Known | undefined, password: string): Promise<string> {
  const right = await world.passwords.verify(password, found?.hash)
  if (!found || !right) throw new Refusal('sign_in_failed')
  if (world.passwords.outdated(found.hash)) {
    const hash = await world.passwords.hash(password)
    await world.db.person(found.account, person => replaceHash(person, found.hash, hash))
  }
  return found.account
}

/** Begins a session in the workspace that the account joined first; one that this browser had ends. */
async function enter(world: World, c: Context<Door>, account: string): Promise<Account> {
  await endSessionOf(world, refreshCookie(c))
  const session = await world.db.person(account, async person => {
    const [home] = await listMemberships(person)
    if (!home) throw new Refusal('sign_in_failed')
    return beginSession(person, home.workspace)
  })
  return entered(world, c, session)
}

async function entered(world: World, c: Context<Door>, session: RefreshToken): Promise<Account> {
  const opened = await openSession(world, session)
  if (!opened) throw new Refusal('unauthenticated')
  setSessionCookies(c, opened.cookies)
  return shown(world, opened.principal)
}

async function shown(world: World, { account, workspace }: Principal): Promise<Account> {
  const row = await world.db.person(account, person => loadAccount(person, workspace))
  if (!row) throw new Refusal('unauthenticated')
  const { id, email, username, fullName, workspaceName, role } = row
  return { id, email, username, fullName, workspace: { id: workspace, name: workspaceName, role } }
}
