import { FinishSignUp, SignIn, SignInByLink, SignUp, type SignUpTerms } from '@atavus/contract/account'
import type { Context } from 'hono'
import type { z } from 'zod'
import { body, type Door } from '../lib/door.ts'
import { askedLanguage } from '../lib/language.ts'
import { Refusal } from '../lib/refusal.ts'
import { limit, limited, take } from '../limits/limit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { clearSessionCookies, refreshCookie, setSessionCookies } from './cookies.ts'
import { device, enter, entered } from './enter.ts'
import { proveFactor } from './factor.ts'
import { findAccount, type Known } from './queries.ts'
import { seenOf } from './seen.ts'
import { beginSession, endSessionOf, openSession, renewSession } from './sessions.ts'
import { provenHash, takeSignIn } from './sign-in.ts'
import { spendSignInLink } from './sign-in-links.ts'
import { askForAccount, finishSignUp } from './sign-up.ts'
import { termsOf } from './terms.ts'

/** Signing up, in and out. */
export function openAccounts(door: OpenDoor, world: World): void {
  door('signUpTerms', limit(world, 'arrivals'), c => {
    const { mailer } = world
    return c.json({
      ...termsOf(world),
      mail: mailer.kind,
    } satisfies z.infer<typeof SignUpTerms>)
  })

  door('signUp', limit(world, 'signIns'), async c => {
    await askForAccount(world, await body(c, SignUp), seenOf(world, c).language)
    return c.body(null, 202)
  })

  door('finishSignUp', limit(world, 'signIns'), async c => {
    const begun = { device: device(c), confirmed: true, factor: false, language: askedLanguage(c) }
    const wish = await body(c, FinishSignUp)
    await take(world, c, [limited(world, 'sign-up-link', wish.token, world.limits.signIns)])
    const session = await finishSignUp(world, wish, (person, workspace) =>
      beginSession(person, workspace, begun),
    )
    world.logs.security('signed_up', { account: session.account, address: seenOf(world, c).address })
    return c.json(await entered(world, c, session), 201)
  })

  door('signIn', limit(world, 'signIns'), async c => {
    const { name, password, code } = await body(c, SignIn)
    const { account, hash } = await proven(world, c, name, password)
    const factor = await proveFactor(world, account, code, seenOf(world, c))
    return c.json(await enter(world, c, account, { hash, factor }))
  })

  door('signInByLink', limit(world, 'signIns'), async c => {
    const known = await spendSignInLink(world, (await body(c, SignInByLink)).token)
    if (!known) throw new Refusal('link_spent')
    const { account, hash } = known
    // A link stands in for the password alone.
    const factor = await proveFactor(world, account, undefined, seenOf(world, c))
    return c.json(await enter(world, c, account, { hash, factor }))
  })

  door('refreshSession', limit(world, 'arrivals'), async c => {
    const next = await renewSession(world, 'browser', refreshCookie(c) ?? '', seenOf(world, c))
    const opened = next && (await openSession(world, next))
    if (!opened) throw new Refusal('unauthenticated')
    setSessionCookies(c, opened.cookies)
    return c.body(null, 204)
  })

  door('signOut', limit(world, 'arrivals'), async c => {
    const account = await endSessionOf(world, 'browser', refreshCookie(c))
    if (account) world.logs.security('signed_out', { account, address: seenOf(world, c).address })
    clearSessionCookies(c)
    return c.body(null, 204)
  })
}

/** The account of a name, for whoever knows its password, and the hash of that. Refuses with `sign_in_failed`. */
async function proven(world: World, c: Context<Door>, name: string, password: string): Promise<Known> {
  const typed = name.normalize('NFKC').trim().toLowerCase()
  const found = await findAccount(world.db.stranger, typed)
  await takeSignIn(world, c, typed, found)
  const hash = await provenHash(world, found, password)
  if (found && hash !== undefined) return { account: found.account, hash }
  world.logs.security('sign_in_failed', {
    address: seenOf(world, c).address,
    ...(found && { account: found.account }),
  })
  throw new Refusal('sign_in_failed')
}
