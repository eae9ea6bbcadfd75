import { notice as news } from '../db/channel.ts'
import type { Keeper, Tenant } from '../db/tenancy.ts'

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

/** Locks a visitor's consents, so that no turn begins under one of them meanwhile; answers the conversations. */
export async function lockVisitor(tenant: Tenant, assistant: string, visitor: string): Promise<string[]> {
  await tenant`
    select from consents
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
    order by id for update
  `
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

/** Takes away what webhooks were or would be told about conversations. */
export async function eraseDeliveries(tenant: Tenant, conversations: string[]): Promise<void> {
  await tenant`
    delete from deliveries d
    where d.workspace_id = ${tenant.workspace}
      and exists (select from unnest(${conversations}::text[]) c where strpos(d.body, c) > 0)
  `
}

/** Whether files hold what was deleted until a moment, and since when. */
export async function waitingRewrite(keeper: Keeper): Promise<Date | null> {
  const [row] = await keeper<{ since: Date | null }[]>`
    select min(done_at) as since from deletions where rewritten_at is null
  `
  return row?.since ?? null
}

/** Notes that the files were written anew after what was deleted until a moment. */
export async function noteRewrite(keeper: Keeper, until: Date): Promise<void> {
  await keeper`
    update deletions set rewritten_at = ${keeper.now} where rewritten_at is null and done_at <= ${until}
  `
}
