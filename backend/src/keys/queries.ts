import type { Scope } from '@atavus/contract/rights'
import type { Stranger, Tenant } from '../db/tenancy.ts'

export interface FoundKey {
  workspace: string
  key: string
  name: string
  scopes: Scope[]
  disabled: boolean
  suspended: boolean
  /** Whether it was not used within the last minute. */
  idle: boolean
}

/** Whose a secret is, by its hash, before any workspace is known; undefined when its time is over. */
export async function findApiKey(
  stranger: Stranger,
  hash: Buffer,
  moment: Date,
): Promise<FoundKey | undefined> {
  const [row] = await stranger<FoundKey[]>`
    select workspace, key, name, scopes, disabled, suspended, idle from find_api_key(${hash}, ${moment})
  `
  return row
}

/** Notes that a key was used, to a minute. */
export const touchApiKey = (tenant: Tenant, key: string) => tenant`
  update api_keys set last_used_at = ${tenant.now}
  where workspace_id = ${tenant.workspace} and id = ${key}
    and (last_used_at is null or last_used_at < ${tenant.now}::timestamptz - interval '1 minute')
`

/** Takes the turn to warn the owners that a browser holds a key: once a day. */
export async function takeWarning(tenant: Tenant, key: string): Promise<boolean> {
  const { count } = await tenant`
    update api_keys set warned_at = ${tenant.now}
    where workspace_id = ${tenant.workspace} and id = ${key}
      and (warned_at is null or warned_at < ${tenant.now}::timestamptz - interval '1 day')
  `
  return count > 0
}

export interface ApiKeyRow {
  id: string
  name: string
  scopes: Scope[]
  ending: string
  createdBy: string | null
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  disabledAt: Date | null
  previousUntil: Date | null
}

/** The workspace's API keys, or the one that is named, newest first. */
export const listApiKeys = (tenant: Tenant, id: string | null = null) => tenant<ApiKeyRow[]>`
  select k.id, k.name, k.scopes, k.ending, m.username as "createdBy", k.created_at as "createdAt",
    k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.disabled_at as "disabledAt",
    case when k.previous_until > ${tenant.now} then k.previous_until end as "previousUntil"
  from api_keys k left join members() m on m.account = k.created_by
  where k.workspace_id = ${tenant.workspace} and (${id}::uuid is null or k.id = ${id})
  order by k.created_at desc, k.id desc
`

export interface NewApiKeyRow {
  id: string
  name: string
  scopes: Scope[]
  hash: Buffer
  ending: string
  createdBy: string
  expiresAt: Date | null
}

/** Keeps a new key unless the workspace has `most` already; says whether it did. */
export async function insertApiKey(tenant: Tenant, key: NewApiKeyRow, most: number): Promise<boolean> {
  await tenant`select pg_advisory_xact_lock(hashtextextended(${`api-keys:${tenant.workspace}`}, 0))`
  const { count } = await tenant`
    insert into api_keys (workspace_id, id, name, scopes, hash, ending, created_by, created_at, expires_at)
    select ${tenant.workspace}, ${key.id}, ${key.name}, ${key.scopes}::text[], ${key.hash}, ${key.ending},
      ${key.createdBy}, ${tenant.now}, ${key.expiresAt}
    where (select count(*) from api_keys where workspace_id = ${tenant.workspace}) < ${most}
  `
  return count > 0
}

/** Changes what is given; says whether there is such a key. */
export async function changeApiKey(
  tenant: Tenant,
  id: string,
  change: { name?: string; scopes?: Scope[]; disabled?: boolean },
): Promise<boolean> {
  const { name = null, scopes = null, disabled = null } = change
  const { count } = await tenant`
    update api_keys set
      name = coalesce(${name}, name), scopes = coalesce(${scopes}::text[], scopes),
      disabled_at = case ${disabled}::boolean
        when true then coalesce(disabled_at, ${tenant.now}) when false then null else disabled_at end
    where workspace_id = ${tenant.workspace} and id = ${id}
  `
  return count > 0
}

/** Puts a new secret in; the former one works until `until`. A third one does not: what it was rotated from ends now. */
export async function rotateApiKey(
  tenant: Tenant,
  id: string,
  { hash, ending }: { hash: Buffer; ending: string },
  until: Date,
): Promise<boolean> {
  const { count } = await tenant`
    update api_keys set previous_hash = hash, previous_until = ${until}, hash = ${hash}, ending = ${ending}
    where workspace_id = ${tenant.workspace} and id = ${id}
  `
  return count > 0
}

export async function deleteApiKey(tenant: Tenant, id: string): Promise<boolean> {
  const { count } = await tenant`
    delete from api_keys where workspace_id = ${tenant.workspace} and id = ${id}
  `
  return count > 0
}

export interface PublicKeyRow {
  id: string
  key: string
  label: string
  createdAt: Date
  disabledAt: Date | null
}

/** An assistant's public keys, or the one that is named, oldest first. */
export const listPublicKeys = (tenant: Tenant, assistant: string, id: string | null = null) => tenant<
  PublicKeyRow[]
>`
  select id, key, label, created_at as "createdAt", disabled_at as "disabledAt" from public_keys
  where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and (${id}::uuid is null or id = ${id})
  order by created_at, id
`

/** Keeps a new public key unless the assistant has `most` already; says whether it did. */
export async function insertPublicKey(
  tenant: Tenant,
  assistant: string,
  { id, key, label }: { id: string; key: string; label: string },
  most: number,
): Promise<boolean> {
  await tenant`select pg_advisory_xact_lock(hashtextextended(${`public-keys:${assistant}`}, 0))`
  const { count } = await tenant`
    insert into public_keys (workspace_id, assistant_id, id, key, label, created_at)
    select ${tenant.workspace}, a.id, ${id}, ${key}, ${label}, ${tenant.now} from assistants a
    where a.workspace_id = ${tenant.workspace} and a.id = ${assistant}
      and (select count(*) from public_keys where workspace_id = ${tenant.workspace} and assistant_id = ${assistant}) < ${most}
  `
  return count > 0
}

export async function changePublicKey(
  tenant: Tenant,
  assistant: string,
  id: string,
  change: { label?: string; disabled?: boolean },
): Promise<boolean> {
  const { label = null, disabled = null } = change
  const { count } = await tenant`
    update public_keys set
      label = coalesce(${label}, label),
      disabled_at = case ${disabled}::boolean
        when true then coalesce(disabled_at, ${tenant.now}) when false then null else disabled_at end
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and id = ${id}
  `
  return count > 0
}

/** Deletes a public key unless it is the assistant's only one; says whether it is gone. */
export async function deletePublicKey(tenant: Tenant, assistant: string, id: string): Promise<boolean> {
  await tenant`
    select from public_keys where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} order by id for update
  `
  const { count } = await tenant`
    delete from public_keys
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and id = ${id}
      and (select count(*) from public_keys where workspace_id = ${tenant.workspace} and assistant_id = ${assistant}) > 1
  `
  return count > 0
}
