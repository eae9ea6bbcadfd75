import type { AtLimit } from '@atavus/contract/billing'
import { eraseAssistant } from '../conversations/erase/queries.ts'
import type { Stranger, Tenant } from '../db/tenancy.ts'
import type { Counts } from '../deletions/receipt.ts'
import { newId } from '../lib/ids.ts'
import type { ModelName } from '../models/model.ts'

/** What an owner decides about an assistant. */
export interface AssistantFields {
  name: string
  greeting: string
  instructions: string
  suggestions: string[]
  model: ModelName
  quoteFallback: boolean
  accent: string
  retentionDays: number
  controllerName: string
  controllerContact: string
  controllerAddress: string
  addedNotice: string
  localFallback: boolean
  secondLook: boolean
  regions: string[]
  publicContacts: string[]
  origins: string[]
  messagesPerDay: number
  tokensPerDay: number
  inputTokens: number
  answerTokens: number
  answersAtOnce: number
}

/** An assistant with what it takes from its workspace. */
export interface AssistantRow extends AssistantFields {
  id: string
  /** The oldest first. */
  publicKeys: { id: string; key: string; disabled: boolean }[]
  createdAt: Date
  updatedAt: Date
  timeZone: string
  suspendedAt: Date | null
  /** What happens to a question once its plan's month is used. */
  atLimit: AtLimit
  /** Whether the plan that holds allows models outside our server; null: there are no plans. */
  planRemote: boolean | null
  /** What visitors' identities are signed with, the present one first: sealed, in hexadecimal. */
  identitySecrets: { id: string; sealed: string; since: string; until: string | null }[]
  /** The workspace's key, wrapped by the master key. */
  sealedKey: Buffer
}

/** An assistant with its use on the present day of its workspace. */
export interface AssistantWithUse extends AssistantRow {
  messagesToday: number
  tokensToday: number
}

const columns = (tenant: Tenant) => tenant`
  a.id, a.name, a.greeting, a.instructions, a.suggestions, a.model, a.quote_fallback as "quoteFallback", a.accent,
  a.retention_days as "retentionDays", a.controller_name as "controllerName",
  a.controller_contact as "controllerContact", a.controller_address as "controllerAddress", a.added_notice as "addedNotice", a.origins,
  a.local_fallback as "localFallback", a.second_look as "secondLook", a.regions, a.public_contacts as "publicContacts",
  a.messages_per_day as "messagesPerDay", a.tokens_per_day::float8 as "tokensPerDay",
  a.input_tokens as "inputTokens", a.answer_tokens as "answerTokens", a.answers_at_once as "answersAtOnce",
  (
    select coalesce(json_agg(json_build_object('id', p.id, 'key', p.key, 'disabled', p.disabled_at is not null)
      order by p.created_at, p.id), '[]')
    from public_keys p where p.workspace_id = a.workspace_id and p.assistant_id = a.id
  ) as "publicKeys",
  (
    select coalesce(json_agg(json_build_object('id', i.id, 'sealed', encode(i.sealed_secret, 'hex'),
      'since', i.created_at, 'until', i.until) order by i.until desc nulls first), '[]')
    from identity_secrets i where i.workspace_id = a.workspace_id and i.assistant_id = a.id
  ) as "identitySecrets",
  a.created_at as "createdAt", a.updated_at as "updatedAt",
  w.time_zone as "timeZone", w.suspended_at as "suspendedAt", w.at_limit as "atLimit", w.sealed_key as "sealedKey",
  (select p.remote from plan_of_workspace() p) as "planRemote"
`

/** One assistant of the workspace, or undefined. */
export async function loadAssistant(tenant: Tenant, id: string): Promise<AssistantRow | undefined> {
  const [row] = await tenant<AssistantRow[]>`
    select ${columns(tenant)}
    from assistants a join workspaces w on w.id = a.workspace_id
    where a.workspace_id = ${tenant.workspace} and a.id = ${id}
  `
  return row
}

/** The workspace's assistants, or the one that is named, oldest first; what is reserved counts as used. */
export function listAssistants(tenant: Tenant, id: string | null = null) {
  return tenant<AssistantWithUse[]>`
    select ${columns(tenant)}, coalesce(b.messages, 0) as "messagesToday",
      coalesce(b.tokens_spent + b.tokens_reserved, 0)::float8 as "tokensToday"
    from assistants a
    join workspaces w on w.id = a.workspace_id
    left join budgets b on b.workspace_id = a.workspace_id and b.assistant_id = a.id
      and b.day = (${tenant.now}::timestamptz at time zone w.time_zone)::date
    where a.workspace_id = ${tenant.workspace} and (${id}::uuid is null or a.id = ${id})
    order by a.created_at, a.id
  `
}

