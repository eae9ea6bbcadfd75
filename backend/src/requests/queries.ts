import type { RightsRequest } from '@atavus/contract/requests'
import type { Keeper, Person, Tenant } from '../db/tenancy.ts'

type Handle = Tenant | Person | Keeper

export interface RequestRow {
  id: string
  workspaceId: string | null
  workspaceName: string | null
  assistantId: string | null
  kind: RightsRequest['kind']
  via: RightsRequest['via']
  account: string | null
  visitor: string | null
  sealed: Buffer
  provenAt: Date | null
  openedAt: Date
  dueAt: Date
  extended: string | null
  escalatedAt: Date | null
  answeredAt: Date | null
  outcome: 'done' | 'refused' | null
  answer: Buffer | null
}

export interface NewRequest {
  id: string
  workspace: string | null
  assistant: string | null
  kind: RightsRequest['kind']
  via: RightsRequest['via']
  account: string | null
  visitor: string | null
  sealed: Buffer
  linkHash: Buffer | null
  /** Until when the link can be opened. */
  linkEnds: Date | null
  proven: boolean
  openedAt: Date
  dueAt: Date
  /** When it goes, unless its address is proven first. */
  expiresAt: Date | null
}

const columns = (handle: Handle) => handle`
  r.id, r.workspace_id as "workspaceId", w.name as "workspaceName", r.assistant_id as "assistantId", r.kind, r.via,
  r.account_id as account, r.visitor_id as visitor, r.sealed, r.proven_at as "provenAt", r.opened_at as "openedAt",
  r.due_at as "dueAt", r.extended, r.escalated_at as "escalatedAt", r.answered_at as "answeredAt", r.outcome, r.answer
`

export async function insertRequest(handle: Handle, row: NewRequest): Promise<void> {
  await handle`
    insert into requests (id, workspace_id, assistant_id, kind, via, account_id, visitor_id, sealed, link_hash, link_ends,
      proven_at, opened_at, due_at, expires_at)
    values (${row.id}, ${row.workspace}, ${row.assistant}, ${row.kind}, ${row.via}, ${row.account}, ${row.visitor},
      ${row.sealed}, ${row.linkHash}, ${row.linkEnds}, ${row.proven ? handle.now : null}, ${row.openedAt}, ${row.dueAt},
      ${row.expiresAt})
  `
}

const inOrder = (handle: Handle) => handle`order by r.answered_at is not null, r.due_at, r.id`
const mostShown = (handle: Handle) => handle`${inOrder(handle)} limit 500`

/** The keeper's policy shows every row: what is past its term is left out here. */
const living = (handle: Handle) => handle`(r.expires_at is null or r.expires_at > ${handle.now})`

/**
 * What somebody must answer. The form takes words in anybody's name, so that they wait for the link; what a person
 * recorded by hand, and what is about a child, is there at once, proven or not.
 */
const isAsked = (handle: Handle) => handle`
  (r.proven_at is not null or r.via <> 'form' or r.kind = 'child') and ${living(handle)}
`

/** What is the workspace's to answer, or the one that is named. */
export const listOfWorkspace = (tenant: Tenant, id: string | null = null) => tenant<RequestRow[]>`
  select ${columns(tenant)} from requests r left join workspaces w on w.id = r.workspace_id
  where r.workspace_id = ${tenant.workspace} and ${isAsked(tenant)} and (${id}::uuid is null or r.id = ${id})
  ${mostShown(tenant)}
`

/** What is the operator's to answer: the platform's own, what was escalated, and children; or the one that is named. */
export const listOfPlatform = (keeper: Keeper, id: string | null = null) => keeper<RequestRow[]>`
  select ${columns(keeper)} from requests r left join workspaces w on w.id = r.workspace_id
  where (r.workspace_id is null or r.escalated_at is not null or r.kind = 'child') and ${isAsked(keeper)}
    and (${id}::uuid is null or r.id = ${id})
  ${mostShown(keeper)}
`

/** Everything that an account has asked. */
export const listOfAccount = (handle: Person | Keeper, account: string) => handle<RequestRow[]>`
  select ${columns(handle)} from requests r left join workspaces w on w.id = r.workspace_id
  where r.account_id = ${account} and ${living(handle)} ${inOrder(handle)}
`

