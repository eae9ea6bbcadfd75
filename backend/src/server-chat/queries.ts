import type { Tenant } from '../db/tenancy.ts'

export interface PersonConsent {
  id: string
  noticeHash: string
  origin: string
  language: string
  remote: boolean
  /** Whether the person's browser asked not to share, as their server passed on. */
  gpc: boolean
  /** Whether it holds at the handle's moment. */
  stands: boolean
  /** Whether they object to being counted for improvement. */
  uncounted: boolean
}

/** The last consent that a person gave to an assistant, whatever became of it: one row or none. */
export const lastConsent = (tenant: Tenant, assistant: string, person: string) => tenant<PersonConsent[]>`
  select id, encode(notice_hash, 'hex') as "noticeHash", origin, language, remote, gpc,
    withdrawn_at is null and valid_until > ${tenant.now} as stands,
    exists (
      select from objections o
      where o.workspace_id = c.workspace_id and o.assistant_id = c.assistant_id and o.visitor_id = c.visitor_id
        and o.purpose = 'improve'
    ) as uncounted
  from consents c
  where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and visitor_id = ${person}
  order by withdrawn_at is null desc, given_at desc, id desc limit 1
`

export interface KeptAnswer {
  sealed: Buffer
  createdAt: Date
  thumb: 'up' | 'down' | null
}

/** An ended answer as it is kept. */
export async function keptAnswer(
  tenant: Tenant,
  { id, conversation, expiresAt }: { id: string; conversation: string; expiresAt: Date },
): Promise<KeptAnswer | undefined> {
  const [row] = await tenant<KeptAnswer[]>`
    select sealed, created_at as "createdAt", thumb from messages
    where workspace_id = ${tenant.workspace} and conversation_id = ${conversation} and expires_at = ${expiresAt} and id = ${id}
  `
  return row
}
