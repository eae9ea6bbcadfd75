import type { Notice } from '@atavus/contract/chat'
import { notice as news } from '../db/channel.ts'
import type { Tenant } from '../db/tenancy.ts'

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
  receipt: string
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
    values (${tenant.workspace}, ${consent.assistantId}, ${hash}, ${notice.language}, ${JSON.stringify(notice)}::jsonb, ${tenant.now})
    on conflict do nothing
  `
  await tenant`
    update consents set withdrawn_at = greatest(given_at, ${tenant.now})
    where workspace_id = ${tenant.workspace} and assistant_id = ${consent.assistantId}
      and visitor_id = ${consent.visitorId} and withdrawn_at is null
      and (id = ${before} or not (${consent.identified} and notice_hash = ${hash} and remote = ${consent.remote}))
  `
  await tenant`
    insert into consents (workspace_id, id, assistant_id, visitor_id, notice_hash, history, remote, adult, origin, language,
      gpc, preview, identified, receipt, given_at, valid_until, expires_at)
    values (${tenant.workspace}, ${consent.id}, ${consent.assistantId}, ${consent.visitorId}, ${hash},
      ${consent.history}, ${consent.remote}, true, ${consent.origin}, ${consent.language}, ${consent.gpc}, ${consent.preview},
      ${consent.identified}, ${consent.receipt}, ${consent.givenAt}, ${consent.validUntil}, ${consent.expiresAt})
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
 * Withdraws every consent that a visitor gave to an assistant, so that none stands beside the one that is named, and
 * tells the processes that make answers. Answers when the named one was withdrawn; undefined when there is none.
 */
export async function withdrawConsents(
  tenant: Tenant,
  assistant: string,
  visitor: string,
  named: string,
): Promise<Date | undefined> {
  // The clock of the process that recorded it may be a little ahead of ours.
  const rows = await tenant<{ id: string; withdrawnAt: Date }[]>`
    update consents set withdrawn_at = coalesce(withdrawn_at, greatest(given_at, ${tenant.now}))
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
    returning id, withdrawn_at as "withdrawnAt"
  `
  for (const { id } of rows)
    await tenant`select pg_notify('atavus', ${news({ type: 'withdrawn', consent: id })})`
  return rows.find(row => row.id === named)?.withdrawnAt
}

export interface VisitorConsent {
  id: string
  givenAt: Date
  withdrawnAt: Date | null
  noticeHash: Buffer
  receipt: string
}

/** All consents of one visitor, oldest first. */
export function consentsOf(tenant: Tenant, assistant: string, visitor: string) {
  return tenant<VisitorConsent[]>`
    select id, given_at as "givenAt", withdrawn_at as "withdrawnAt", notice_hash as "noticeHash", receipt
    from consents
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${visitor}
    order by given_at
  `
}
