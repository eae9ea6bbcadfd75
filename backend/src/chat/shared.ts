import { createHmac } from 'node:crypto'
import { charactersOf, type Shared, untilDeleted } from '@atavus/contract/own'
import type { Policy } from '../assistants/policies.ts'
import { sealPage } from '../conversations/sealed.ts'
import type { PageNames } from '../conversations/sources.ts'
import type { Passage } from '../knowledge/passage.ts'
import { pseudonym } from '../lib/ids.ts'
import type { NewPage } from './queries.ts'

/** What makes a conversation an account's own. */
export interface Own {
  account: string
  /** How many days what is said is kept; null: until it is deleted. */
  days: number | null
  /** What goes with the question of pages, the best passages first. */
  shared: readonly Shared[]
}

const dayMs = 24 * 60 * 60 * 1000

/** When what is said now goes, after so many days; null: when it is deleted. */
export const endOf = (now: Date, days: number | null): Date =>
  days === null ? new Date(untilDeleted) : new Date(now.getTime() + days * dayMs)

/** What is shared as a model gets it: chosen by who asks, so nothing fits better. `ids`: of the pages, as they are kept. */
export const sharedPassages = (
  shared: readonly Shared[],
  ids: readonly string[],
  language: string,
): Passage[] =>
  shared.flatMap(({ title, url, passages }, at) =>
    passages.map(({ number, text }) => ({
      id: pseudonym(),
      document: ids[at] ?? '',
      title,
      url,
      heading: '',
      text,
      language,
      score: 1,
      shared: number,
    })),
  )

/** What the pages of passages are called. */
export const namesIn = (passages: readonly Passage[]): PageNames =>
  new Map(passages.map(({ document, title, url }) => [document, { title, url }]))

/** What is shared as it is kept, under the conversation's key. */
export const pagesOf = (
  policy: Policy,
  { account, shared }: Own,
  ids: readonly string[],
  key: Buffer,
): NewPage[] =>
  shared.map((page, at) => {
    const id = ids[at] ?? ''
    const { passages, ...where } = page
    return {
      id,
      site: siteHash(policy.workspaceKey, account, page.origin),
      sealedPage: sealPage(key, id, 'page', where),
      sealedPassages: sealPage(key, id, 'passages', passages),
      characters: charactersOf(page),
    }
  })

/** An origin by which an account finds again what it shared there; it tells nobody which one it is. */
export const siteHash = (workspaceKey: Buffer, account: string, origin: string): Buffer =>
  createHmac('sha256', workspaceKey).update(`site:${account}:${origin}`).digest()
