import type { News } from '../db/channel.ts'
import type { Database } from '../db/tenancy.ts'
import { contentHash, firstContent, firstPublished } from './content.ts'
import { listPolicies, type PolicyRow, seedPolicy } from './queries.ts'

/** The policy that holds, as sign-up, notices and receipts name it. */
export interface Published {
  version: number
  /** In hexadecimal, of its content. */
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
  db: Database
  hear(heard: (news: News) => void): () => void
  fault(error: unknown): void
}

/** Reads what is published, and keeps the first version where nothing is. */
export async function openPublished({ db, hear, fault }: Parts): Promise<PolicyBook> {
  const publishedAt = new Date(firstPublished)
  const hash = contentHash(firstContent)
  await db.keeper(keeper => seedPolicy(keeper, { hash, content: firstContent, publishedAt }))
  let rows: readonly PolicyRow[] = await listPolicies(db.stranger)
  const again = async () => {
    rows = await listPolicies(db.stranger)
  }
  hear(news => {
    if (news.type === 'policy' || news.type === 'missed') again().catch(fault)
  })
  return { now: () => published(rows), all: () => rows, again }
}

function published(rows: readonly PolicyRow[]): Published {
  const [latest] = rows
  if (!latest) throw new Error('no policy is published')
  const { version, hash, publishedAt } = latest
  const day = publishedAt.toISOString().slice(0, 10)
  return {
    version,
    hash,
    publishedAt,
    id: version === 1 ? day : `${day}.${version}`,
    significant: rows.find(({ significant }) => significant)?.hash ?? hash,
  }
}
