import type { AuditAction, SecurityEvent } from '@atavus/contract/logs'
import type { Keeper, Person, Stranger, Tenant } from '../db/tenancy.ts'
import { newId } from '../lib/ids.ts'
import { type Actor, actorId } from './actor.ts'
import type { AuditDetails } from './audit.ts'
import type { ApiEntry, SecurityEntry } from './entries.ts'

/** Where a page goes on: after the row of this moment and id. */
interface Page {
  before: { at: Date; id: string } | undefined
  limit: number
}

const beyond = (handle: Tenant | Person | Keeper, before: Page['before']) => handle`
  (${before?.at ?? null}::timestamptz is null or (l.at, l.id) < (${before?.at ?? null}, ${before?.id ?? null}::uuid))
`

/** Writes what was gathered and counts each workspace's calls, in one statement. What was written before is left out. */
export async function keepLogs(
  stranger: Stranger,
  api: ApiEntry[],
  security: SecurityEntry[],
): Promise<void> {
  await stranger`
    select keep_logs(${JSON.stringify(api)}::text::jsonb, ${JSON.stringify(security)}::text::jsonb)
  `
}

/** Keeps who did what; in the handle's workspace where none is named. */
export async function insertAudit(
  handle: Tenant | Person | Keeper,
  workspace: string | null,
  by: Actor,
  action: AuditAction,
  { target, fields = [], reason }: AuditDetails,
): Promise<void> {
  await handle`
    insert into audit_log (workspace_id, id, at, by_kind, by_id, action, target, fields, reason)
    values (coalesce(${workspace}::uuid, current_workspace()), ${newId(handle.now)}, ${handle.now}, ${by.kind},
      ${actorId(by)}, ${action}, ${target ?? null}, ${[...fields]}, ${reason ?? null})
  `
}

/** Keeps what an operator did, beyond the life of any workspace; `by` null: whoever is at the command line. */
export async function insertOperatorAct(
  keeper: Keeper,
  by: string | null,
  action: AuditAction,
  target: string | null,
  reason: string | null,
): Promise<void> {
  await keeper`
    insert into operator_log (id, at, by_id, action, target, reason)
    values (${newId(keeper.now)}, ${keeper.now}, ${by}, ${action}, ${target}, ${reason})
  `
}

export interface ApiRow {
  id: string
  at: Date
  method: string
  route: string
  status: number
  ms: number
  kind: 'account' | 'key' | 'visitor' | 'operator' | 'nobody'
  by: string | null
  name: string | null
  network: Buffer
}

/** Requests to the handle's workspace, newest first, with the names of its members and keys. */
export function listApiLog(tenant: Tenant, { before, limit }: Page) {
  return tenant<ApiRow[]>`
    with page as materialized (
      select * from api_log l
      where l.workspace_id = ${tenant.workspace}
        and ${beyond(tenant, before)}
      order by l.at desc, l.id desc
      limit ${limit}
    )
    select p.id, p.at, p.method, p.route, p.status, p.ms, p.by_kind as kind, p.by_id as by,
      coalesce(m.username, k.name) as name, p.network
    from page p
    left join members() m on p.by_kind = 'account' and m.account = p.by_id
    left join api_keys k on p.by_kind = 'key' and k.workspace_id = p.workspace_id and k.id = p.by_id
    order by p.at desc, p.id desc
  `
}

/** Requests to the whole platform, newest first. Keys have names in their workspaces alone. */
export function listPlatformApiLog(keeper: Keeper, { before, limit }: Page) {
  return keeper<ApiRow[]>`
    with page as materialized (
      select * from api_log l
      where l.at > ${keeper.now}::timestamptz - interval '90 days'
        and ${beyond(keeper, before)}
      order by l.at desc, l.id desc
      limit ${limit}
    )
    select p.id, p.at, p.method, p.route, p.status, p.ms, p.by_kind as kind, p.by_id as by, a.username as name, p.network
    from page p
    left join accounts a on p.by_kind in ('account', 'operator') and a.id = p.by_id
    order by p.at desc, p.id desc
  `
}

export interface SecurityRow {
  id: string
  at: Date
  event: SecurityEvent
  account: string | null
  username: string | null
  address: string | null
  detail: string | null
}

