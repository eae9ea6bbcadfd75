import type { Keeper, Person, Tenant } from '../db/tenancy.ts'

export interface HoldRow {
  id: string
  assistantId: string | null
  assistantName: string | null
  conversationId: string | null
  reason: string
  silent: boolean
  byKind: 'account' | 'operator'
  by: string | null
  createdAt: Date
  until: Date
  endedAt: Date | null
}

export interface NewHold {
  id: string
  assistant: string | null
  conversation: string | null
  reason: string
  silent: boolean
  by: { kind: 'account' | 'operator'; account: string }
  until: Date
}

/** What stands is held, by ids. */
export interface Kept {
  /** Whole workspaces, which an operator holds. */
  workspaces: string[]
  /** What stands in the log of workspaces or of assistants: of what is somebody's own, what is shared. */
  logs: string[]
  assistants: string[]
  conversations: string[]
}

/** What is held at a moment, the handle's where none is named, of all workspaces. */
export async function standingHolds(keeper: Keeper, moment: Date = keeper.now): Promise<Kept> {
  const [row] = await keeper<Kept[]>`
    select workspaces, logs, assistants, conversations from standing_holds(${moment})
  `
  return row ?? { workspaces: [], logs: [], assistants: [], conversations: [] }
}

/**
 * Makes holds and erasures of a workspace wait for each other until the transaction's end: erasures run beside each other,
 * a hold is made, or ended before its day, alone.
 */
export async function lockHolds(
  handle: Tenant | Person | Keeper,
  workspace: string,
  alone: boolean,
): Promise<void> {
  const key = handle`hashtextextended(${`holds:${workspace}`}, 0)`
  await (alone
    ? handle`select pg_advisory_xact_lock(${key})`
    : handle`select pg_advisory_xact_lock_shared(${key})`)
}

/** Whether a conversation is held. */
export async function isHeld(tenant: Tenant, conversation: string): Promise<boolean> {
  const [row] = await tenant<{ held: boolean }[]>`select held(${tenant.workspace}, ${conversation})`
  return row?.held ?? false
}

/** Whether anything of an assistant is held; null: anything of the workspace. */
export async function isAnythingHeld(tenant: Tenant, assistant: string | null): Promise<boolean> {
  const [row] = await tenant<{ held: boolean }[]>`select anything_held(${assistant}) as held`
  return row?.held ?? false
}

/** How many conversations of a visitor with an assistant are held, those included whose term is over. */
export async function countHeld(tenant: Tenant, assistant: string, visitor: string): Promise<number> {
  const [row] = await tenant<{ held: number }[]>`select visitor_held(${assistant}, ${visitor}) as held`
  return row?.held ?? 0
}

/** Whether any conversation of the handle's account is held, wherever. */
export async function isOwnHeld(person: Person): Promise<boolean> {
  const [row] = await person<{ held: boolean }[]>`select own_held() as held`
  return row?.held ?? false
}

/** The workspace's holds, or the one that is named, the latest first. */
export const listHolds = (tenant: Tenant, id: string | null = null) => tenant<HoldRow[]>`
  select h.id, h.assistant_id as "assistantId", a.name as "assistantName", h.conversation_id as "conversationId",
    h.reason, h.silent, h.by_kind as "byKind", m.username as "by", h.created_at as "createdAt", h.until,
    h.ended_at as "endedAt"
  from holds h
  left join assistants a on a.workspace_id = h.workspace_id and a.id = h.assistant_id
  left join members() m on m.account = h.by_id
  where h.workspace_id = ${tenant.workspace} and (${id}::uuid is null or h.id = ${id})
  order by h.created_at desc, h.id desc
`

/**
 * What stands over a visitor's conversations and may be told: why, and until when. An owner's hold of more than one says
 * nothing to whose conversations are all their own and not shared.
 */
export const holdsOn = (tenant: Tenant, assistant: string, visitor: string) => tenant<
  { reason: string; until: Date }[]
>`
  select h.reason, h.until from holds h
  where h.workspace_id = ${tenant.workspace} and h.ended_at is null and h.until > ${tenant.now} and not h.silent
    and (h.conversation_id is null and (h.assistant_id is null or h.assistant_id = ${assistant})
      and (h.by_kind = 'operator' or coalesce((
        select bool_or(c.account_id is null or c.shared_at is not null) from conversations c
        where c.workspace_id = h.workspace_id and c.assistant_id = ${assistant} and c.visitor_id = ${visitor}
      ), true))
      or h.conversation_id in (
        select c.id from conversations c
        where c.workspace_id = h.workspace_id and c.assistant_id = ${assistant} and c.visitor_id = ${visitor}
      ))
  order by h.until
`

