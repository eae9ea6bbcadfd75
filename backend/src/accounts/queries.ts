import type { Person, Stranger } from '../db/tenancy.ts'

export interface NewAccount {
  email: string
  username: string
  passwordHash: string
  fullName: string | null
  policyVersion: string
  /** When an age of 18 or more was stated; at the handle's moment if it is not said. */
  adultStatedAt?: Date
}

/** Keeps a new account under the handle's id; e-mail and username are unique. */
export async function insertAccount(person: Person, account: NewAccount): Promise<void> {
  const { email, username, passwordHash, fullName, policyVersion, adultStatedAt = person.now } = account
  await person`
    insert into accounts (id, email, username, password_hash, full_name, policy_version, adult_stated_at, created_at)
    values (${person.account}, ${email}, ${username}, ${passwordHash}, ${fullName}, ${policyVersion},
      ${adultStatedAt}, ${person.now})
  `
}

/** An account as a name finds it, with the hash to compare a password with. */
export interface Known {
  account: string
  hash: string
}

/** Whose e-mail address or username a name is. */
export async function findAccount(stranger: Stranger, name: string): Promise<Known | undefined> {
  const [row] = await stranger<Known[]>`select account, hash from find_account(${name})`
  return row
}

/** What somebody finds who comes in. */
export interface Arrival {
  username: string
  suspended: boolean
  /** The workspace that they used last, or joined first; one that is suspended only where there is no other. */
  home: string | null
}

/** Where the handle's account comes in. */
export async function arrivalOf(person: Person): Promise<Arrival | undefined> {
  const [row] = await person<Arrival[]>`
    select a.username, a.suspended_at is not null as suspended, (
      select m.workspace_id
      from memberships m
      join workspaces w on w.id = m.workspace_id
      left join sessions s on s.account_id = m.account_id and s.workspace_id = m.workspace_id
      where m.account_id = a.id
      group by m.workspace_id, m.created_at, w.suspended_at
      order by w.suspended_at is not null, max(s.rotated_at) desc nulls last, m.created_at, m.workspace_id
      limit 1
    ) as home
    from accounts a
    where a.id = ${person.account}
  `
  return row
}

/** Puts a new hash in the place of the one that was just compared with, unless the password was changed since. */
export async function replaceHash(person: Person, before: string, after: string): Promise<boolean> {
  const { count } = await person`
    update accounts set password_hash = ${after} where id = ${person.account} and password_hash = ${before}
  `
  return count > 0
}

/** The hash of the account's password, which nobody else changes until the transaction is over. */
export async function lockHash(person: Person): Promise<string | undefined> {
  const [row] = await person<{ hash: string }[]>`
    select password_hash as hash from accounts where id = ${person.account} for no key update
  `
  return row?.hash
}

/** Keeps the hash of a one-time link for the handle's account. */
export async function insertLink(person: Person, hash: Buffer, expiresAt: Date): Promise<void> {
  await person`
    insert into sign_in_links (hash, account_id, expires_at) values (${hash}, ${person.account}, ${expiresAt})
  `
}

/** Spends a one-time link; answers whose it was, once, and the hash of their password at that moment. */
export async function spendLink(stranger: Stranger, hash: Buffer, moment: Date): Promise<Known | undefined> {
  const [row] = await stranger<Known[]>`select account, hash from spend_link(${hash}, ${moment})`
  return row
}
