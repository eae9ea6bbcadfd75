import type { Role } from '@atavus/contract/rights'
import type { Keeper, Person, Stranger, Tenant } from '../db/tenancy.ts'

export interface NewWorkspace {
  id: string
  name: string
  /** IANA. */
  timeZone: string
  /** Its key, wrapped by the master key. */
  sealedKey: Buffer
}

/** Makes a workspace; the handle must have been given its id. */
export async function insertWorkspace(person: Person, workspace: NewWorkspace): Promise<void> {
  const { id, name, timeZone, sealedKey } = workspace
  await person`
    insert into workspaces (id, name, time_zone, sealed_key, created_at)
    values (${id}, ${name}, ${timeZone}, ${sealedKey}, ${person.now})
  `
}

/** Makes the handle's account a member of a workspace. */
export async function insertMembership(person: Person, workspace: string, role: Role): Promise<void> {
  await person`
    insert into memberships (workspace_id, account_id, role, created_at)
    values (${workspace}, ${person.account}, ${role}, ${person.now})
  `
}

/** Makes the handle's account a member unless it is one; says whether it became one. */
export async function joinWorkspace(person: Person, workspace: string, role: Role): Promise<boolean> {
  const { count } = await person`
    insert into memberships (workspace_id, account_id, role, created_at)
    values (${workspace}, ${person.account}, ${role}, ${person.now})
    on conflict do nothing
  `
  return count > 0
}

export interface Membership {
  workspace: string
  name: string
  role: Role
  suspended: boolean
}

/** The workspaces of the handle's account, the one it joined first at the head. */
export function listMemberships(person: Person) {
  return person<Membership[]>`
    select m.workspace_id as workspace, w.name, m.role, w.suspended_at is not null as suspended
    from memberships m join workspaces w on w.id = m.workspace_id
    where m.account_id = ${person.account}
    order by m.created_at, m.workspace_id
  `
}

export interface WorkspaceRow {
  id: string
  name: string
  timeZone: string
  createdAt: Date
  messagesPerDay: number | null
  tokensPerDay: number | null
}

/** The handle's workspace. */
export async function loadWorkspace(tenant: Tenant): Promise<WorkspaceRow> {
  const [row] = await tenant<WorkspaceRow[]>`
    select id, name, time_zone as "timeZone", created_at as "createdAt", messages_per_day as "messagesPerDay",
      tokens_per_day::float8 as "tokensPerDay"
    from workspaces where id = ${tenant.workspace}
  `
  if (!row) throw new Error('a workspace without a row')
  return row
}

export type WorkspaceFields = Pick<WorkspaceRow, 'name' | 'timeZone' | 'messagesPerDay' | 'tokensPerDay'>

const columnOf: Record<keyof WorkspaceFields, string> = {
  name: 'name',
  timeZone: 'time_zone',
  messagesPerDay: 'messages_per_day',
  tokensPerDay: 'tokens_per_day',
}

/** Changes what is given and nothing else. */
export async function updateWorkspace(tenant: Tenant, change: Partial<WorkspaceFields>): Promise<void> {
  const known = Object.keys(columnOf) as (keyof WorkspaceFields)[]
  const given = known.filter(name => change[name] !== undefined)
  if (given.length === 0) return
  const row = Object.fromEntries(given.map(name => [columnOf[name], change[name]]))
  // The database has a list of zones of its own; what it does not know is the asker's to change.
  if (change.timeZone) await tenant`select ${tenant.now}::timestamptz at time zone ${change.timeZone}`
  await tenant`update workspaces set ${tenant(row)} where id = ${tenant.workspace}`
  // What is kept of its assistants in memory holds its time zone and ceilings.
  await tenant`
    select pg_notify('atavus', json_build_object('type', 'assistant', 'id', id)::text) from assistants
    where workspace_id = ${tenant.workspace}
  `
}

export const assistantIds = (tenant: Tenant) =>
  tenant<{ id: string }[]>`select id from assistants where workspace_id = ${tenant.workspace} order by id`

/**
 * Locks what the turns of all assistants need, in the order in which each begins and ends: those under way are waited
 * for, later ones wait. Behind the consents stand the assistants, so that no new consent lets a turn in meanwhile.
 */
export async function lockTurns(tenant: Tenant): Promise<void> {
  const { workspace } = tenant
  await tenant`select from consents where workspace_id = ${workspace} order by id for update`
  await tenant`select from assistants where workspace_id = ${workspace} order by id for update`
  await tenant`select from replies where workspace_id = ${workspace} and state = 'running' order by id for update`
  await tenant`select from meters where workspace_id = ${workspace} order by month for update`
  await tenant`select from budgets where workspace_id = ${workspace} order by assistant_id, day for update`
  await tenant`select from workspace_budgets where workspace_id = ${workspace} order by day for update`
}