export async function insertAssistant(
  tenant: Tenant,
  id: string,
  publicKey: string,
  fields: AssistantFields,
): Promise<void> {
  const row = {
    workspace_id: tenant.workspace,
    id,
    public_key: publicKey,
    created_at: tenant.now,
    updated_at: tenant.now,
    ...named(fields),
  }
  await tenant`insert into assistants ${tenant(row)}`
  await tenant`
    insert into public_keys (workspace_id, assistant_id, id, key, label, created_at)
    values (${tenant.workspace}, ${id}, ${newId(tenant.now)}, ${publicKey}, 'Website', ${tenant.now})
  `
}

/** Changes what is given and nothing else; says whether there was such an assistant. */
export async function updateAssistant(
  tenant: Tenant,
  id: string,
  change: Partial<AssistantFields>,
): Promise<boolean> {
  const row = { ...named(change), updated_at: tenant.now }
  const { count } = await tenant`
    update assistants set ${tenant(row)} where workspace_id = ${tenant.workspace} and id = ${id}
  `
  return count > 0
}

const columnOf: Record<keyof AssistantFields, string> = {
  name: 'name',
  greeting: 'greeting',
  instructions: 'instructions',
  suggestions: 'suggestions',
  model: 'model',
  quoteFallback: 'quote_fallback',
  accent: 'accent',
  retentionDays: 'retention_days',
  controllerName: 'controller_name',
  controllerContact: 'controller_contact',
  controllerAddress: 'controller_address',
  addedNotice: 'added_notice',
  localFallback: 'local_fallback',
  secondLook: 'second_look',
  regions: 'regions',
  publicContacts: 'public_contacts',
  origins: 'origins',
  messagesPerDay: 'messages_per_day',
  tokensPerDay: 'tokens_per_day',
  inputTokens: 'input_tokens',
  answerTokens: 'answer_tokens',
  answersAtOnce: 'answers_at_once',
}

function named(fields: Partial<AssistantFields>) {
  const known = Object.keys(columnOf) as (keyof AssistantFields)[]
  return Object.fromEntries(
    known.filter(name => fields[name] !== undefined).map(name => [columnOf[name], fields[name]]),
  )
}

/**
 * Removes an assistant with its key, knowledge, notices, consents, conversations, messages, budgets and what was asked
 * about it; answers what was said that went with it, undefined where there was none. Messages and requests hang on no
 * foreign key: they go first-hand, and consents a batch at a time, since no statement may take long. The locks are taken in the order in which a turn begins (consent, conversation) and ends (reply, conversation), so
 * that nobody waits in a circle: a turn that has begun is waited for and then erased, a later one finds no consent.
 */
export async function deleteAssistant(tenant: Tenant, id: string): Promise<Counts | undefined> {
  await tenant`
    select from consents where workspace_id = ${tenant.workspace} and assistant_id = ${id} order by id for update
  `
  const gone = await eraseAssistant(tenant, id)
  await tenant`delete from requests where workspace_id = ${tenant.workspace} and assistant_id = ${id}`
  await eraseConsents(tenant, id)
  const { count } = await tenant`
    delete from assistants where workspace_id = ${tenant.workspace} and id = ${id}
  `
  return count > 0 ? gone : undefined
}

const batch = 10_000

async function eraseConsents(tenant: Tenant, id: string): Promise<void> {
  let gone: number
  do {
    const [row] = await tenant<{ gone: number }[]>`select erase_consents(${id}, ${batch}) as gone`
    gone = row?.gone ?? 0
  } while (gone === batch)
}

/** Whose a public key is, before any workspace is known. */
export async function findPublicKey(
  stranger: Stranger,
  key: string,
): Promise<{ workspace: string; assistant: string } | undefined> {
  const [row] = await stranger<{ workspace: string; assistant: string }[]>`
    select workspace, assistant from find_public_key(${key})
  `
  return row
}

/** The origins that any assistant of any workspace welcomes. */
export async function knownOrigins(stranger: Stranger): Promise<ReadonlySet<string>> {
  const rows = await stranger<{ origin: string }[]>`select known_origins as origin from known_origins()`
  return new Set(rows.map(row => row.origin))
}