/** What happened at the doors of the handle's workspace, newest first. */
export function listSecurityLog(tenant: Tenant, { before, limit }: Page) {
  return tenant<SecurityRow[]>`
    with page as materialized (
      select * from security_log l
      where l.workspace_id = ${tenant.workspace}
        and ${beyond(tenant, before)}
      order by l.at desc, l.id desc
      limit ${limit}
    )
    select p.id, p.at, p.event, p.account_id as account, m.username,
      case when p.at > ${tenant.now}::timestamptz - interval '7 days' then host(p.address) end as address, p.detail
    from page p
    left join members() m on m.account = p.account_id
    order by p.at desc, p.id desc
  `
}

/** What happened at the doors of the handle's account, newest first. */
export function listAccountLog(person: Person, { before, limit }: Page) {
  return person<SecurityRow[]>`
    select l.id, l.at, l.event, l.account_id as account, a.username,
      case when l.at > ${person.now}::timestamptz - interval '7 days' then host(l.address) end as address, l.detail
    from security_log l
    join accounts a on a.id = l.account_id
    where l.account_id = ${person.account}
      and ${beyond(person, before)}
    order by l.at desc, l.id desc
    limit ${limit}
  `
}

/** What happened at the doors of the whole platform, newest first. */
export function listPlatformSecurityLog(keeper: Keeper, { before, limit }: Page) {
  return keeper<SecurityRow[]>`
    with page as materialized (
      select * from security_log l
      where l.at > ${keeper.now}::timestamptz - interval '90 days'
        and ${beyond(keeper, before)}
      order by l.at desc, l.id desc
      limit ${limit}
    )
    select p.id, p.at, p.event, p.account_id as account, a.username,
      case when p.at > ${keeper.now}::timestamptz - interval '7 days' then host(p.address) end as address, p.detail
    from page p
    left join accounts a on a.id = p.account_id
    order by p.at desc, p.id desc
  `
}

export interface AuditRow {
  id: string
  at: Date
  kind: Actor['kind']
  by: string | null
  name: string | null
  action: AuditAction
  target: string | null
  fields: string[]
  reason: string | null
}

/** Who changed what in the handle's workspace, newest first. */
export function listAuditLog(tenant: Tenant, { before, limit }: Page) {
  return tenant<AuditRow[]>`
    with page as materialized (
      select * from audit_log l
      where l.workspace_id = ${tenant.workspace}
        and ${beyond(tenant, before)}
      order by l.at desc, l.id desc
      limit ${limit}
    )
    select p.id, p.at, p.by_kind as kind, p.by_id as by, coalesce(m.username, k.name) as name, p.action, p.target,
      p.fields, p.reason
    from page p
    left join members() m on p.by_kind = 'account' and m.account = p.by_id
    left join api_keys k on p.by_kind = 'key' and k.workspace_id = p.workspace_id and k.id = p.by_id
    order by p.at desc, p.id desc
  `
}

/** What operators did, newest first. What the operators' own log tells is not told again from that of a workspace. */
export function listOperatorActs(keeper: Keeper, { before, limit }: Page) {
  return keeper<AuditRow[]>`
    with acts as (
      (
        select l.id, l.at, l.by_kind, l.by_id, l.action, l.target, l.reason from audit_log l
        where l.by_kind = 'operator' and l.action not like 'account.%' and l.action <> 'operator.access'
          and l.at > ${keeper.now}::timestamptz - interval '1 year'
          and ${beyond(keeper, before)}
        order by l.at desc, l.id desc
        limit ${limit}
      )
      union all
      (
        select l.id, l.at, case when l.by_id is null then 'platform' else 'operator' end, l.by_id, l.action, l.target, l.reason
        from operator_log l
        where l.at > ${keeper.now}::timestamptz - interval '1 year'
          and ${beyond(keeper, before)}
        order by l.at desc, l.id desc
        limit ${limit}
      )
    )
    select l.id, l.at, l.by_kind as kind, l.by_id as by, a.username as name, l.action, l.target, '{}'::text[] as fields,
      l.reason
    from acts l
    left join accounts a on a.id = l.by_id
    order by l.at desc, l.id desc
    limit ${limit}
  `
}
