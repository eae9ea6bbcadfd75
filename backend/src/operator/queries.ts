import type { Keeper, Tenant } from '../db/tenancy.ts'

/** What a list is asked for: the beginning of a name or address, and where the page before ended. */
interface ListFilter {
  text: string | undefined
  before: { at: Date; id: string } | undefined
  limit: number
}

interface OverviewRow {
  accounts: number
  workspaces: number
  suspended: number
  waiting: number
  oldest: Date | null
  running: number
}

/** How much there is of everything. */
export async function overview(keeper: Keeper): Promise<OverviewRow> {
  const [row] = await keeper<OverviewRow[]>`
    select (select count(*)::int from accounts) as accounts,
      (select count(*)::int from workspaces) as workspaces,
      (select count(*)::int from accounts where suspended_at is not null)
        + (select count(*)::int from workspaces where suspended_at is not null) as suspended,
      (select count(*)::int from jobs where run_at <= ${keeper.now}) as waiting,
      (select min(run_at) from jobs where run_at <= ${keeper.now}) as oldest,
      (select count(*)::int from replies where state = 'running') as running
  `
  if (!row) throw new Error('a select without a row')
  return row
}

const beyond = (keeper: Keeper, before: ListFilter['before']) => keeper`
  (${before?.at ?? null}::timestamptz is null or (l.created_at, l.id) < (${before?.at ?? null}, ${before?.id ?? null}::uuid))
`

export interface WorkspaceRow {
  id: string
  at: Date
  name: string
  members: number
  assistants: number
  messagesToday: number
  suspendedAt: Date | null
}

/** Workspaces, newest first. A workspace's today is that of its time zone. */
export function listWorkspaces(keeper: Keeper, { text = '', before, limit }: ListFilter) {
  return keeper<WorkspaceRow[]>`
    with page as materialized (
      select l.id, l.created_at, l.name, l.time_zone, l.suspended_at from workspaces l
      where starts_with(lower(l.name), lower(${text})) and ${beyond(keeper, before)}
      order by l.created_at desc, l.id desc
      limit ${limit}
    )
    select p.id, p.created_at as at, p.name, p.suspended_at as "suspendedAt",
      (select count(*)::int from memberships m where m.workspace_id = p.id) as members,
      (select count(*)::int from assistants a where a.workspace_id = p.id) as assistants,
      (
        select coalesce(sum(u.count), 0)::int from usage u
        where u.workspace_id = p.id and u.counter = 'messages'
          and u.day = (${keeper.now}::timestamptz at time zone p.time_zone)::date
      ) as "messagesToday"
    from page p
    order by p.created_at desc, p.id desc
  `
}

export interface AccountRow {
  id: string
  at: Date
  username: string
  email: string
  secondFactor: boolean
  suspendedAt: Date | null
  /** The workspaces that nobody else owns. */
  alone: { id: string; name: string }[]
}

/** Accounts, newest first, by the beginning of a username or an address. */
export function listAccounts(keeper: Keeper, { text = '', before, limit }: ListFilter) {
  return keeper<AccountRow[]>`
    select l.id, l.created_at as at, l.username, l.email, l.suspended_at as "suspendedAt",
      exists (
        select from second_factors f where f.account_id = l.id and f.confirmed_at is not null
      ) as "secondFactor",
      (
        select coalesce(json_agg(json_build_object('id', w.id, 'name', w.name) order by w.created_at, w.id), '[]')
        from memberships m join workspaces w on w.id = m.workspace_id
        where m.account_id = l.id and m.role = 'owner' and not exists (
          select from memberships o
          where o.workspace_id = m.workspace_id and o.role = 'owner' and o.account_id <> l.id
        )
      ) as alone
    from accounts l
    where (starts_with(lower(l.username), lower(${text})) or starts_with(l.email, lower(${text})))
      and ${beyond(keeper, before)}
    order by l.created_at desc, l.id desc
    limit ${limit}
  `
}

/** What setting a suspension came to: `same` is one that stood already. */
export type Outcome = 'changed' | 'same' | 'missing'

