import { type Block, blocksOf, isDelimiter } from '../knowledge/blocks.ts'
import { sentencesOf } from '../knowledge/sentences.ts'

const enough = 320
const most = 600
const mostRows = 8
/** So many of a question's words are looked for: each is compared with each word of a passage. */
const mostAsked = 100

/** A sentence, an item or a row, where it stands, and which of the question's words stand in it. */
interface Unit {
  block: number
  /** Among those of its block. */
  place: number
  text: string
  hits: Set<number>
}

/**
 * The part of a passage that says most about the question's words: its sentences, items and rows in their order,
 * a table always with its head. A short passage comes whole; one that shares no word with the question begins
 * at its beginning. Takes and gives Markdown; links become their labels.
 */
export function excerpt(text: string, question: string[]): string {
  const blocks = blocksOf(withoutLinks(text)).filter(({ kind }) => kind !== 'heading')
  const asked = [...new Set(question)].slice(0, mostAsked)
  const units = blocks.flatMap((block, at) => unitsOf(block, at, asked))
  if (lengthOf(units) <= enough && !blocks.some(({ kind }) => kind === 'table')) return written(blocks, units)
  return written(blocks, chosen(blocks, units))
}

/** Without accents and vowel signs, which people leave out as they like. */
export const bare = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss')

/** The words that a sentence can be searched for, in small letters without accents. */
export function wordsOf(text: string, silent: ReadonlySet<string>): string[] {
  const all = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return all.filter(word => !silent.has(word) && (word.length > 2 || /\d/.test(word))).map(bare)
}

function unitsOf(block: Block, at: number, question: string[]): Unit[] {
  const whole = block.lines.join('\n')
  const texts =
    block.kind === 'paragraph' ? sentencesOf(whole) : block.kind === 'code' ? [whole] : block.lines
  const rows = block.kind === 'table' && isDelimiter(texts[1] ?? '') ? texts.slice(2) : texts
  return rows.map((text, place) => ({ block: at, place, text, hits: hitsIn(text, question) }))
}

function hitsIn(text: string, question: string[]): Set<number> {
  const words = [...new Set(wordsOf(text, nothing))]
  const hits = question.map((asked, at) => (words.some(word => alike(asked, word)) ? at : -1))
  return new Set(hits.filter(at => at >= 0))
}

/** Words that begin alike, or a compound that ends in the other: `wash` and `washing`, `Decke` and `Wolldecke`. */
function alike(one: string, other: string): boolean {
  if (one === other) return true
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length < 4 || /\d/.test(short)) return false
  const stem = short.slice(0, Math.max(4, short.length - 2))
  return (long.startsWith(stem) && long.length - short.length < 5) || long.endsWith(short)
}

/** The units that bring most of the question's words, rare ones first, each with what belongs to it. */
function chosen(blocks: Block[], units: Unit[]): Unit[] {
  const times = new Map<number, number>()
  for (const { hits } of units) for (const hit of hits) times.set(hit, (times.get(hit) ?? 0) + 1)
  const worth = (hit: number) => 1 / (times.get(hit) ?? 1)
  const taken = new Set<Unit>()
  const covered = new Set<number>()
  for (;;) {
    const gain = (unit: Unit) =>
      [...unit.hits].reduce((sum, hit) => sum + (covered.has(hit) ? 0 : worth(hit)), 0)
    const best = units.reduce((a, b) => (gain(b) > gain(a) ? b : a))
    if (gain(best) === 0) break
    const more = surroundings(blocks[best.block]!, units, best).filter(unit => !taken.has(unit))
    if (taken.size > 0 && lengthOf([...taken, ...more]) > most) break
    for (const unit of more) {
      taken.add(unit)
      for (const hit of unit.hits) covered.add(hit)
    }
  }
  return taken.size > 0 ? units.filter(unit => taken.has(unit)) : beginning(blocks, units)
}

/** What is said together with a unit: the other steps of a short list, the sentence after, rows as telling. */
function surroundings(block: Block, units: Unit[], unit: Unit): Unit[] {
  const siblings = units.filter(other => other.block === unit.block)
  if (block.kind === 'table')
    return siblings.filter(other => [...unit.hits].every(hit => other.hits.has(hit))).slice(0, mostRows)
  if (lengthOf(siblings) <= enough) return siblings
  const at = siblings.indexOf(unit)
  return block.kind === 'paragraph' ? siblings.slice(at, at + 2) : [unit]
}

function beginning(blocks: Block[], units: Unit[]): Unit[] {
  const taken: Unit[] = []
  for (const unit of units) {
    const isRow = blocks[unit.block]!.kind === 'table'
    if (taken.length > 0 && lengthOf([...taken, unit]) > (isRow ? most : enough)) break
    taken.push(unit)
  }
  return taken
}

/** Puts units together as their blocks were; what was left out between two sentences shows as `…`. */
function written(blocks: Block[], units: Unit[]): string {
  const parts = blocks.map((block, at) => {
    const own = units.filter(unit => unit.block === at)
    if (own.length === 0) return ''
    const [first = '', second = ''] = block.lines
    if (block.kind === 'table')
      return [...(isDelimiter(second) ? [first, second] : []), ...own.map(({ text }) => text)].join('\n')
    if (block.kind !== 'paragraph') return own.map(({ text }) => text).join('\n')
    return sentences(own).trim()
  })
  return parts.filter(Boolean).join('\n\n')
}

const sentences = (own: Unit[]): string =>
  own.reduce((text, unit, at) => {
    const follows = at === 0 || own[at - 1]?.place === unit.place - 1
    return follows ? text + unit.text : `${text.trimEnd()} … ${unit.text}`
  }, '')

const nothing: ReadonlySet<string> = new Set()
const lengthOf = (units: Unit[]) => units.reduce((sum, { text }) => sum + text.length + 1, 0)
const withoutLinks = (text: string) => text.replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
