import { createHash } from 'node:crypto'
import type { PolicyContent } from '@atavus/contract/policy'
import first from './first.json' with { type: 'json' }

/** The first version: the policy that the platform was opened with, each sentence with the promises that it makes. */
export const firstContent: PolicyContent = first
export const firstPublished = '2026-04-23T00:00:00.000Z'

/** What a version is known by: SHA-256 over its content, whatever order a database keeps its fields in. */
export function contentHash({ title, chapters }: PolicyContent): Buffer {
  const canonical = {
    title,
    chapters: chapters.map(({ title, sentences }) => ({
      title,
      sentences: sentences.map(({ text, promises }) => ({ text, promises })),
    })),
  }
  return createHash('sha256').update(JSON.stringify(canonical)).digest()
}

/** A chapter's heading begins so; paragraphs are parted by empty lines. */
const heading = /^#{1,3}\s+/

/** The content of a text that an operator wrote: `# Heading` lines and paragraphs. Undefined: no chapter, or an empty one. */
export function contentOf(text: string): PolicyContent | undefined {
  const chapters: PolicyContent['chapters'] = []
  for (const part of text.replaceAll('\r', '').split(/\n{2,}|\n(?=#)|(?<=^#.*)\n/m)) {
    const words = part.trim()
    if (!words) continue
    if (heading.test(words)) chapters.push({ title: words.replace(heading, ''), sentences: [] })
    else {
      const chapter = chapters.at(-1)
      if (!chapter) return undefined
      chapter.sentences.push({ text: words, promises: [] })
    }
  }
  const whole = chapters.length > 0 && chapters.every(({ sentences }) => sentences.length > 0)
  return whole ? { title: 'Privacy policy', chapters } : undefined
}
