import { noticeFor, noticeLanguages, type Platform } from '../consent/notice.ts'
import { recipients } from '../egress/recipients.ts'
import { type IdentitySecret, openIdentitySecret } from '../identity/secret.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import type { ModelName } from '../models/model.ts'
import type { World } from '../world.ts'
import { type AssistantRow, findPublicKey, knownOrigins, loadAssistant } from './queries.ts'

type Reshaped = 'origins' | 'sealedKey' | 'publicKeys' | 'suspendedAt' | 'identitySecrets' | 'planRemote'

/** An assistant as gates and answers need it, kept in memory: `model` is the one that its plan lets answer. */
export interface Policy extends Omit<AssistantRow, Reshaped> {
  workspace: string
  /** The oldest of its public keys. */
  key: string
  /** All of them, by id. */
  keys: ReadonlyMap<string, { key: string; disabled: boolean }>
  /** Whether its workspace is suspended. */
  suspended: boolean
  origins: ReadonlySet<string>
  workspaceKey: Buffer
  /** What the owner's server signs its visitors' identities with; none: they are not taken. */
  identitySecrets: readonly IdentitySecret[]
  /** The hashes of its notice as it reads now, one for each language. */
  noticeHashes(platform: Platform): ReadonlySet<string>
}

export interface Policies {
  byKey(publicKey: string): Promise<Policy | undefined>
  byId(workspace: string, assistant: string): Promise<Policy | undefined>
  /** Whether any assistant welcomes the origin: all that a preflight may know. */
  knowsOrigin(origin: string): Promise<boolean>
  /** Whoever changed an assistant here need not wait for the news of it. */
  forget(assistant: string): void
}

interface Kept<T> {
  until: number
  value: Promise<T>
}

const keepFor = 60_000
const most = 10_000

/** Keeps policies for a minute, and forgets one as soon as a process tells that it changed. */
export function createPolicies(world: World): Policies {
  const policies = new Map<string, Kept<Policy | undefined>>()
  const keys = new Map<string, Kept<{ workspace: string; assistant: string } | undefined>>()
  const origins = new Map<string, Kept<ReadonlySet<string>>>()
  const forget = (assistant: string) => {
    policies.delete(assistant)
    keys.clear()
    origins.clear()
  }
  world.hear(news => {
    // What is suspended is suspended with all its assistants; that is rare, so all are asked for anew.
    if (news.type === 'missed' || (news.type === 'revoked' && news.kind === 'workspace')) policies.clear()
    if (news.type === 'missed' || news.type === 'assistant') forget(news.type === 'assistant' ? news.id : '')
  })
  const byId = (workspace: string, assistant: string) =>
    remembered(world, policies, assistant, () => load(world, workspace, assistant)).then(policy =>
      policy?.workspace === workspace ? policy : undefined,
    )
  return {
    byId,
    byKey: async publicKey => {
      const found = await remembered(world, keys, publicKey, () =>
        findPublicKey(world.db.stranger, publicKey),
      )
      return found && byId(found.workspace, found.assistant)
    },
    knowsOrigin: async origin =>
      (await remembered(world, origins, '', () => knownOrigins(world.db.stranger))).has(origin),
    forget,
  }
}

function remembered<T>(
  world: World,
  kept: Map<string, Kept<T>>,
  key: string,
  find: () => Promise<T>,
): Promise<T> {
  const now = world.now().getTime()
  const known = kept.get(key)
  if (known && known.until > now) return known.value
  if (kept.size >= most) kept.clear()
  const value = find()
  kept.set(key, { until: now + keepFor, value })
  value.catch(() => kept.delete(key))
  return value
}

async function load(world: World, workspace: string, id: string): Promise<Policy | undefined> {
  const row = await world.db.tenant(workspace, tenant => loadAssistant(tenant, id))
  if (!row) return undefined
  const { origins, sealedKey, publicKeys, suspendedAt, identitySecrets, planRemote, ...rest } = row
  const workspaceKey = unwrapWorkspaceKey(world.secrets.master, workspace, sealedKey)
  let hashes: { under: string; all: ReadonlySet<string> } | undefined
  const policy: Policy = {
    ...rest,
    model: planRemote || !world.payments ? row.model : modelHere(world, row),
    workspace,
    key: publicKeys[0]?.key ?? '',
    keys: new Map(publicKeys.map(({ id, key, disabled }) => [id, { key, disabled }])),
    suspended: suspendedAt !== null,
    origins: new Set(origins),
    workspaceKey,
    identitySecrets: identitySecrets.map(({ id, sealed, until }) => ({
      id,
      secret: openIdentitySecret(workspaceKey, id, Buffer.from(sealed, 'hex')),
      until: until === null ? null : new Date(until),
    })),
    noticeHashes: platform => {
      const { significant } = platform.policy.now()
      if (hashes?.under === significant) return hashes.all
      const all = new Set(noticeLanguages.map(language => noticeFor(policy, platform, language).hash))
      hashes = { under: significant, all }
      return all
    },
  }
  return policy
}

/** Who answers where words may not leave our server: the assistant's own model, or what stands in for one outside. */
export function modelHere({ models }: World, { model, localFallback }: Answering): ModelName {
  if (!recipients[model]) return model
  return localFallback && models.ollama ? 'ollama' : 'quote'
}

type Answering = Pick<AssistantRow, 'model' | 'localFallback'>