/** Suspends a workspace or lets it go on. */
export async function setWorkspaceSuspension(
  keeper: Keeper,
  workspace: string,
  suspended: boolean,
): Promise<Outcome> {
  const [row] = await keeper<{ before: boolean }[]>`
    select suspended_at is not null as before from workspaces where id = ${workspace} for no key update
  `
  if (!row) return 'missing'
  if (row.before === suspended) return 'same'
  await keeper`
    update workspaces set suspended_at = ${suspended ? keeper.now : null} where id = ${workspace}
  `
  return 'changed'
}

/** Whether a workspace has a plan that goes on being charged. */
export async function isCharged(keeper: Keeper, workspace: string): Promise<boolean> {
  const [row] = await keeper<{ charged: boolean }[]>`
    select exists (
      select from subscriptions where workspace_id = ${workspace} and ends_at is null
        and status in ('trialing', 'active', 'past_due', 'unpaid')
    ) as charged
  `
  return row?.charged ?? false
}

/** Suspends an account, which ends its sessions, or lets it in again. */
export async function setAccountSuspension(
  keeper: Keeper,
  account: string,
  suspended: boolean,
): Promise<Outcome> {
  const [row] = await keeper<{ before: boolean }[]>`
    select suspended_at is not null as before from accounts where id = ${account} for no key update
  `
  if (!row) return 'missing'
  if (row.before === suspended) return 'same'
  await keeper`update accounts set suspended_at = ${suspended ? keeper.now : null} where id = ${account}`
  if (suspended)
    await keeper`update sessions set ended_at = ${keeper.now} where account_id = ${account} and ended_at is null`
  return 'changed'
}

/** Where an account belongs. */
export async function workspacesOf(keeper: Keeper, account: string): Promise<string[]> {
  const rows = await keeper<{ workspace: string }[]>`
    select workspace_id as workspace from memberships where account_id = ${account} order by workspace_id
  `
  return rows.map(({ workspace }) => workspace)
}

interface NewAccess {
  id: string
  workspace: string
  account: string
  reason: string
  until: Date
}

/** Opens a workspace's log to an operator; false where there is no such workspace. */
export async function insertAccess(keeper: Keeper, access: NewAccess): Promise<boolean> {
  const { id, workspace, account, reason, until } = access
  const { count } = await keeper`
    insert into operator_access (workspace_id, id, account_id, reason, opened_at, expires_at)
    select w.id, ${id}, ${account}, ${reason}, ${keeper.now}, ${until} from workspaces w where w.id = ${workspace}
  `
  return count > 0
}

/** Why the handle's workspace is open to an operator just now; undefined where it is not. */
export async function openAccess(tenant: Tenant, account: string): Promise<{ reason: string } | undefined> {
  const [row] = await tenant<{ reason: string }[]>`
    select reason from operator_access
    where workspace_id = ${tenant.workspace} and account_id = ${account} and expires_at > ${tenant.now}
    order by opened_at desc, id desc limit 1
  `
  return row
}

/** Whose an e-mail address is. */
export async function accountByEmail(keeper: Keeper, email: string): Promise<string | undefined> {
  const [row] = await keeper<{ id: string }[]>`select id from accounts where email = lower(${email})`
  return row?.id
}

/** Makes an account an operator; false where it was one. */
export async function insertOperator(keeper: Keeper, account: string): Promise<boolean> {
  const { count } = await keeper`
    insert into operators (account_id, added_at) values (${account}, ${keeper.now}) on conflict do nothing
  `
  return count > 0
}

/** Makes an account an operator no more, and closes what was open to it; false where it was none. */
export async function deleteOperator(keeper: Keeper, account: string): Promise<boolean> {
  await keeper`delete from operator_access where account_id = ${account}`
  const { count } = await keeper`delete from operators where account_id = ${account}`
  return count > 0
}

/** The operators, the first at the head. */
export function listOperators(keeper: Keeper) {
  return keeper<{ email: string; addedAt: Date; secondFactor: boolean }[]>`
    select a.email, o.added_at as "addedAt",
      exists (
        select from second_factors f where f.account_id = a.id and f.confirmed_at is not null
      ) as "secondFactor"
    from operators o join accounts a on a.id = o.account_id
    order by o.added_at, a.email
  `
}