/** What a visitor has asked of an assistant's owner. */
export const listOfVisitor = (tenant: Tenant, visitor: string) => tenant<RequestRow[]>`
  select ${columns(tenant)} from requests r left join workspaces w on w.id = r.workspace_id
  where r.workspace_id = ${tenant.workspace} and r.visitor_id = ${visitor} ${mostShown(tenant)}
`

export async function findRequest(keeper: Keeper, id: string): Promise<RequestRow | undefined> {
  const [row] = await keeper<RequestRow[]>`
    select ${columns(keeper)} from requests r left join workspaces w on w.id = r.workspace_id
    where r.id = ${id} and ${living(keeper)}
  `
  return row
}

/** Keeps the answer of a request that has none; says whether it did. */
export async function keepAnswer(
  handle: Handle,
  id: string,
  outcome: 'done' | 'refused',
  answer: Buffer,
): Promise<boolean> {
  const { count } = await handle`
    update requests set answered_at = ${handle.now}, outcome = ${outcome}, answer = ${answer}, link_hash = null,
      link_ends = null, expires_at = ${handle.now}::timestamptz + interval '1 year'
    where id = ${id} and answered_at is null
  `
  return count > 0
}

/** Gives a request that was not extended and is not late more time; says whether it did. */
export async function extend(handle: Handle, id: string, due: Date, reason: string): Promise<boolean> {
  const { count } = await handle`
    update requests set due_at = ${due}, extended = ${reason}
    where id = ${id} and answered_at is null and extended is null and due_at > ${handle.now}
  `
  return count > 0
}

/**
 * Notes that the address of a request is its sender's, and that it is kept until it is answered; answers once which one
 * it was, and whether it waited for that.
 */
export async function proveByLink(
  keeper: Keeper,
  hash: Buffer,
): Promise<{ id: string; waited: boolean } | undefined> {
  const [row] = await keeper<{ id: string; waited: boolean }[]>`
    update requests set proven_at = ${keeper.now}, link_hash = null, link_ends = null, expires_at = null
    where link_hash = ${hash} and link_ends > ${keeper.now}
    returning id, via = 'form' and kind <> 'child' as waited
  `
  return row
}

export async function escalate(keeper: Keeper, id: string): Promise<void> {
  await keeper`update requests set escalated_at = coalesce(escalated_at, ${keeper.now}) where id = ${id}`
}

/** The oldest assistant that welcomes an origin, if one workspace alone says that the origin is its own. */
export async function siteOf(
  keeper: Keeper,
  origin: string,
): Promise<{ workspace: string; assistant: string } | undefined> {
  const [site, another] = await keeper<{ workspace: string; assistant: string }[]>`
    select workspace_id as workspace, (array_agg(id order by created_at, id))[1] as assistant from assistants
    where ${origin} = any(origins) group by workspace_id limit 2
  `
  return another ? undefined : site
}

/** How many requests of an account wait for an answer. */
export async function countOpen(person: Person): Promise<number> {
  const [row] = await person<{ count: number }[]>`
    select count(*)::int as count from requests where account_id = ${person.account} and answered_at is null
  `
  return row?.count ?? 0
}

export const allOperators = (keeper: Keeper) =>
  keeper<{ account: string }[]>`select account_id as account from operators order by account_id`

/** Of some kinds: how many are open, answered, how long answers took, and how old the oldest open one is, in seconds. */
export async function figures(keeper: Keeper, kinds: readonly string[]) {
  const [row] = await keeper<
    {
      open: number
      answered: number
      median: number | null
      slowest: number | null
      oldest: number | null
      late: number
    }[]
  >`
    select count(*) filter (where answered_at is null)::int as open, count(answered_at)::int as answered,
      (percentile_cont(0.5) within group (order by extract(epoch from answered_at - opened_at)))::float8 as median,
      max(extract(epoch from answered_at - opened_at))::float8 as slowest,
      max(extract(epoch from ${keeper.now}::timestamptz - opened_at)) filter (where answered_at is null)::float8 as oldest,
      count(*) filter (where answered_at is null and due_at < ${keeper.now})::int as late
    from requests r where kind = any(${kinds as string[]}) and ${isAsked(keeper)}
  `
  return row ?? { open: 0, answered: 0, median: null, slowest: null, oldest: null, late: 0 }
}
