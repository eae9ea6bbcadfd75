import type { Notice } from '@atavus/contract/chat'
import { notice as news } from '../db/channel.ts'
import type { Keeper, Stranger, Tenant } from '../db/tenancy.ts'
import { Refusal } from '../lib/refusal.ts'
import { hashedOf } from './notice.ts'

export interface ConsentRow {
  id: string
  assistantId: string
  visitorId: string
  noticeHash: string
  history: boolean
  remote: boolean
  origin: string
  language: string
  gpc: boolean
  preview: boolean
  /** Whether the site's server named the visitor. */
  identified: boolean
  /** The id of the secret with which it said so; null: it was not said by a token. */
  voucher: string | null
  /** Sealed (`sealReceipt`). */
  receipt: Buffer
  /** SHA-256 of the receipt's code. */
  codeHash: Buffer | null
  givenAt: Date
  validUntil: Date
  expiresAt: Date
}

/**
 * Keeps a consent and the exact notice it was given to; an earlier one of the same visitor ends with it. Somebody who
 * is identified agrees on each device: there another yes ends only if it was to something else, or is the one that was
 * given on this device `before`.
 */
export async function insertConsent(
  tenant: Tenant,
  consent: ConsentRow,
  notice: Notice,
  before: string | null = null,
): Promise<void> {
  const hash = Buffer.from(consent.noticeHash, 'hex')
  // Of two that come at once, for one visitor, the second waits and then ends the first.
  await tenant`select pg_advisory_xact_lock(hashtextextended(${consent.visitorId}, 0))`
  await tenant`
    insert into notices (workspace_id, assistant_id, hash, language, content, created_at)
    values (${tenant.workspace}, ${consent.assistantId}, ${hash}, ${notice.language}, ${hashedOf(notice)}::text::json, ${tenant.now})
    on conflict do nothing
  `
  const ended = await tenant<{ id: string; remote: boolean }[]>`
    update consents set withdrawn_at = greatest(given_at, ${tenant.now})
    where workspace_id = ${tenant.workspace} and assistant_id = ${consent.assistantId}
      and visitor_id = ${consent.visitorId} and withdrawn_at is null
      and (id = ${before} or not (${consent.identified} and notice_hash = ${hash} and remote = ${consent.remote}))
    returning id, remote
  `
  // What the new one allows goes on; an answer that is being written where the words may not be any more is cut off.
  await cutOff(tenant, consent.remote ? [] : ended.filter(({ remote }) => remote))
  await tenant`
    insert into consents (workspace_id, id, assistant_id, visitor_id, notice_hash, history, remote, adult, origin, language,
      gpc, preview, identified, voucher, sealed_receipt, code_hash, given_at, valid_until, expires_at)
    values (${tenant.workspace}, ${consent.id}, ${consent.assistantId}, ${consent.visitorId}, ${hash},
      ${consent.history}, ${consent.remote}, true, ${consent.origin}, ${consent.language}, ${consent.gpc}, ${consent.preview},
      ${consent.identified}, ${consent.voucher}, ${consent.receipt}, ${consent.codeHash}, ${consent.givenAt}, ${consent.validUntil}, ${consent.expiresAt})
  `
}

/** Whether the consent stands at the handle's moment. */
export async function consentStands(tenant: Tenant, id: string): Promise<boolean> {
  const rows = await tenant`
    select from consents
    where workspace_id = ${tenant.workspace} and id = ${id} and withdrawn_at is null and valid_until > ${tenant.now}
  `
  return rows.length > 0
}

/**
 * Withdraws every consent that a visitor gave to an assistant, so that none stands beside another, and tells the
 * processes that make answers. Answers when each was withdrawn.
 */
export async function withdrawConsents(
  tenant: Tenant,
  assistant: string,
  visitor: string,
): Promise<{ id: string; withdrawnAt: Date }[]> {
  // The clock of the process that recorded it may be a little ahead of ours.
  const rows = await tenant<{ id: string; withdrawnAt: Date }[]>`
    update consents set withdrawn_at = coalesce(withdrawn_at, greatest(given_at, ${tenant.now}))
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
    returning id, withdrawn_at as "withdrawnAt"
  `
  await cutOff(tenant, rows)
  return rows
}

/** The assistants of the handle's workspace, and its wrapped key. */
export const assistantsWithKey = (tenant: Tenant) => tenant<{ id: string; sealedKey: Buffer }[]>`
  select a.id, w.sealed_key as "sealedKey"
  from assistants a join workspaces w on w.id = a.workspace_id
  where a.workspace_id = ${tenant.workspace} order by a.id
`

/** In the place of a site: which extension it is, nothing hangs on, and an origin of one would tell people apart. */
export const ownPlace = 'browser extension'

/** An assistant that accounts have agreed to ask, with the wrapped key under which they have their pseudonyms there. */
interface AskedOwn {
  assistant: string
  workspace: string
  workspaceKey: Buffer
}

/** All of them: the pseudonyms tell no account, so that only one by one can be found out which is whose. */
export const askedByAccounts = (keeper: Keeper) => keeper<AskedOwn[]>`
  select distinct c.assistant_id as assistant, c.workspace_id as workspace, w.sealed_key as "workspaceKey"
  from consents c join workspaces w on w.id = c.workspace_id
  where c.origin = ${ownPlace}
`

/**
 * Withdraws what stands of visitors with assistants, pair by pair; locked in the order in which all others lock it. What
 * is being answered under it the caller cuts.
 */
