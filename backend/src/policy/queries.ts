import { notice as news } from '../db/channel.ts'
import type { Keeper, Person, Stranger } from '../db/tenancy.ts'
import type { MailOutcome } from '../mail/sources.ts'
import type { Wording } from './content.ts'

export interface PolicyRow extends Wording {
  version: number
  /** In hexadecimal; of two versions with the same wording the same. */
  hash: string
  summary: string
  significant: boolean
  publishedAt: Date
}

export interface PublishedRow extends PolicyRow {
  told: number
  /** Mails that a mail server took. */
  sent: number
  /** Mails that lie in the outbox, since there is no mail server. */
  outbox: number
  /** Mails that no mail server takes. */
  failed: number
  /** Mails still to be sent. */
  waiting: number
  read: number
}

const columns = (handle: Stranger | Keeper) => handle`
  p.version, encode(p.hash, 'hex') as hash, p.content, p.operator, p.summary, p.significant,
  p.published_at as "publishedAt"
`

/** Every version, the latest first. */
export const listPolicies = (handle: Stranger | Keeper) => handle<PolicyRow[]>`
  select ${columns(handle)} from policies p order by p.version desc
`

/** The same with how many accounts were told, sent to, wait for their mail, and have read it. */
export const listPublished = (keeper: Keeper) => keeper<PublishedRow[]>`
  select ${columns(keeper)}, ${counts(keeper)}
  from policies p left join policy_notices n on n.version = p.version
  group by p.version order by p.version desc
`

/** How its mail stands. */
const mailState = (keeper: Keeper) => keeper`
  case when n.sent_at is not null then 'sent' when n.undeliverable_at is not null then 'failed'
    when n.outbox_at is not null then 'outbox' else 'waiting' end
`

const counts = (keeper: Keeper) => keeper`
  count(n.account_id)::int as told, count(n.read_at)::int as read,
  count(n.account_id) filter (where ${mailState(keeper)} = 'sent')::int as sent,
  count(n.account_id) filter (where ${mailState(keeper)} = 'outbox')::int as outbox,
  count(n.account_id) filter (where ${mailState(keeper)} = 'failed')::int as failed,
  count(n.account_id) filter (where ${mailState(keeper)} = 'waiting')::int as waiting
`

/** The number of the version that an account agreed to: its id is its day, and its number beyond the first. */
const agreed = (handle: Keeper | Person) => handle`
  case when a.policy_version ~ '^[0-9-]+[.][0-9]+$' then split_part(a.policy_version, '.', 2)::int else 1 end
`

/** Each account that was told of a version, with how that went; the unread first. */
export const listDeliveries = (keeper: Keeper, version: number, most: number) => keeper<
  {
    account: string
    email: string
    queuedAt: Date
    sentAt: Date | null
    readAt: Date | null
    mail: 'sent' | 'outbox' | 'failed' | 'waiting'
  }[]
>`
  select a.id as account, a.email, n.queued_at as "queuedAt", n.sent_at as "sentAt", n.read_at as "readAt",
    ${mailState(keeper)} as mail
  from policy_notices n join accounts a on a.id = n.account_id
  where n.version = ${version}
  order by n.sent_at nulls first, n.read_at nulls first, a.email
  limit ${most}
`

/** Until the transaction's end nobody else publishes a version. */
export async function lockPolicies(keeper: Keeper): Promise<void> {
  await keeper`select pg_advisory_xact_lock(hashtext('atavus.policies'))`
}

/** Keeps the next version, and tells every process. Gives its number; undefined: the latest says the same. */
export async function insertPolicy(
  keeper: Keeper,
  policy: Omit<PolicyRow, 'version' | 'hash'> & { hash: Buffer; by: string | null },
): Promise<number | undefined> {
  await lockPolicies(keeper)
  const [row] = await keeper<{ version: number }[]>`
    insert into policies (version, hash, content, operator, summary, significant, published_at, published_by)
    select coalesce(max(version), 0) + 1, ${policy.hash}, ${json(policy.content)}::text::jsonb,
      ${json(policy.operator)}::text::jsonb, ${policy.summary}, ${policy.significant}, ${policy.publishedAt}, ${policy.by}
    from policies
    having (array_agg(hash order by version desc))[1] is distinct from ${policy.hash}
    returning version
  `
  await keeper`select pg_notify('atavus', ${news({ type: 'policy' })})`
  return row?.version
}

const json = (value: object | null): string | null => value && JSON.stringify(value)

