import { createHash } from 'node:crypto'
import type { PolicyContent } from '@atavus/contract/policy'
import type { Settings } from '../settings.ts'
import first from './first.json' with { type: 'json' }

/** The first version: the policy that the platform was opened with, each sentence with the promises that it makes. */
export const firstContent: PolicyContent = first
export const firstPublished = '2026-04-23T00:00:00.000Z'

/** A version that comes with the product after the first. */
export interface Shipped {
  content: PolicyContent
  summary: string
  significant: boolean
}

/** In their order; none has come yet. */
export const shipped: readonly Shipped[] = []

/** Whom the places of a text name: who runs the platform. */
export type Operator = Settings['operator']

/** All that a version says. */
export interface Wording {
  content: PolicyContent
  /** Who ran the platform when it was published; null: that was not kept yet. */
  operator: Operator | null
}

/** The bytes, as UTF-8, that a version is known by, whatever order a database keeps their fields in. */
export function wordingBytes({ content, operator }: Wording): string {
  const { title, chapters } = content
  return JSON.stringify({
    title,
    chapters: chapters.map(({ title, sentences }) => ({
      title,
      sentences: sentences.map(({ text, promises }) => ({ text, promises })),
    })),
    ...(operator && { operator: inOrder(operator) }),
  })
}

const inOrder = ({ name, address, contact, country }: Operator): Operator => ({
  name,
  address,
  contact,
  country,
})

/** SHA-256 over these bytes: a version's address. */
export const wordingHash = (wording: Wording): Buffer =>
  createHash('sha256').update(wordingBytes(wording)).digest()

/** The promises that a content names, in its order. */
export const promisesIn = ({ chapters }: PolicyContent): string[] =>
  chapters.flatMap(({ sentences }) => sentences.flatMap(({ promises }) => promises))

/** The promises that the product keeps: those of the first version. */
export const knownPromises: ReadonlySet<string> = new Set(promisesIn(firstContent))