export async function withdrawStanding(
  tenant: Tenant,
  assistants: string[],
  visitors: string[],
): Promise<void> {
  await tenant`
    with standing as (
      select id from consents
      where workspace_id = ${tenant.workspace} and withdrawn_at is null and (assistant_id, visitor_id) in (
        select * from unnest(${assistants}::uuid[], ${visitors}::uuid[])
      )
      order by id for update
    )
    update consents c set withdrawn_at = greatest(c.given_at, ${tenant.now})
    from standing s where c.workspace_id = ${tenant.workspace} and c.id = s.id and c.withdrawn_at is null
  `
}

/** In which workspaces consents stand under some pseudonyms, withdrawn or not. */
export async function consentsIn(keeper: Keeper, visitors: string[]): Promise<string[]> {
  const rows = await keeper<{ workspace: string }[]>`
    select distinct workspace_id as workspace from consents where visitor_id = any(${visitors}::uuid[])
  `
  return rows.map(({ workspace }) => workspace)
}

/**
 * Deletes what visitors agreed and objected to with assistants, pair by pair, and with each consent what is left under
 * it; cuts what is being answered.
 */
export async function eraseProofs(tenant: Tenant, assistants: string[], visitors: string[]): Promise<void> {
  const pairs = tenant`
    (assistant_id, visitor_id) in (
      select * from unnest(${assistants}::uuid[], ${visitors}::uuid[])
    )
  `
  const { workspace } = tenant
  await tenant`select from consents where workspace_id = ${workspace} and ${pairs} order by id for update`
  const gone = await tenant<{ id: string }[]>`
    delete from consents where workspace_id = ${workspace} and ${pairs} returning id
  `
  await tenant`delete from objections where workspace_id = ${workspace} and ${pairs}`
  await cutOff(tenant, gone)
}

/** Tells the processes that make answers, once the transaction stands. */
async function cutOff(tenant: Tenant, consents: readonly { id: string }[]): Promise<void> {
  for (const { id } of consents)
    await tenant`select pg_notify('atavus', ${news({ type: 'withdrawn', consent: id })})`
}

export interface VisitorConsent {
  id: string
  givenAt: Date
  withdrawnAt: Date | null
  noticeHash: Buffer
  /** The notice that was agreed to, without its hash. */
  notice: Omit<Notice, 'hash'>
  /** As it is, of one from before receipts had codes; else sealed. */
  receipt: string | null
  sealed: Buffer | null
}

/** All consents of one visitor, oldest first. */
export function consentsOf(tenant: Tenant, assistant: string, visitor: string) {
  return tenant<VisitorConsent[]>`
    select c.id, c.given_at as "givenAt", c.withdrawn_at as "withdrawnAt", c.notice_hash as "noticeHash", n.content as notice,
      c.receipt, c.sealed_receipt as sealed
    from consents c
    join notices n on n.workspace_id = c.workspace_id and n.assistant_id = c.assistant_id and n.hash = c.notice_hash
    where c.workspace_id = ${tenant.workspace} and c.assistant_id = ${assistant} and c.visitor_id = ${visitor}
    order by c.given_at
  `
}

/** The exact bytes of a notice that somebody agreed to, by their SHA-256; before any workspace is known. */
export async function noticeText(stranger: Stranger, hash: Buffer): Promise<string | undefined> {
  const [row] = await stranger<{ text: string | null }[]>`select find_notice(${hash}) as text`
  return row?.text ?? undefined
}

/** Whose words are under a receipt. */
export interface Claimed {
  workspace: string
  assistant: string
  visitor: string
  consent: string
  /** The id of the site's secret that said who the visitor is: they are, while it counts. Null: nobody said. */
  voucher: string | null
}

/** Whose receipt has a code, by its hash, before any workspace is known. */
export async function visitorByCode(
  stranger: Stranger,
  hash: Buffer,
  moment: Date,
): Promise<Claimed | undefined> {
  const [row] = await stranger<Claimed[]>`
    select workspace, assistant, visitor, consent, voucher from find_visitor(${hash}, ${moment})
  `
  return row
}

/** What a visitor objected to. */
export async function objectionsOf(tenant: Tenant, assistant: string, visitor: string): Promise<'improve'[]> {
  const rows = await tenant<{ purpose: 'improve' }[]>`
    select purpose from objections
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
  `
  return rows.map(({ purpose }) => purpose)
}

/**
 * Waits for whoever erases a visitor's words, and makes them wait until the transaction is over, so that nothing of the
 * visitor is written meanwhile that they do not see. Refuses with `unauthenticated` where nobody is left.
 */
export async function shareConsents(tenant: Tenant, assistant: string, visitor: string): Promise<void> {
  const { count } = await tenant`
    select from consents
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
    order by id for key share
  `
  if (!count) throw new Refusal('unauthenticated')
}

/** Keeps a visitor's objection, or takes it back; it holds from the next thing that would be counted. */
export async function setObjection(
  tenant: Tenant,
  assistant: string,
  visitor: string,
  improve: boolean,
): Promise<void> {
  if (!improve) {
    await tenant`
      delete from objections
      where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
    `
    return
  }
  await shareConsents(tenant, assistant, visitor)
  await tenant`
    insert into objections (workspace_id, assistant_id, visitor_id, purpose, at)
    values (${tenant.workspace}, ${assistant}, ${visitor}, 'improve', ${tenant.now})
    on conflict do nothing
  `
}

/** How many objections are in force. */
export async function countObjections(keeper: Keeper): Promise<number> {
  const [row] = await keeper<{ count: number }[]>`
    select (select count(*) from objections)::int + (select count(*) from accounts where objections <> '{}')::int as count
  `
  return row?.count ?? 0
}