/** Keeps the version that the platform was opened with, unless there is one. */
export async function seedPolicy(
  keeper: Keeper,
  policy: Omit<PolicyRow, 'version' | 'hash' | 'summary' | 'significant'> & { hash: Buffer },
): Promise<void> {
  await keeper`
    insert into policies (version, hash, content, operator, summary, significant, published_at)
    values (1, ${policy.hash}, ${json(policy.content)}::text::jsonb, ${json(policy.operator)}::text::jsonb, '', true,
      ${policy.publishedAt})
    on conflict do nothing
  `
}

/** Notes a batch of accounts as told of a version who agreed to one before it; answers who they are. */
export async function noteAccounts(keeper: Keeper, version: number, most: number): Promise<string[]> {
  const rows = await keeper<{ account: string }[]>`
    insert into policy_notices (account_id, version, queued_at)
    select a.id, p.version, ${keeper.now}
    from policies p join accounts a on ${agreed(keeper)} < p.version
    where p.version = ${version}
      and not exists (select from policy_notices n where n.account_id = a.id and n.version = p.version)
    order by a.id limit ${most}
    on conflict do nothing
    returning account_id as account
  `
  return rows.map(({ account }) => account)
}

export interface NoticesNow {
  told: number
  /** Mails as a version's are counted, over all of them. */
  sent: number
  outbox: number
  failed: number
  waiting: number
  /** Of those that wait, since before the given moment, of accounts that have not read it on the platform either. */
  late: number
  /** Accounts with a significant version, published before that moment, which they neither agreed to nor were told of. */
  untold: number
}

/** How far what was published has come. */
export async function noticesNow(keeper: Keeper, before: Date): Promise<NoticesNow> {
  const [row] = await keeper<NoticesNow[]>`
    select ${counts(keeper)},
      count(*) filter (
        where ${mailState(keeper)} = 'waiting' and n.read_at is null and n.queued_at < ${before}
      )::int as late,
      (select count(*)::int from policies p join accounts a on ${agreed(keeper)} < p.version
       where p.significant and p.published_at < ${before} and a.created_at < ${before}
         and not exists (select from policy_notices n where n.account_id = a.id and n.version >= p.version)) as untold
    from policy_notices n
  `
  return row ?? { told: 0, sent: 0, outbox: 0, failed: 0, waiting: 0, late: 0, untold: 0 }
}

/** A mail about a version, by whom it goes to. */
export interface PolicyMail {
  account: string
  version: number
}

/**
 * A batch of mails that are in line no more and went nowhere: given up while the mail server was away, or, once there is
 * one (`server`), left in the outbox and not read on the platform since.
 */
export const listLost = (keeper: Keeper, server: boolean, most: number) => keeper<PolicyMail[]>`
  select n.account_id as account, n.version
  from policy_notices n
  where n.sent_at is null and n.undeliverable_at is null
    and (n.outbox_at is null or ${server} and n.read_at is null)
    and not exists (
      select from jobs j where j.kind = 'mail' and j.key = 'policy:' || n.version || ':' || n.account_id
    )
  order by n.version, n.account_id limit ${most}
`

/** What has become of a mail: a mail server took it, no server ever will, or it lies in the outbox. */
export async function noteMail(
  keeper: Keeper,
  { account, version }: PolicyMail,
  state: MailOutcome,
): Promise<void> {
  await keeper`
    update policy_notices
    set sent_at = coalesce(sent_at, case when ${state} = 'sent' then ${keeper.now}::timestamptz end),
      undeliverable_at = coalesce(undeliverable_at, case when ${state} = 'failed' then ${keeper.now}::timestamptz end),
      outbox_at = coalesce(outbox_at, case when ${state} = 'outbox' then ${keeper.now}::timestamptz end)
    where account_id = ${account} and version = ${version}
  `
}

/** Where an account is told of a version, and what changed; undefined when it is no more, or was mailed already. */
export async function noticeToMail(keeper: Keeper, account: string, version: number) {
  const [row] = await keeper<
    { to: string; username: string; language: 'en' | 'de' | null; summary: string; hash: string }[]
  >`
    select a.email as to, a.username, a.language, p.summary, encode(p.hash, 'hex') as hash
    from policy_notices n join accounts a on a.id = n.account_id join policies p on p.version = n.version
    where n.account_id = ${account} and n.version = ${version} and n.sent_at is null
  `
  return row
}

/** The latest significant version, if it came after the one that the account agreed to. */
export async function untoldVersion(person: Person): Promise<number | undefined> {
  const [row] = await person<{ version: number }[]>`
    select p.version from policies p join accounts a on ${agreed(person)} < p.version
    where a.id = ${person.account} and p.significant
    order by p.version desc limit 1
  `
  return row?.version
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
