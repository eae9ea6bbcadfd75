import type { FinishSignUp, SignUp } from '@atavus/contract/account'
import type { z } from 'zod'
import type { Person } from '../db/tenancy.ts'
import { newId } from '../lib/ids.ts'
import type { Language } from '../lib/language.ts'
import { linkHash } from '../lib/link-token.ts'
import { Refusal } from '../lib/refusal.ts'
import { newKey } from '../lib/seal.ts'
import { wrapWorkspaceKey } from '../lib/workspace-key.ts'
import { tellOfMissed } from '../policy/publish.ts'
import { insertMembership, insertWorkspace } from '../workspaces/queries.ts'
import type { World } from '../world.ts'
import { mayMail, newLink } from './life/links.ts'
import { askSignUp, signUpHash, spendSignUp } from './life/queries.ts'
import { isWeak } from './password-strength.ts'
import { insertAccount, type NewAccount } from './queries.ts'
import { termsOf } from './terms.ts'

/** Before anybody has told us: where the days of a new workspace begin. */
const firstTimeZone = 'UTC'

/** What joins the transaction in which an account is opened. */
type Also<T> = (person: Person, workspace: string) => Promise<T>

/**
 * Keeps what somebody asks for until the link of a mail is opened. Does the same work, and says the same, whether or
 * not e-mail and username are somebody's already. The contract takes addresses in ASCII alone, so that no two that
 * look alike are one after normalisation. Refuses with `adults_only`, `consent_outdated` or `password_weak`.
 */
export async function askForAccount(world: World, wish: SignUp, language: Language): Promise<void> {
  const account = { ...wish, email: wish.email.toLowerCase(), fullName: wish.fullName ?? null }
  if (!wish.adult) throw new Refusal('adults_only')
  if (wish.policyVersion !== termsOf(world).policyVersion) throw new Refusal('consent_outdated')
  if (isWeak(wish.password, account)) throw new Refusal('password_weak')
  const passwordHash = await world.passwords.hash(wish.password)
  if (!(await mayMail(world, 'sign-up', account.email))) return
  await askSignUp(world.db.stranger, newLink(world, 'sign-up'), { ...account, passwordHash }, language)
}

/**
 * Opens the account that the holder of a link had asked for, once. They type their password again: somebody else may
 * have asked with their address, and would know the password. Refuses with `sign_in_failed`, with `link_spent`, also
 * where the address is an account's by now; with `username_taken` the link goes on, for another name.
 */
export async function finishSignUp<T>(
  world: World,
  { token, password, username }: z.infer<typeof FinishSignUp>,
  also: Also<T>,
): Promise<T> {
  const link = linkHash(token)
  const hash = await signUpHash(world.db.stranger, link, world.now())
  if (!hash) throw new Refusal('link_spent')
  if (!(await world.passwords.verify(password, hash))) throw new Refusal('sign_in_failed')
  const work: Also<T> = async (person, workspace) => {
    const wish = await spendSignUp(person, link)
    if (!wish) throw new Refusal('link_spent')
    await settle(world, person, workspace, { ...wish, username: username ?? wish.username })
    await tellOfMissed(person)
    return also(person, workspace)
  }
  return inNewAccount(world, work).catch(error => {
    throw error instanceof Refusal && error.code === 'email_taken' ? new Refusal('link_spent') : error
  })
}

/**
 * Opens an account with a workspace of its own, as its owner, all or nothing; `also` joins the transaction. Refuses
 * with `email_taken` or `username_taken`.
 */
export const openAccount = <T>(world: World, account: NewAccount, also: Also<T>): Promise<T> =>
  inNewAccount(world, async (person, workspace) => {
    await settle(world, person, workspace, account)
    return also(person, workspace)
  })

const inNewAccount = <T>(world: World, work: Also<T>): Promise<T> => {
  const workspace = newId(world.now())
  return world.db.person(newId(world.now()), person => work(person, workspace), workspace).catch(taken)
}

async function settle(world: World, person: Person, workspace: string, account: NewAccount): Promise<void> {
  await insertAccount(person, account)
  await makeHome(world, person, workspace, account.username)
}

/** Makes a workspace of the account's own; the handle must have been given its id. */
export async function makeHome(world: World, person: Person, id: string, name: string): Promise<void> {
  const sealedKey = wrapWorkspaceKey(world.secrets.master, id, newKey())
  await insertWorkspace(person, { id, name, timeZone: firstTimeZone, sealedKey })
  await insertMembership(person, id, 'owner')
}

function taken(error: { code?: string; constraint_name?: string }): never {
  if (error.code === '23505' && error.constraint_name === 'accounts_email') throw new Refusal('email_taken')
  if (error.code === '23505' && error.constraint_name === 'accounts_username')
    throw new Refusal('username_taken')
  throw error
}
