import type { Person, Stranger } from '../db/tenancy.ts'
import type { Role } from '../workspaces/may.ts'

export interface NewAccount {
  email: string
  username: string
  passwordHash: string
  fullName: string | null
  policyVersion: string
}

/** Keeps a new account under the handle's id; e-mail and username are unique. */
export async function insertAccount(person: Person, account: NewAccount): Promise<void> {
  const { email, username, passwordHash, fullName, policyVersion } = account
  await person`
    insert into accounts (id, email, username, password_hash, full_name, policy_version, adult_stated_at, created_at)
    values (${person.account}, ${email}, ${username}, ${passwordHash}, ${fullName}, ${policyVersion},
      ${person.now}, ${person.now})
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

/** Puts a new hash in the place of the one that was just compared with; a password changed since stays. */
export async function replaceHash(person: Person, before: string, after: string): Promise<void> {
  await person`
    update accounts set password_hash = ${after} where id = ${person.account} and password_hash = ${before}
  `
}

export interface AccountRow {
  id: string
  email: string
  username: string
  fullName: string | null
  workspaceName: string
  role: Role
}

/** The handle's account as it stands in one workspace; undefined when it does not belong there. */
export async function loadAccount(person: Person, workspace: string): Promise<AccountRow | undefined> {
  const [row] = await person<AccountRow[]>`
    select a.id, a.email, a.username, a.full_name as "fullName", w.name as "workspaceName", m.role
    from accounts a
    join memberships m on m.account_id = a.id and m.workspace_id = ${workspace}
    join workspaces w on w.id = m.workspace_id
    where a.id = ${person.account}
  `
  return row
}

/** Begins a family of refresh tokens at its first generation. */
export async function insertSession(
  person: Person,
  id: string,
  workspace: string,
  expiresAt: Date,
): Promise<void> {
  await person`
    insert into sessions (account_id, id, workspace_id, generation, rotated_at, created_at, expires_at)
    values (${person.account}, ${id}, ${workspace}, 1, ${person.now}, ${person.now}, ${expiresAt})
  `
}

/** Where a session that has not ended is signed in, and as what today. */
export async function liveSession(
  person: Person,
  id: string,
): Promise<{ workspace: string; role: Role } | undefined> {
  const [row] = await person<{ workspace: string; role: Role }[]>`
    select s.workspace_id as workspace, m.role
    from sessions s
    join memberships m on m.workspace_id = s.workspace_id and m.account_id = s.account_id
    where s.account_id = ${person.account} and s.id = ${id} and s.ended_at is null
      and s.expires_at > ${person.now}
  `
  return row
}

/**
 * Compares and swaps: moves a session on from the generation that was presented, in one statement, so that of many
 * who present the same one, one alone does. `idle` and `most` in days: from now, and from the beginning.
 */
export async function advanceSession(
  person: Person,
  id: string,
  generation: number,
  { idle, most }: { idle: number; most: number },
): Promise<boolean> {
  const { count } = await person`
    update sessions
    set generation = generation + 1, rotated_at = ${person.now},
      expires_at = least(${person.now}::timestamptz + make_interval(days => ${idle}), created_at + make_interval(days => ${most}))
    where account_id = ${person.account} and id = ${id} and generation = ${generation} and ended_at is null
      and expires_at > ${person.now}
  `
  return count > 0
}

/** How far a session that has not ended has come. */
export async function sessionState(
  person: Person,
  id: string,
): Promise<{ generation: number; rotatedAt: Date; expiresAt: Date } | undefined> {
  const [row] = await person<{ generation: number; rotatedAt: Date; expiresAt: Date }[]>`
    select generation, rotated_at as "rotatedAt", expires_at as "expiresAt" from sessions
    where account_id = ${person.account} and id = ${id} and ended_at is null and expires_at > ${person.now}
  `
  return row
}

/** Ends a session with all its tokens; says whether it was still going. */
export async function endSession(person: Person, id: string): Promise<boolean> {
  const { count } = await person`
    update sessions set ended_at = ${person.now}
    where account_id = ${person.account} and id = ${id} and ended_at is null
  `
  return count > 0
}

/** Keeps the hash of a one-time link for the handle's account. */
export async function insertLink(person: Person, hash: Buffer, expiresAt: Date): Promise<void> {
  await person`
    insert into sign_in_links (hash, account_id, expires_at) values (${hash}, ${person.account}, ${expiresAt})
  `
}

/** Spends a one-time link; answers whose it was, once. */
export async function spendLink(stranger: Stranger, hash: Buffer, moment: Date): Promise<string | undefined> {
  const [row] = await stranger<{ account: string | null }[]>`select spend_link(${hash}, ${moment}) as account`
  return row?.account ?? undefined
}
