import type { PolicyContent } from '@atavus/contract/policy'
import type { News } from '../db/channel.ts'
import type { Database, Keeper } from '../db/tenancy.ts'
import type { Settings } from '../settings.ts'
import {
  firstContent,
  firstPublished,
  type Operator,
  type Shipped,
  shipped,
  wordingBytes,
  wordingHash,
} from './content.ts'
import { queueTelling } from './publish.ts'
import { insertPolicy, listPolicies, lockPolicies, type PolicyRow, seedPolicy } from './queries.ts'

/** The policy that holds, as sign-up, notices and receipts name it. */
export interface Published {
  version: number
  /** In hexadecimal, of its wording. */
  hash: string
  /** What an account keeps of the one it agreed to: its day, and its number beyond the first. */
  id: string
  publishedAt: Date
  /** The hash of the latest version that changed something significant. */
  significant: string
}

/** Every process keeps what is published, and hears of the next one. */
export interface PolicyBook {
  now(): Published
  /** Every version, the latest first. */
  all(): readonly PolicyRow[]
  /** Reads them anew: whoever published one need not wait for the news of it. */
  again(): Promise<void>
}

interface Parts {
  settings: Pick<Settings, 'operator'>
  db: Database
  hear(heard: (news: News) => void): () => void
  fault(error: unknown): void
}

/**
 * Reads what is published, and keeps the first version where nothing is. Versions that come later with the product are
 * published by themselves for as long as no operator has written one: from then on the words are theirs.
 */
export async function openPublished(
  { settings, db, hear, fault }: Parts,
  later: readonly Shipped[] = shipped,
): Promise<PolicyBook> {
  const { operator } = settings
  const first = { content: firstContent, operator, publishedAt: new Date(firstPublished) }
  await db.keeper(keeper => seedPolicy(keeper, { ...first, hash: wordingHash(first) }))
  for (const one of later) await db.keeper(keeper => publishShipped(keeper, one, later, operator))
  let rows: readonly PolicyRow[] = await listPolicies(db.stranger)
  const again = async () => {
    rows = await listPolicies(db.stranger)
  }
  hear(news => {
    if (news.type === 'policy' || news.type === 'missed') again().catch(fault)
  })
  return { now: () => published(rows), all: () => rows, again }
}

/** Another process may be about to publish the same one. */
async function publishShipped(
  keeper: Keeper,
  one: Shipped,
  all: readonly Shipped[],
  operator: Operator,
): Promise<void> {
  await lockPolicies(keeper)
  const ours = new Set([firstContent, ...all.map(({ content }) => content)].map(wordsOf))
  const there = (await listPolicies(keeper)).map(({ content }) => wordsOf(content))
  if (there.includes(wordsOf(one.content)) || there.some(words => !ours.has(words))) return
  const policy = { ...one, operator, hash: wordingHash({ ...one, operator }), publishedAt: keeper.now }
  const version = await insertPolicy(keeper, { ...policy, by: null })
  if (version && one.significant) await queueTelling(keeper, version)
}

/** A content alone, to be compared. */
const wordsOf = (content: PolicyContent): string => wordingBytes({ content, operator: null })

function published(rows: readonly PolicyRow[]): Published {
  const [latest] = rows
  if (!latest) throw new Error('no policy is published')
  const { version, hash, publishedAt } = latest
  return {
    version,
    hash,
    publishedAt,
    id: versionId(latest),
    significant: rows.find(({ significant }) => significant)?.hash ?? hash,
  }
}

/** What a version is named by, also where another has the same hash. */
export function versionId({ version, publishedAt }: Pick<PolicyRow, 'version' | 'publishedAt'>): string {
  const day = publishedAt.toISOString().slice(0, 10)
  return version === 1 ? day : `${day}.${version}`
}
