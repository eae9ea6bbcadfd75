import type { Keeper, Person, Stranger, Tenant } from '../../db/tenancy.ts'
import type { Language } from '../../lib/language.ts'
import type { NewAccount } from '../queries.ts'

/** A link that goes to an e-mail address: its row's id, the hash of its token, and when it ends by itself. */
export interface NewLink {
  id: string
  hash: Buffer
  now: Date
  expiresAt: Date
}

/**
 * Keeps what somebody asked for until their link is opened, in the place of what was asked for that address before, and
 * puts the mail in line; one of another kind where the address is an account's.
 */
export async function askSignUp(
  stranger: Stranger,
  { id, hash, now, expiresAt }: NewLink,
  account: NewAccount,
  language: Language,
): Promise<void> {
  const { email, username, passwordHash, fullName, policyVersion } = account
  await stranger`
    select ask_sign_up(${id}, ${hash}, ${email}, ${username}, ${passwordHash}, ${fullName}, ${policyVersion}, ${language},
      ${now}, ${expiresAt})
  `
}

/** The hash of the password that was chosen with a living link. */
export async function signUpHash(
  stranger: Stranger,
  link: Buffer,
  moment: Date,
): Promise<string | undefined> {
  const [row] = await stranger<{ hash: string | null }[]>`select find_sign_up(${link}, ${moment}) as hash`
  return row?.hash ?? undefined
}

/** What the holder of a link had asked for, once. */
export async function spendSignUp(
  person: Person,
  hash: Buffer,
): Promise<(NewAccount & { adultStatedAt: Date }) | undefined> {
  const [row] = await person<(NewAccount & { adultStatedAt: Date })[]>`
    select email, username, password_hash as "passwordHash", full_name as "fullName",
      policy_version as "policyVersion", adult_stated_at as "adultStatedAt"
    from spend_sign_up(${hash}, ${person.now})
  `
  return row
}

/** Makes a link that sets a new password, if somebody has the address, and puts a job in line whether or not. */
export async function askReset(
  stranger: Stranger,
  { id, hash, now, expiresAt }: NewLink,
  email: string,
  language: Language,
): Promise<void> {
  await stranger`select ask_reset(${id}, ${hash}, ${email}, ${language}, ${now}, ${expiresAt})`
}

export type LinkKind = 'reset' | 'email-change'

/** What somebody is called, and so what their password must not be made of. */
export interface Names {
  email: string
  username: string
  fullName: string | null
}

/** What the handle's account is called. */
export async function ownNames(person: Person): Promise<Names | undefined> {
  const [row] = await person<Names[]>`
    select email, username, full_name as "fullName" from accounts where id = ${person.account}
  `
  return row
}

/** Whose a living link is; it is not spent by that. */
export async function findAccountLink(
  stranger: Stranger,
  kind: LinkKind,
  hash: Buffer,
  moment: Date,
): Promise<(Names & { account: string }) | undefined> {
  const [row] = await stranger<(Names & { account: string })[]>`
    select account, email, username, full_name as "fullName" from find_account_link(${kind}, ${hash}, ${moment})
  `
  return row
}

/** Keeps the link to the address that is to be the account's, in the place of one before. */
export async function putEmailLink(
  person: Person,
  { id, hash, expiresAt }: NewLink,
  email: string,
): Promise<void> {
  await person`select put_email_link(${id}, ${hash}, ${email}, ${expiresAt})`
}

/** Spends a living link of the handle's account, once; answers the address that it was for, if any. */
export async function spendAccountLink(
  person: Person,
  kind: LinkKind,
  hash: Buffer,
): Promise<{ email: string | null } | undefined> {
  const [row] = await person<{ email: string | null }[]>`
    delete from account_links
    where account_id = ${person.account} and kind = ${kind} and hash = ${hash} and expires_at > ${person.now}
    returning email
  `
  return row
}

/** Takes back every link that was sent for the handle's account: none outlives what it was made under. */
export async function dropLinks(person: Person): Promise<void> {
  await person`delete from account_links where account_id = ${person.account}`
  await person`delete from sign_in_links where account_id = ${person.account}`
}

export async function updatePassword(person: Person, hash: string): Promise<void> {
  await person`update accounts set password_hash = ${hash} where id = ${person.account}`
}

/** Puts a new address in the place of the account's, which is answered; the address is unique. */
export async function updateEmail(person: Person, email: string): Promise<string | undefined> {
  const [row] = await person<{ before: string }[]>`
    with old as (select id, email from accounts where id = ${person.account} for update)
    update accounts a set email = ${email} from old where a.id = old.id
    returning old.email as before
  `
  return row?.before
}

/** Where mail to the handle's account goes, in which language; locks it: who else is about to end it waits, and then finds none. */
export async function lockAccount(
  person: Person,
): Promise<{ email: string; language: Language } | undefined> {
  const [row] = await person<{ email: string; language: Language }[]>`
    select email, language from accounts where id = ${person.account} for update
  `
  return row
}

/** Lets nobody join the handle's workspace until the transaction is over. */
export async function lockWorkspace(tenant: Tenant): Promise<void> {
  await tenant`select from workspaces where id = ${tenant.workspace} for update`
}

/** Deletes the handle's account with all that hangs on it. */
export async function deleteAccount(person: Person): Promise<void> {
  await person`delete from accounts where id = ${person.account}`
}

/** Where the mail of a sign-up goes, and which name was wished for; undefined when it was replaced, spent or is over. */
export async function signUpOf(
  keeper: Keeper,
  id: string,
): Promise<{ to: string; username: string } | undefined> {
  const [row] = await keeper<{ to: string; username: string }[]>`
    select email as to, username from sign_ups where id = ${id} and expires_at > ${keeper.now}
  `
  return row
}

/** The living link of a kind, by its id or by the account that it is for, and where its mail goes. */
export async function accountLinkOf(
  keeper: Keeper,
  kind: LinkKind,
  of: string,
): Promise<{ id: string; to: string; username: string } | undefined> {
  const [row] = await keeper<{ id: string; to: string; username: string }[]>`
    select l.id, coalesce(l.email, a.email) as to, a.username
    from account_links l join accounts a on a.id = l.account_id
    where l.kind = ${kind} and ${of} in (l.id, l.account_id) and l.expires_at > ${keeper.now}
  `
  return row
}
