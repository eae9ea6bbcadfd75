import type { Delivery, WebhookEvent } from '@atavus/contract/workspace'
import type { Tenant } from '../db/tenancy.ts'
import type { Cursor } from '../lib/cursor.ts'

/** Puts a happening in line for the moment when it happens, if a webhook of the workspace asked for its event. */
export async function tellWebhooks(
  tenant: Tenant,
  event: WebhookEvent,
  data: object,
  at: Date,
  key: string | null,
): Promise<void> {
  await tenant`select tell_webhooks(${event}, ${JSON.stringify(data)}::text::jsonb, ${at}, ${key})`
}

export interface WebhookRow {
  id: string
  url: string
  events: WebhookEvent[]
  createdAt: Date
  disabled: boolean
  /** Of the newest delivery that was tried. */
  lastAt: Date | null
  lastOk: boolean | null
}

/** The workspace's webhooks, or the one that is named, newest first. */
export const listWebhooks = (tenant: Tenant, id: string | null = null) => tenant<WebhookRow[]>`
  select w.id, w.url, w.events, w.created_at as "createdAt", w.disabled_at is not null as disabled,
    last.tried_at as "lastAt", last.state = 'delivered' as "lastOk"
  from webhooks w
  left join lateral (
    select d.tried_at, d.state from deliveries d
    where d.workspace_id = w.workspace_id and d.webhook_id = w.id and d.tried_at is not null
    order by d.created_at desc, d.id desc
    limit 1
  ) last on true
  where w.workspace_id = ${tenant.workspace} and (${id}::uuid is null or w.id = ${id})
  order by w.created_at desc, w.id desc
`

/** The key of the handle's workspace, wrapped by the master key. */
export async function sealedKeyOf(tenant: Tenant): Promise<Buffer> {
  const [row] = await tenant<{ key: Buffer }[]>`
    select sealed_key as key from workspaces where id = ${tenant.workspace}
  `
  if (!row) throw new Error('a workspace without a row')
  return row.key
}

export interface NewWebhookRow {
  id: string
  url: string
  events: WebhookEvent[]
  sealedSecret: Buffer
}

/** Keeps a new webhook unless the workspace has `most` already; says whether it did. */
export async function insertWebhook(tenant: Tenant, webhook: NewWebhookRow, most: number): Promise<boolean> {
  await tenant`select pg_advisory_xact_lock(hashtextextended(${`webhooks:${tenant.workspace}`}, 0))`
  const { count } = await tenant`
    insert into webhooks (workspace_id, id, url, events, sealed_secret, created_at)
    select ${tenant.workspace}, ${webhook.id}, ${webhook.url}, ${webhook.events}::text[], ${webhook.sealedSecret},
      ${tenant.now}
    where (select count(*) from webhooks where workspace_id = ${tenant.workspace}) < ${most}
  `
  return count > 0
}

/** Changes what is given; says whether there is such a webhook. One that is switched on or moved has failed at nothing. */
export async function changeWebhook(
  tenant: Tenant,
  id: string,
  change: { url?: string | undefined; events?: WebhookEvent[] | undefined; disabled?: boolean | undefined },
): Promise<boolean> {
  const { url = null, events = null, disabled = null } = change
  const { count } = await tenant`
    update webhooks set
      url = coalesce(${url}, url), events = coalesce(${events}::text[], events),
      given_up = case when ${disabled}::boolean is false or ${url}::text <> url then 0 else given_up end,
      disabled_at = case ${disabled}::boolean
        when true then coalesce(disabled_at, ${tenant.now}) when false then null else disabled_at end
    where workspace_id = ${tenant.workspace} and id = ${id}
  `
  if (count > 0 && disabled) await endDeliveries(tenant, id)
  return count > 0
}

/** Switches a webhook off; says whether it was on. What it still waits for is left to be ended. */
export async function switchOff(tenant: Tenant, id: string): Promise<boolean> {
  const { count } = await tenant`
    update webhooks set disabled_at = ${tenant.now}
    where workspace_id = ${tenant.workspace} and id = ${id} and disabled_at is null
  `
  return count > 0
}

/** Notes what became of a happening; says how many of the webhook's were given up in a row. */
export async function countGivenUp(tenant: Tenant, id: string, state: Delivery['state']): Promise<number> {
  if (state === 'waiting') return 0
  const [row] = await tenant<{ inRow: number }[]>`
    update webhooks set given_up = case when ${state === 'given_up'} then given_up + 1 else 0 end
    where workspace_id = ${tenant.workspace} and id = ${id} and (given_up > 0 or ${state === 'given_up'})
    returning given_up as "inRow"
  `
  return row?.inRow ?? 0
}

/** Gives up what a webhook still waits for. */
export async function endDeliveries(tenant: Tenant, webhook: string): Promise<void> {
  await tenant`
    update deliveries set state = 'given_up', next_at = null
    where workspace_id = ${tenant.workspace} and webhook_id = ${webhook} and state = 'waiting'
  `
}

/** Removes a webhook with its deliveries; says whether there was one. */
export async function deleteWebhook(tenant: Tenant, id: string): Promise<boolean> {
  const { count } = await tenant`
    delete from webhooks where workspace_id = ${tenant.workspace} and id = ${id}
  `
  return count > 0
}

/**
 * The webhooks that are on and asked for an event. None of them is switched off or deleted before the transaction
 * ends: whoever does so then finds what was made for it meanwhile.
 */
export async function listeners(tenant: Tenant, event: WebhookEvent): Promise<string[]> {
  const rows = await tenant<{ id: string }[]>`
    select id from webhooks
    where workspace_id = ${tenant.workspace} and disabled_at is null and ${event} = any(events)
    order by id
    for share
  `
  return rows.map(({ id }) => id)
}