/** Keeps a hold; the caller holds `lockHolds` since before it looked whether there is what it names. */
export async function insertHold(handle: Tenant | Keeper, workspace: string, hold: NewHold): Promise<void> {
  await handle`
    insert into holds (workspace_id, id, assistant_id, conversation_id, reason, silent, by_kind, by_id, created_at, until)
    values (${workspace}, ${hold.id}, ${hold.assistant}, ${hold.conversation}, ${hold.reason}, ${hold.silent},
      ${hold.by.kind}, ${hold.by.account}, ${handle.now}, ${hold.until})
  `
}

/** Ends a hold of the workspace's own that stands; says whether there was one. */
export async function endHold(tenant: Tenant, id: string): Promise<boolean> {
  const { count } = await tenant`
    update holds set ended_at = ${tenant.now}
    where workspace_id = ${tenant.workspace} and id = ${id} and by_kind = 'account' and ended_at is null
  `
  return count > 0
}

export type OperatedHoldRow = Pick<HoldRow, 'id' | 'reason' | 'silent' | 'by' | 'createdAt' | 'until'>

/** What operators hold of a workspace and what stands, the latest first. */
export const listOperatedHolds = (keeper: Keeper, workspace: string) => keeper<OperatedHoldRow[]>`
  select h.id, h.reason, h.silent, a.username as "by", h.created_at as "createdAt", h.until
  from holds h
  left join accounts a on a.id = h.by_id
  where h.workspace_id = ${workspace} and h.by_kind = 'operator' and h.ended_at is null and h.until > ${keeper.now}
  order by h.created_at desc, h.id desc
`

/** Ends a hold of an operator's that stands; says whether there was one. */
export async function endOperatorHold(keeper: Keeper, workspace: string, id: string): Promise<boolean> {
  const { count } = await keeper`
    update holds set ended_at = ${keeper.now}
    where workspace_id = ${workspace} and id = ${id} and by_kind = 'operator'
      and ended_at is null and until > ${keeper.now}
  `
  return count > 0
}

/** The name of a workspace, which stays until the transaction's end; undefined: there is none. */
export async function nameOf(keeper: Keeper, workspace: string): Promise<string | undefined> {
  const [row] = await keeper<{ name: string }[]>`
    select name from workspaces where id = ${workspace} for key share
  `
  return row?.name
}

/** How many holds stand in a workspace. */
export async function countHolds(tenant: Tenant): Promise<number> {
  const [row] = await tenant<{ count: number }[]>`
    select count(*)::int as count from holds
    where workspace_id = ${tenant.workspace} and ended_at is null and until > ${tenant.now}
  `
  return row?.count ?? 0
}

/** When the next hold of the workspace ends; undefined: none stands. */
export async function nextEnd(tenant: Tenant): Promise<Date | undefined> {
  const [row] = await tenant<{ end: Date | null }[]>`
    select min(until) as end from holds
    where workspace_id = ${tenant.workspace} and ended_at is null and until > ${tenant.now}
  `
  return row?.end ?? undefined
}

/** The handle's moment, or the latest at which anything was said that it sees: another process's clock may be ahead. */
export async function momentSeen(tenant: Tenant): Promise<Date> {
  const [row] = await tenant<{ last: Date | null }[]>`
    select max(last_at) as last from conversations
    where workspace_id = ${tenant.workspace} and not preview and last_at > ${tenant.now}
  `
  return row?.last ?? tenant.now
}

/** Whether the workspace has what is to be held. */
export async function isThere(
  tenant: Tenant,
  { assistant, conversation }: Pick<NewHold, 'assistant' | 'conversation'>,
): Promise<boolean> {
  const [row] = await tenant<{ found: boolean }[]>`
    select (${assistant}::uuid is null or exists (
        select from assistants where workspace_id = ${tenant.workspace} and id = ${assistant}))
      and (${conversation}::uuid is null or exists (
        select from conversations where workspace_id = ${tenant.workspace} and id = ${conversation}
          and (account_id is null or shared_at is not null))) as found
  `
  return row?.found ?? false
}
