import type { Role } from '@atavus/contract/rights'
import type { Person } from '../../db/tenancy.ts'
import type { Language } from '../../lib/language.ts'
import type { Device } from '../device.ts'

/** How a session begins: on what, and by which proof. */
export interface Begun {
  device: Device
  /** Whether a password was proven. */
  confirmed: boolean
  /** Whether a second factor was, too. */
  factor: boolean
  /** In which language the account is written to from now on. */
  language: Language
}

/** Begins a family of refresh tokens at its first generation. */
export async function insertSession(
  person: Person,
  { id, workspace, expiresAt }: { id: string; workspace: string; expiresAt: Date },
  { device, confirmed, factor, language }: Begun,
): Promise<void> {
  await person`
    update accounts set language = ${language} where id = ${person.account} and language is distinct from ${language}
  `
  await person`
    insert into sessions (account_id, id, workspace_id, generation, rotated_at, created_at, expires_at,
      browser, system, confirmed_at, factor)
    values (${person.account}, ${id}, ${workspace}, 1, ${person.now}, ${person.now}, ${expiresAt},
      ${device.browser}, ${device.system}, ${confirmed ? person.now : null}, ${factor})
  `
}

/**
 * Compares and swaps: moves a session on from the generation that was presented, in one statement, so that of many
 * who present the same one, one alone does. `idle` and `most` in days: from now, and from the beginning.
 * `by`: how many generations on.
 */
export async function advanceSession(
  person: Person,
  id: string,
  generation: number,
  { idle, most }: { idle: number; most: number },
  by = 1,
): Promise<boolean> {
  const { count } = await person`
    update sessions
    set generation = generation + ${by}::int, rotated_at = ${person.now},
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

/** Whether a session goes on; if so, nobody ends it until the transaction is over. */
export async function lockSession(person: Person, id: string): Promise<boolean> {
  const { count } = await person`
    select from sessions
    where account_id = ${person.account} and id = ${id} and ended_at is null and expires_at > ${person.now}
    for no key update
  `
  return count > 0
}

/** Ends a session with all its tokens; says whether it was still going. */
export async function endSession(person: Person, id: string): Promise<boolean> {
  const { count } = await person`
    update sessions set ended_at = ${person.now}
    where account_id = ${person.account} and id = ${id} and ended_at is null and expires_at > ${person.now}
  `
  return count > 0
}

/** Ends every session of the handle's account but one (null: all of them); answers which. */
export async function endSessionsBut(person: Person, session: string | null): Promise<string[]> {
  const rows = await person<{ id: string }[]>`
    update sessions set ended_at = ${person.now}
    where account_id = ${person.account} and ended_at is null and expires_at > ${person.now}
      and id is distinct from ${session}
    returning id
  `
  return rows.map(({ id }) => id)
}

/** The sessions of the handle's account that go on, the last used at the head. */
export function listSessions(person: Person) {
  return person<
    {
      id: string
      /** What a device is called; null: a browser on our own pages. */
      device: string | null
      browser: string | null
      system: string | null
      /** Null: nowhere, as devices are. */
      workspace: string | null
      createdAt: Date
      lastUsedAt: Date
      expiresAt: Date
    }[]
  >`
    select s.id, s.device, s.browser, s.system, w.name as workspace, s.created_at as "createdAt",
      s.rotated_at as "lastUsedAt", s.expires_at as "expiresAt"
    from sessions s left join workspaces w on w.id = s.workspace_id
    where s.account_id = ${person.account} and s.ended_at is null and s.expires_at > ${person.now}
    order by s.rotated_at desc, s.id
  `
}

/** As what the handle's account belongs to a workspace, and whether that is suspended; undefined: it does not. */
export async function standingIn(
  person: Person,
  workspace: string,
): Promise<{ role: Role; suspended: boolean } | undefined> {
  const [row] = await person<{ role: Role; suspended: boolean }[]>`
    select m.role, w.suspended_at is not null as suspended
    from memberships m join workspaces w on w.id = m.workspace_id
    where m.account_id = ${person.account} and m.workspace_id = ${workspace}
  `
  return row
}

/** Moves a session to another workspace that the handle's account belongs to. */
export async function moveSession(person: Person, id: string, workspace: string): Promise<void> {
  await person`
    update sessions set workspace_id = ${workspace} where account_id = ${person.account} and id = ${id}
  `
}

/** Notes that whoever holds a session has proven who they are, and whether by a second factor, too. */
export async function markConfirmed(person: Person, id: string, factor: boolean): Promise<void> {
  await person`
    update sessions set confirmed_at = ${person.now}, factor = factor or ${factor}
    where account_id = ${person.account} and id = ${id}
  `
}

/** What a password of the handle's account is compared with. */
export async function ownHash(person: Person): Promise<string | undefined> {
  const [row] = await person<{ hash: string }[]>`
    select password_hash as hash from accounts where id = ${person.account}
  `
  return row?.hash
}