/** Whether a conversation is still there, and no account's own that it does not share. */
export async function conversationLives(tenant: Tenant, id: string): Promise<boolean> {
  const rows = await tenant`
    select from conversations
    where workspace_id = ${tenant.workspace} and id = ${id} and (account_id is null or shared_at is not null)
  `
  return rows.length > 0
}

export interface NewDelivery {
  id: string
  webhook: string
  happening: string
  event: Delivery['event']
  body: string
}

const keptDays = 30

/** Keeps what is to be sent, due at once; says whether it is new: of one happening a webhook is told once. */
export async function insertDelivery(tenant: Tenant, delivery: NewDelivery): Promise<boolean> {
  const { id, webhook, happening, event, body } = delivery
  const { count } = await tenant`
    insert into deliveries (workspace_id, id, webhook_id, happening_id, event, body, state, next_at, created_at, expires_at)
    values (${tenant.workspace}, ${id}, ${webhook}, ${happening}, ${event}, ${body}, 'waiting', ${tenant.now},
      ${tenant.now}, ${tenant.now}::timestamptz + make_interval(days => ${keptDays}))
    on conflict (workspace_id, webhook_id, happening_id) do nothing
  `
  return count > 0
}

export interface DeliveryRow {
  id: string
  event: Delivery['event']
  state: Delivery['state']
  attempts: number
  status: number | null
  problem: string | null
  nextAt: Date | null
  createdAt: Date
  body: string
}

/** A webhook's deliveries before a place in the list, or the one that is named, newest first. */
export const listDeliveries = (
  tenant: Tenant,
  webhook: string,
  { id = null, before, limit }: { id?: string | null; before?: Cursor | undefined; limit: number },
) => tenant<DeliveryRow[]>`
  select id, event, state, attempts, status, problem, next_at as "nextAt", created_at as "createdAt", body
  from deliveries
  where workspace_id = ${tenant.workspace} and webhook_id = ${webhook} and (${id}::uuid is null or id = ${id})
    ${before ? tenant`and (created_at, id) < (${before.at}, ${before.id})` : tenant``}
  order by created_at desc, id desc
  limit ${limit}
`

export interface TakenDelivery {
  webhook: string
  url: string
  happening: string
  body: string
  /** Which attempt this is, from one up. */
  attempt: number
  sealedSecret: Buffer
  /** The workspace's key, wrapped by the master key. */
  sealedKey: Buffer
}

/**
 * Begins an attempt at a delivery that is due, and counts it, whatever comes of it. For so many seconds nobody else
 * begins another. None is begun where there were `most`, or while the workspace is suspended.
 */
export async function takeDelivery(
  tenant: Tenant,
  id: string,
  { seconds, most }: { seconds: number; most: number },
): Promise<TakenDelivery | undefined> {
  const [row] = await tenant<TakenDelivery[]>`
    update deliveries d
    set attempts = d.attempts + 1, next_at = ${tenant.now}::timestamptz + make_interval(secs => ${seconds})
    from webhooks w, workspaces s
    where d.workspace_id = ${tenant.workspace} and d.id = ${id} and d.state = 'waiting' and d.next_at <= ${tenant.now}
      and d.attempts < ${most} and s.suspended_at is null and w.workspace_id = d.workspace_id and w.id = d.webhook_id and s.id = d.workspace_id
    returning w.id as webhook, w.url, d.happening_id as happening, d.body, d.attempts as attempt,
      w.sealed_secret as "sealedSecret", s.sealed_key as "sealedKey"
  `
  return row
}

export interface WaitingDelivery {
  /** When the next attempt is due. */
  at: Date
  attempts: number
  /** Whether its workspace is. */
  suspended: boolean
}

/** What a delivery waits for; undefined when there will be no more attempt. */
export async function waitingDelivery(tenant: Tenant, id: string): Promise<WaitingDelivery | undefined> {
  const [row] = await tenant<WaitingDelivery[]>`
    select d.next_at as at, d.attempts, s.suspended_at is not null as suspended
    from deliveries d join workspaces s on s.id = d.workspace_id
    where d.workspace_id = ${tenant.workspace} and d.id = ${id} and d.state = 'waiting'
  `
  return row
}

/** Gives up a delivery that still waits. How its last attempt came out stays to be read. */
export async function endDelivery(tenant: Tenant, id: string): Promise<void> {
  await tenant`
    update deliveries set state = 'given_up', next_at = null
    where workspace_id = ${tenant.workspace} and id = ${id} and state = 'waiting'
  `
}

export interface Outcome {
  state: Delivery['state']
  status: number | null
  problem: string | null
  /** Seconds until the next attempt; null when there will be none. */
  pause: number | null
}

/** Notes how an attempt came out. What was given up meanwhile stays so, unless it has arrived all the same. */
export async function endAttempt(tenant: Tenant, id: string, outcome: Outcome): Promise<void> {
  const { state, status, problem, pause } = outcome
  await tenant`
    update deliveries set state = ${state}, status = ${status}, problem = ${problem}, tried_at = ${tenant.now},
      next_at = ${tenant.now}::timestamptz + make_interval(secs => ${pause})
    where workspace_id = ${tenant.workspace} and id = ${id} and (state = 'waiting' or ${state} = 'delivered')
  `
}

/** Takes away what was or would be told about an account's own conversations, but for those that are held. */
export async function eraseOwnDeliveries(tenant: Tenant, account: string): Promise<void> {
  await tenant`
    delete from deliveries d using conversations c
    where d.workspace_id = ${tenant.workspace} and c.workspace_id = d.workspace_id and c.account_id = ${account}
      and not held(c.workspace_id, c.id) and strpos(d.body, c.id::text) > 0
  `
}
