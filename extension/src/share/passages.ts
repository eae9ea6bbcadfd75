import type { Block } from '../page/page.ts'

/** A piece of a page that can be sent and cited by itself. */
export interface Passage {
  heading: string
  text: string
}

/** A passage as it goes out. */
export const written = ({ heading, text }: Passage): string => (heading ? `${heading}\n${text}` : text)

/** In characters: what a passage has at most, and what it grows towards. */
const most = 1400
const wanted = 800

/** Cuts a page into passages: neighbours under one heading come together, what is long is cut where a sentence ends. */
export function passagesOf(blocks: Block[]): Passage[] {
  const passages: Passage[] = []
  for (const { heading, text } of blocks.flatMap(pieces)) {
    const last = passages.at(-1)
    const joined =
      last && last.heading === heading && last.text.length < wanted ? `${last.text}\n${text}` : ''
    if (last && joined && joined.length <= most) last.text = joined
    else passages.push({ heading, text })
  }
  return passages
}

function pieces({ heading, text }: Block): Block[] {
  const cut: Block[] = []
  let rest = text
  while (rest.length > most) {
    const at = endOfSentence(rest.slice(0, most))
    cut.push({ heading, text: rest.slice(0, at).trimEnd() })
    rest = rest.slice(at).trimStart()
  }
  return rest ? [...cut, { heading, text: rest }] : cut
}

/** The last place where a sentence ends, or a line, or a word; never in the middle of a sign of two halves. */
function endOfSentence(text: string): number {
  for (const pattern of [/[.!?…。！？]["'”’»)\]]*(?=\s)/g, /\n/g, /\s/g]) {
    const last = [...text.matchAll(pattern)].at(-1)
    if (last && last.index > text.length / 3) return last.index + last[0].length
  }
  return /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length
}
