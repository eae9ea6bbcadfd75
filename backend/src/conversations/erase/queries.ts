import { notice as news } from '../../db/channel.ts'
import type { Tenant } from '../../db/tenancy.ts'
import type { Counts } from '../../deletions/receipt.ts'
import { countHeld, lockHolds } from '../../holds/queries.ts'

/** Erases one conversation, whoever's it is in the workspace; answers what went, nothing if it was not there. */
export const eraseConversation = (tenant: Tenant, id: string) => erase(tenant, [id])

/**
 * Locks a visitor's consents, so that no turn begins under one of them meanwhile. Turns, and who deletes the assistant,
 * begin with them: so nobody waits in a circle.
 */
export async function lockConsents(tenant: Tenant, assistant: string, visitor: string): Promise<void> {
  await tenant`
    select from consents
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
    order by id for update
  `
}

/**
 * Erases every conversation of a visitor with one assistant, running answers included, and what they asked its owner:
 * their words stand there, too. What a legal hold keeps (GDPR Art. 17(3)(e)) stays, and only that: `held` counts it.
 * Until the transaction's end no hold is made.
 */
export async function eraseVisitor(
  tenant: Tenant,
  assistant: string,
  visitor: string,
): Promise<Counts & { held: number }> {
  await lockHolds(tenant, tenant.workspace, false)
  await lockConsents(tenant, assistant, visitor)
  await tenant`
    delete from requests
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
  `
  const { conversations, messages } = await eraseBegun(tenant, { assistant, visitor })
  return { conversations, messages, held: await countHeld(tenant, assistant, visitor) }
}

/**
 * Erases every conversation of an account's own in the handle's workspace, or with one assistant there, running answers
 * included. What is held stays, and is counted.
 */
export const eraseOwnIn = (tenant: Tenant, account: string, assistant: string | null = null) =>
  eraseBegun(tenant, { account, assistant })

/** Whose conversations are meant: a visitor's with an assistant, or an account's own, with one assistant or with all. */
export type Whose = { assistant: string; visitor: string } | { assistant: string | null; account: string }

/**
 * Erases somebody's conversations, running answers included; of those that were begun after a moment none, where one is
 * named. What is held stays, and is counted.
 */
export async function eraseBegun(
  tenant: Tenant,
  whose: Whose,
  by: Date | null = null,
): Promise<Counts & { held: number }> {
  const theirs =
    'visitor' in whose ? tenant`visitor_id = ${whose.visitor}` : tenant`account_id = ${whose.account}`
  const rows = await tenant<{ id: string; assistant: string; visitor: string; held: boolean }[]>`
    select id, assistant_id as assistant, visitor_id as visitor, held(workspace_id, id) as held from conversations
    where workspace_id = ${tenant.workspace} and ${theirs} and (${by}::timestamptz is null or started_at <= ${by})
      and (${whose.assistant}::uuid is null or assistant_id = ${whose.assistant})
    order by assistant_id
  `
  const free = rows.filter(row => !row.held)
  const people = new Map(free.map(row => [row.visitor, row]))
  for (const { assistant, visitor } of people.values()) await lockConsents(tenant, assistant, visitor)
  const gone = await erase(
    tenant,
    free.map(row => row.id),
  )
  return { ...gone, held: rows.length - free.length }
}

const batch = 500

/**
 * Erases every conversation with an assistant, running answers included. A turn that has begun is waited for; that no
 * later one begins, the caller sees to.
 */
export async function eraseAssistant(tenant: Tenant, assistant: string): Promise<Counts> {
  const gone = { conversations: 0, messages: 0 }
  await tenant`
    select from replies
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and state = 'running'
    order by id for update
  `
  let rows: { id: string }[]
  do {
    rows = await tenant<{ id: string }[]>`
      select id from conversations
      where workspace_id = ${tenant.workspace} and assistant_id = ${assistant}
      order by id limit ${batch} for update
    `
    const ids = rows.map(row => row.id)
    const { conversations, messages } = await erase(tenant, ids)
    gone.conversations += conversations
    gone.messages += messages
  } while (rows.length === batch)
  return gone
}

async function erase(tenant: Tenant, ids: string[]): Promise<Counts> {
  if (!ids.length) return { conversations: 0, messages: 0 }
  // Locks in the order in which an answer ends, so that nobody waits in a circle: replies, then conversations.
  await tenant`
    select from replies
    where workspace_id = ${tenant.workspace} and conversation_id = any(${ids}::uuid[]) and state = 'running'
    order by id for update
  `
  // First the conversations: their replies go with them, and a running answer then finds no place to end in.
  const conversations = await tenant<{ id: string; first: Date; last: Date }[]>`
    delete from conversations where workspace_id = ${tenant.workspace} and id = any(${ids}::uuid[])
    returning id, first_expires_at as first, expires_at as last
  `
  if (!conversations.length) return { conversations: 0, messages: 0 }
  const from = new Date(Math.min(...conversations.map(one => one.first.getTime())))
  const until = new Date(Math.max(...conversations.map(one => one.last.getTime())))
  const gone = conversations.map(one => one.id)
  const messages = await tenant`
    delete from messages
    where workspace_id = ${tenant.workspace} and conversation_id = any(${gone}::uuid[])
      and expires_at between ${from} and ${until}
  `
  const told = gone.map(conversation => news({ type: 'erased', conversation }))
  await tenant`select pg_notify('atavus', n) from unnest(${told}::text[]) n`
  return { conversations: conversations.length, messages: messages.count }
}
