import type { Role } from '@atavus/contract/rights'
import type { Person } from '../../db/tenancy.ts'

export interface ProfileRow {
  id: string
  email: string
  username: string
  fullName: string | null
  picture: string | null
  createdAt: Date
  workspaceName: string
  timeZone: string
  role: Role
  factorSince: Date | null
  /** How many recovery codes are left. */
  recoveryCodes: number
  objections: 'improve'[]
  operator: boolean
  confirmedAt: Date | null
}

/** The handle's account as it stands in one workspace, in one of its sessions; undefined when it does not belong there. */
export async function loadProfile(
  person: Person,
  { workspace, session }: { workspace: string; session: string },
): Promise<ProfileRow | undefined> {
  const [row] = await person<ProfileRow[]>`
    select a.id, a.email, a.username, a.full_name as "fullName", p.id as picture, a.created_at as "createdAt",
      w.name as "workspaceName", w.time_zone as "timeZone", m.role, f.confirmed_at as "factorSince",
      (select count(*)::int from recovery_codes r where r.account_id = a.id and r.used_at is null) as "recoveryCodes",
      a.objections, exists (select from operators o where o.account_id = a.id) as operator,
      (select s.confirmed_at from sessions s where s.account_id = a.id and s.id = ${session}) as "confirmedAt"
    from accounts a
    join memberships m on m.account_id = a.id and m.workspace_id = ${workspace}
    join workspaces w on w.id = m.workspace_id
    left join second_factors f on f.account_id = a.id and f.confirmed_at is not null
    left join pictures p on p.account_id = a.id
    where a.id = ${person.account}
  `
  return row
}

/** The workspaces that the handle's account belongs to, the one it joined first at the head. */
export function listWorkspaces(person: Person) {
  return person<{ id: string; name: string; role: Role }[]>`
    select w.id, w.name, m.role from memberships m join workspaces w on w.id = m.workspace_id
    where m.account_id = ${person.account}
    order by m.created_at, w.id
  `
}

/** What the account objects to from now on, in place of what it objected to before. */
export const object = (person: Person, purposes: readonly 'improve'[]) =>
  person`update accounts set objections = ${[...purposes]}::text[] where id = ${person.account}`

/** Puts new names in the place of those that are given. The username is unique among all accounts, in any case. */
export async function changeNames(
  person: Person,
  { username, fullName }: { username?: string | undefined; fullName?: string | null | undefined },
): Promise<void> {
  await person`
    update accounts set username = coalesce(${username ?? null}, username),
      full_name = case when ${fullName === undefined} then full_name else ${fullName ?? null} end
    where id = ${person.account}
  `
}

/** Keeps the picture of the handle's account under a new id, and where it was given. */
export async function keepPicture(
  person: Person,
  { id, url, content }: { id: string; url: string; content: Buffer },
): Promise<void> {
  await person`
    insert into pictures (account_id, id, content) values (${person.account}, ${id}, ${content})
    on conflict (account_id) do update set id = excluded.id, content = excluded.content
  `
  await person`update accounts set avatar_url = ${url} where id = ${person.account}`
}

export async function removePicture(person: Person): Promise<void> {
  await person`delete from pictures where account_id = ${person.account}`
  await person`update accounts set avatar_url = null where id = ${person.account}`
}

/** A picture, where it is the handle's account's own or of somebody in the same workspace. */
export async function findPicture(person: Person, picture: string): Promise<Uint8Array | undefined> {
  const [row] = await person<{ content: Uint8Array | null }[]>`select find_picture(${picture}) as content`
  return row?.content ?? undefined
}
