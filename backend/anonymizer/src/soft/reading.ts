import { type Word, wordsOf } from '../names/words.ts'
import type { Scan } from '../scan.ts'

/** A text as words and the signs between them: what the soft detectors walk over. */
export interface Reading {
  scan: Scan
  words: readonly Word[]
  /** What stands before each word, as `gap` bits; 0 where nobody has looked yet. */
  gaps: Uint16Array
}

/** What stands between two words. */
export const gap = {
  space: 1,
  comma: 2,
  line: 4,
  dot: 8,
  dash: 16,
  slash: 32,
  apostrophe: 64,
  /** What parts cells: | ; tab. */
  cell: 128,
  colon: 256,
  /** Brackets, quotation marks, and the signs of Markdown and HTML. */
  mark: 512,
  /** Signs that mean "number": # ° º */
  hash: 1024,
  /** An empty line. */
  paragraph: 2048,
  /** Anything else, or more than a reader takes in at a glance. */
  other: 4096,
  /** Nothing at all: the beginning or the end, or a word glued to a word. */
  edge: 8192,
  /** Emoji, arrows and other pictures. */
  picture: 16384,
} as const

const firstPicture = 0x2190
const looked = 32768
const longest = 40
const kept = new WeakMap<Scan, Reading>()

export function readingOf(scan: Scan): Reading {
  let reading = kept.get(scan)
  if (!reading) {
    const words = wordsOf(scan)
    reading = { scan, words, gaps: new Uint16Array(words.length + 1) }
    kept.set(scan, reading)
  }
  return reading
}

/** The signs between the word before `at` and the word `at` (or the end of the text). */
export function gapBefore(reading: Reading, at: number): number {
  if (at < 0 || at > reading.words.length) return gap.edge
  let found = reading.gaps[at]!
  if (found === 0) {
    found = look(reading, at) | looked
    reading.gaps[at] = found
  }
  return found & ~looked
}

/** Whether nothing but these signs stands before the word `at`. */
export function only(reading: Reading, at: number, signs: number): boolean {
  return (gapBefore(reading, at) & ~signs) === 0
}

export function has(reading: Reading, at: number, signs: number): boolean {
  return (gapBefore(reading, at) & signs) !== 0
}

/** The word `at` as it is written in the text. */
export function written(reading: Reading, at: number): string {
  const word = reading.words[at]
  return word ? reading.scan.text.slice(word.start, word.end) : ''
}

export function lowerAt(reading: Reading, at: number): string {
  return reading.words[at]?.lower ?? ''
}

const longestBracket = 8

/** The word after a remark in brackets that begins with the word `from`; `from` where none does. */
export function afterBracket({ scan, words }: Reading, from: number): number {
  const first = words[from]
  if (!first || scan.text.charAt(first.start - 1) !== '(') return from
  for (let at = from; at < from + longestBracket && words[at + 1]; at++) {
    if (words[at]!.digit) return from
    if (scan.text.charAt(words[at]!.end) === ')') return at + 1
  }
  return from
}

function look({ scan, words }: Reading, at: number): number {
  const start = at === 0 ? 0 : words[at - 1]!.end
  const end = at === words.length ? scan.text.length : words[at]!.start
  if (at === 0 || at === words.length) {
    return gap.edge | signsIn(scan.text, start, Math.min(end, start + longest))
  }
  const found = signsIn(scan.text, start, Math.min(end, start + longest))
  return end - start > longest ? found | gap.other : found || gap.edge
}

function signsIn(text: string, start: number, end: number): number {
  let found = 0
  for (let at = start; at < end; at++) {
    const sign = signOf(text.charCodeAt(at))
    found |= sign === gap.line && found & gap.line ? gap.paragraph : sign
  }
  return found
}

const signs = new Map<string, number>([
  [' ', gap.space],
  ['\r', gap.space],
  [',', gap.comma],
  ['\n', gap.line],
  ['.', gap.dot],
  ['-', gap.dash],
  ['/', gap.slash],
  ["'", gap.apostrophe],
  ...[...'|;\t'].map(sign => [sign, gap.cell] as const),
  ...[...':='].map(sign => [sign, gap.colon] as const),
  ...[...'()[]{}<>"`*_•·'].map(sign => [sign, gap.mark] as const),
  ...[...'#°º'].map(sign => [sign, gap.hash] as const),
])
const table = Uint16Array.from(
  { length: 256 },
  (_, code) => signs.get(String.fromCharCode(code)) ?? gap.other,
)

function signOf(code: number): number {
  if (code >= firstPicture) return gap.picture
  return code < 256 ? table[code]! : (signs.get(String.fromCharCode(code)) ?? gap.other)
}
