import { lockConsents } from '../conversations/erase/queries.ts'
import { notice as news } from '../db/channel.ts'
import type { Keeper, Tenant } from '../db/tenancy.ts'
import type { Deletion } from '../deletions/receipt.ts'

/** Whose a conversation is. */
export async function visitorOf(
  tenant: Tenant,
  conversation: string,
): Promise<{ assistant: string; visitor: string } | undefined> {
  const [row] = await tenant<{ assistant: string; visitor: string }[]>`
    select assistant_id as assistant, visitor_id as visitor from conversations
    where workspace_id = ${tenant.workspace} and id = ${conversation}
  `
  return row
}

/** What is left of a visitor: how many conversations that are held and that are not, and how many consents. */
export async function leftOf(tenant: Tenant, assistant: string, visitor: string) {
  const [row] = await tenant<{ held: number; free: number; consents: number }[]>`
    select count(*) filter (where held(workspace_id, id))::int as held,
      count(*) filter (where not held(workspace_id, id))::int as free,
      (select count(*)::int from consents
        where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}) as consents
    from conversations
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
  `
  return row ?? { held: 0, free: 0, consents: 0 }
}

/** The conversations of a visitor, of whom no turn begins until the transaction is over. */
export async function lockVisitor(tenant: Tenant, assistant: string, visitor: string): Promise<string[]> {
  await lockConsents(tenant, assistant, visitor)
  const rows = await tenant<{ id: string }[]>`
    select id from conversations
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
    order by id
  `
  return rows.map(({ id }) => id)
}

/** Takes every consent of a visitor away, the proof of it included, and cuts what runs under them. */
export async function eraseConsents(tenant: Tenant, assistant: string, visitor: string): Promise<void> {
  const rows = await tenant<{ id: string }[]>`
    delete from consents
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
    returning id
  `
  for (const { id } of rows)
    await tenant`select pg_notify('atavus', ${news({ type: 'withdrawn', consent: id })})`
}

/** Takes back what a visitor objected to: without them there is nothing that it could hold of. */
export async function eraseObjections(tenant: Tenant, assistant: string, visitor: string): Promise<void> {
  await tenant`
    delete from objections
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
  `
}

/** Takes away what webhooks were or would be told about conversations. */
export async function eraseDeliveries(tenant: Tenant, conversations: string[]): Promise<void> {
  await tenant`
    delete from deliveries d
    where d.workspace_id = ${tenant.workspace}
      and exists (select from unnest(${conversations}::text[]) c where strpos(d.body, c) > 0)
  `
}

/** A deletion whose words may still stand in the files. */
export interface Waiting {
  id: string
  kind: Deletion['kind']
  doneAt: Date
}

/** Every deletion after which the files were not written anew. */
export const waitingDeletions = (keeper: Keeper) => keeper<Waiting[]>`
  select id, kind, done_at as "doneAt" from deletions where rewritten_at is null
`

/** A partition of messages in which some were deleted, or lost their words, since it was written anew. */
export interface Gap {
  id: string
  table: string
}

export const messageGaps = (keeper: Keeper) => keeper<Gap[]>`
  select id::text, day_table as "table" from message_gaps
`

/** Notes that what was freed there is gone. */
export async function closeGaps(keeper: Keeper, gaps: readonly Gap[]): Promise<void> {
  await keeper`delete from message_gaps where id = any(${gaps.map(({ id }) => id)}::text[]::bigint[])`
}

/** How many bytes the files of tables take, with their indexes. */
export async function sizeOf(keeper: Keeper, tables: readonly string[]): Promise<number> {
  const [row] = await keeper<{ bytes: number }[]>`
    select sum(pg_total_relation_size(to_regclass(format('atavus.%I', t))))::float8 as bytes
    from unnest(${tables as string[]}::text[]) t
  `
  return row?.bytes ?? 0
}

/** Notes that nothing of these deletions is left in the files. */
export async function noteRewrite(keeper: Keeper, done: readonly Waiting[]): Promise<void> {
  await keeper`
    update deletions set rewritten_at = ${keeper.now}
    where rewritten_at is null and id = any(${done.map(({ id }) => id)}::uuid[])
  `
}
