import { matches } from '../matches.ts'
/** Words that say what stands beside them, by the name of what they announce. */
export type CueLists = Readonly<Record<string, readonly string[]>>

/** The same, to be looked up by their first three letters. */
export type CueBook = ReadonlyMap<string, readonly Phrase[]>

interface Phrase {
  words: string
  /** How many they are. */
  count: number
  /** It goes on in the same word as it likes: `steuer*`. */
  open: boolean
  /** It often means something else: `sin?`. */
  doubtful: boolean
  names: Set<string>
}

export interface Cue {
  /** What it announces. */
  names: ReadonlySet<string>
  doubtful: boolean
  start: number
  end: number
}

/**
 * The lists hold words in lower case without accents, with single spaces. `*` at the end leaves the end of the word
 * open, `?` says that it also means other things; words that belong together are found written as one too.
 */
export function bookOf(lists: CueLists): CueBook {
  const phrases = new Map<string, Phrase>()
  for (const [name, list] of Object.entries(lists)) {
    for (const words of list) {
      note(phrases, words, name)
      if (words.includes(' ') && !words.endsWith('?')) note(phrases, words.replaceAll(' ', ''), name)
    }
  }
  return Map.groupBy(phrases.values(), phrase => `${phrase.words}  `.slice(0, 3))
}

function note(phrases: Map<string, Phrase>, written: string, name: string) {
  const words = written.replace(/[*?]$/, '')
  const known = phrases.get(words)
  const open = written.endsWith('*') || (known?.open ?? false)
  const doubtful = written.endsWith('?') || (known?.doubtful ?? false)
  const names = new Set(known?.names).add(name)
  phrases.set(words, { words, count: words.split(' ').length, open, doubtful, names })
}

/** The last cue that ends in a stretch of a text; of two that end together, the longer. */
export function lastCue(book: CueBook, lower: string, from: number, to: number): Cue | undefined {
  let last: Cue | undefined
  for (const cue of cuesIn(book, lower, from, to)) if (!last || cue.end > last.end) last = cue
  return last
}

/** The first cue in a stretch of a text. */
export function firstCue(book: CueBook, lower: string, from: number, to: number): Cue | undefined {
  return cuesIn(book, lower, from, to)[0]
}

function cuesIn(book: CueBook, lower: string, from: number, to: number): Cue[] {
  const cues: Cue[] = []
  const words = wordsOf(lower.slice(from, to))
  const line = words.map(({ plain }) => `${plain} `).join('')
  let at = 0
  for (let first = 0; first < words.length; first++) {
    const word = words[first]!
    const phrase = longest(book.get(line.slice(at, at + 3)), line, at)
    if (phrase) {
      const last = words[first + phrase.count - 1]!
      const { names, doubtful } = phrase
      cues.push({ names, doubtful, start: from + word.start, end: from + last.end })
    }
    at += word.plain.length + 1
  }
  return cues
}

function wordsOf(stretch: string) {
  const words: { plain: string; start: number; end: number }[] = []
  for (const { 0: word, index } of matches(stretch, /[a-z\u00df-\u024f]+/g)) {
    words.push({ plain: unaccented(word), start: index, end: index + word.length })
  }
  return words
}

/** The phrases of most words that stand at a place, as one. */
function longest(phrases: readonly Phrase[] | undefined, line: string, at: number): Phrase | undefined {
  if (!phrases) return undefined
  let best: Phrase | undefined
  for (const phrase of phrases) {
    if (phrase.count < (best?.count ?? 0) || !stands(phrase, line, at)) continue
    best = best?.count === phrase.count ? both(best, phrase) : phrase
  }
  return best
}

function both(one: Phrase, other: Phrase): Phrase {
  const doubtful = one.doubtful && other.doubtful
  return { ...one, names: new Set([...one.names, ...other.names]), doubtful }
}

/** A plural counts as the word itself. */
function stands({ words, open }: Phrase, line: string, at: number): boolean {
  if (!line.startsWith(words, at)) return false
  return open || line[at + words.length] === ' ' || line.startsWith('s ', at + words.length)
}

function unaccented(word: string): string {
  return accented.test(word) ? word.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : word
}

const accented = /[^a-z]/
