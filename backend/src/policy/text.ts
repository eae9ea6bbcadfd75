import type { PolicyContent } from '@atavus/contract/policy'
import type { Operator, Wording } from './content.ts'

/** A chapter's heading begins so. */
const heading = /^#{1,3}\s+/
/** What ends a sentence: the promises that it makes, as `[P1.4 P1.5]`. */
const marked = /\s*\[(P\d+\.\d+(?:[\s,]+P\d+\.\d+)*)\]/g

/**
 * The content of a text that an operator wrote: `# Heading` lines, paragraphs and lists (`- ` before each item) parted
 * by empty lines, and `[P1.4]` after what makes a promise. Undefined: no chapter, or an empty one.
 */
export function contentOf(text: string): PolicyContent | undefined {
  const chapters: PolicyContent['chapters'] = []
  for (const part of text.replaceAll('\r', '').split(/\n\s*\n|\n(?=#)|(?<=^#.*)\n/m)) {
    const words = part.trim()
    if (!words) continue
    if (heading.test(words)) chapters.push({ title: words.replace(heading, ''), sentences: [] })
    else {
      const chapter = chapters.at(-1)
      if (!chapter) return undefined
      chapter.sentences.push(...sentencesOf(words))
    }
  }
  const whole = chapters.length > 0 && chapters.every(({ sentences }) => sentences.length > 0)
  return whole ? { title: 'Privacy policy', chapters } : undefined
}

/** A paragraph is cut behind each mark, so that every promise stays with its own sentence. */
function sentencesOf(paragraph: string): PolicyContent['chapters'][number]['sentences'] {
  const sentences = []
  let from = 0
  for (const { 0: mark, 1: named = '', index } of paragraph.matchAll(marked)) {
    const text = paragraph.slice(from, index).trim()
    if (text) sentences.push({ text, promises: named.split(/[\s,]+/) })
    from = index + mark.length
  }
  const rest = paragraph.slice(from).trim()
  return rest ? [...sentences, { text: rest, promises: [] }] : sentences
}

/** The text that a content is written as, to go on from. */
export const textOf = ({ chapters }: PolicyContent): string =>
  chapters.map(({ title, sentences }) => [`# ${title}`, ...sentences.map(written)].join('\n\n')).join('\n\n')

const written = ({ text, promises }: { text: string; promises: string[] }): string =>
  promises.length ? `${text} [${promises.join(' ')}]` : text

/** A text with its places filled: `{operator}`, `{address}`, `{contact}` and `{country}`. */
export function filled(text: string, { name, ...rest }: Operator): string {
  const values: Record<string, string> = { ...rest, operator: name }
  return text.replace(/\{(\w+)\}/g, (whole, place: string) => values[place] ?? whole)
}

/** Whether a version names somebody who does not run the platform any more: then the next one is due. */
export function isOutdated({ content, operator }: Wording, today: Operator): boolean {
  const texts = content.chapters.flatMap(({ sentences }) => sentences.map(({ text }) => text))
  return texts.some(text => filled(text, today) !== (operator ? filled(text, operator) : text))
}

/** A passage as it is drawn: paragraphs and lists, in its order. */
export type Block = { paragraph: string } | { items: string[] }

/** What a sentence's text is drawn as: lines that begin with `- ` are a list's items. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  for (const line of text.split('\n')) {
    const item = /^\s*[-*]\s+(.*)$/.exec(line)?.[1]
    const last = blocks.at(-1)
    if (item === undefined && last && 'paragraph' in last) last.paragraph += ` ${line.trim()}`
    else if (item === undefined) blocks.push({ paragraph: line.trim() })
    else if (last && 'items' in last) last.items.push(item)
    else blocks.push({ items: [item] })
  }
  return blocks
}