/** Removes the row and all that hangs on it; the assistants must be gone before. */
export const deleteWorkspaceRow = (tenant: Tenant) =>
  tenant`delete from workspaces where id = ${tenant.workspace}`

export interface MemberRow {
  account: string
  username: string
  fullName: string | null
  email: string
  picture: string | null
  role: Role
  since: Date
  secondFactor: boolean
}

/** Who belongs to the handle's workspace, or the one that is named, in the order of joining. */
export const listMembers = (tenant: Tenant, account: string | null = null) => tenant<MemberRow[]>`
  select account, username, full_name as "fullName", email, picture, role, since, second_factor as "secondFactor"
  from members() where ${account}::uuid is null or account = ${account}
`

/** Locks the owners of a workspace, so that of two who leave at once one stays; answers who they are. */
export async function lockOwners(tenant: Tenant): Promise<string[]> {
  const rows = await tenant<{ account: string }[]>`
    select account_id as account from memberships
    where workspace_id = ${tenant.workspace} and role = 'owner' order by account_id for update
  `
  return rows.map(({ account }) => account)
}

export async function changeRole(tenant: Tenant, account: string, role: Role): Promise<boolean> {
  const { count } = await tenant`
    update memberships set role = ${role} where workspace_id = ${tenant.workspace} and account_id = ${account}
  `
  return count > 0
}

export async function deleteMembership(tenant: Tenant, account: string): Promise<boolean> {
  const { count } = await tenant`
    delete from memberships where workspace_id = ${tenant.workspace} and account_id = ${account}
  `
  return count > 0
}

export interface InvitationRow {
  id: string
  email: string
  role: Role
  invitedBy: string | null
  createdAt: Date
  expiresAt: Date
}

/** Invitations that wait, or the one that is named, newest first. */
export const listInvitations = (tenant: Tenant, id: string | null = null) => tenant<InvitationRow[]>`
  select i.id, i.email, i.role, m.username as "invitedBy", i.created_at as "createdAt", i.expires_at as "expiresAt"
  from invitations i left join members() m on m.account = i.invited_by
  where i.workspace_id = ${tenant.workspace} and (${id}::uuid is null or i.id = ${id})
  order by i.created_at desc, i.id desc
`

export interface NewInvitationRow {
  id: string
  hash: Buffer
  email: string
  role: Role
  invitedBy: string
  expiresAt: Date
}

/** Keeps an invitation unless the workspace has `most`; one to the same address is replaced, with its link. */
export async function insertInvitation(
  tenant: Tenant,
  { id, hash, email, role, invitedBy, expiresAt }: NewInvitationRow,
  most: number,
): Promise<boolean> {
  const [row] = await tenant<{ kept: boolean }[]>`
    select keep_invitation(${id}, ${hash}, ${email}, ${role}, ${invitedBy}, ${expiresAt}, ${most}) as kept
  `
  return row?.kept ?? false
}

/** Takes back what somebody asked of others who may ask nobody any more. */
export const dropInvitationsBy = (tenant: Tenant, account: string) => tenant`
  delete from invitations where workspace_id = ${tenant.workspace} and invited_by = ${account}
`

/** Takes an invitation of a workspace away; answers the role that it offered and to whom, once. */
export async function spendInvitation(
  handle: Tenant | Person,
  workspace: string,
  id: string,
): Promise<{ role: Role; email: string } | undefined> {
  const [row] = await handle<{ role: Role; email: string }[]>`
    delete from invitations where workspace_id = ${workspace} and id = ${id} returning role, email
  `
  return row
}

/** Which workspace an invitation's link is for, by the hash of its token. */
export async function findInvitation(
  stranger: Stranger,
  hash: Buffer,
  moment: Date,
): Promise<{ workspace: string; invitation: string } | undefined> {
  const [row] = await stranger<{ workspace: string; invitation: string }[]>`
    select workspace, invitation from find_invitation(${hash}, ${moment})
  `
  return row
}

/** What the mail of an invitation needs; undefined when it was taken back or its time is over. */
export async function invitationToMail(
  keeper: Keeper,
  id: string,
): Promise<{ email: string; role: Role; workspace: string; inviter: string | null } | undefined> {
  const [row] = await keeper<{ email: string; role: Role; workspace: string; inviter: string | null }[]>`
    select i.email, i.role, w.name as workspace, a.username as inviter
    from invitations i join workspaces w on w.id = i.workspace_id left join accounts a on a.id = i.invited_by
    where i.id = ${id} and i.expires_at > ${keeper.now}
  `
  return row
}
