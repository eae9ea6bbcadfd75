import type { PolicyContent } from '@atavus/contract/policy'
import { notice as news } from '../db/channel.ts'
import type { Keeper, Person, Stranger } from '../db/tenancy.ts'

export interface PolicyRow {
  version: number
  /** In hexadecimal. */
  hash: string
  content: PolicyContent
  summary: string
  significant: boolean
  publishedAt: Date
}

export interface PublishedRow extends PolicyRow {
  told: number
  sent: number
  read: number
}

const columns = (handle: Stranger | Keeper) => handle`
  p.version, encode(p.hash, 'hex') as hash, p.content, p.summary, p.significant, p.published_at as "publishedAt"
`

/** Every version, the latest first. */
export const listPolicies = (stranger: Stranger) => stranger<PolicyRow[]>`
  select ${columns(stranger)} from policies p order by p.version desc
`

/** The same with how many accounts were told, sent to, and have read it. */
export const listPublished = (keeper: Keeper) => keeper<PublishedRow[]>`
  select ${columns(keeper)}, count(n.account_id)::int as told, count(n.sent_at)::int as sent, count(n.read_at)::int as read
  from policies p left join policy_notices n on n.version = p.version
  group by p.version order by p.version desc
`

/** Keeps the next version, and tells every process. Gives its number; undefined: there is one with this content. */
export async function insertPolicy(
  keeper: Keeper,
  policy: Omit<PolicyRow, 'version' | 'hash'> & { hash: Buffer; by: string | null },
): Promise<number | undefined> {
  await keeper`select pg_advisory_xact_lock(hashtext('atavus.policies'))`
  const [row] = await keeper<{ version: number }[]>`
    insert into policies (version, hash, content, summary, significant, published_at, published_by)
    select coalesce(max(version), 0) + 1, ${policy.hash}, ${JSON.stringify(policy.content)}::text::jsonb, ${policy.summary},
      ${policy.significant}, ${policy.publishedAt}, ${policy.by}
    from policies
    on conflict (hash) do nothing
    returning version
  `
  await keeper`select pg_notify('atavus', ${news({ type: 'policy' })})`
  return row?.version
}

/** Keeps the version that the platform was opened with, unless there is one. */
export async function seedPolicy(
  keeper: Keeper,
  policy: Omit<PolicyRow, 'version' | 'hash' | 'summary' | 'significant'> & { hash: Buffer },
): Promise<void> {
  await keeper`
    insert into policies (version, hash, content, summary, significant, published_at)
    values (1, ${policy.hash}, ${JSON.stringify(policy.content)}::text::jsonb, '', true, ${policy.publishedAt})
    on conflict do nothing
  `
}

/** Notes a batch of accounts as told of a version who were there when it was published; answers who they are. */
export async function noteAccounts(keeper: Keeper, version: number, most: number): Promise<string[]> {
  const rows = await keeper<{ account: string }[]>`
    insert into policy_notices (account_id, version, queued_at)
    select a.id, p.version, ${keeper.now}
    from policies p join accounts a on a.created_at < p.published_at
    where p.version = ${version}
      and not exists (select from policy_notices n where n.account_id = a.id and n.version = p.version)
    order by a.id limit ${most}
    on conflict do nothing
    returning account_id as account
  `
  return rows.map(({ account }) => account)
}

export async function noteSent(keeper: Keeper, account: string, version: number): Promise<void> {
  await keeper`
    update policy_notices set sent_at = coalesce(sent_at, ${keeper.now})
    where account_id = ${account} and version = ${version}
  `
}

/** Where an account is told of a version, and what changed; undefined when it is no more. */
export async function noticeToMail(keeper: Keeper, account: string, version: number) {
  const [row] = await keeper<
    { to: string; username: string; language: 'en' | 'de' | null; summary: string; hash: string }[]
  >`
    select a.email as to, a.username, a.language, p.summary, encode(p.hash, 'hex') as hash
    from policy_notices n join accounts a on a.id = n.account_id join policies p on p.version = n.version
    where n.account_id = ${account} and n.version = ${version}
  `
  return row
}

/** The latest significant version that the account has not read. */
export async function unreadPolicy(
  person: Person,
): Promise<{ version: number; hash: string; summary: string; publishedAt: Date } | undefined> {
  const [row] = await person<{ version: number; hash: string; summary: string; publishedAt: Date }[]>`
    select p.version, encode(p.hash, 'hex') as hash, p.summary, p.published_at as "publishedAt"
    from policy_notices n join policies p on p.version = n.version
    where n.account_id = ${person.account} and n.read_at is null
    order by p.version desc limit 1
  `
  return row
}

/** Notes that the account has read a version, and with it those before. */
export async function readPolicies(person: Person, version: number): Promise<void> {
  await person`
    update policy_notices set read_at = ${person.now}
    where account_id = ${person.account} and version <= ${version} and read_at is null
  `
}
