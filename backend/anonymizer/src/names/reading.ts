import { languages } from '../kinds.ts'
import { anyWord, family, given, keyOf, type Lexicon, plain, sure, wordIn } from '../lexicon/bits.ts'
import type { Scan } from '../scan.ts'
import { type Match, matchesIn } from './phrases.ts'
import { type Word, wordsOf } from './words.ts'

/** A text with what the lexicon says of each word. */
export interface Reading {
  scan: Scan
  lexicon: Lexicon
  words: readonly Word[]
  keys: string[]
  /** What the lexicon says of each word. */
  bits: Int32Array
  /** The languages that the line of each word may be written in, as bits of the lexicon. */
  tongues: Int32Array
  /** The line of the word is all capitals, so that a capital says nothing. */
  loud: Uint8Array
  /** The word is part of an e-mail address, a link, a handle or a file name. */
  bound: Uint8Array
  /** The cues in it. */
  matches: Match[]
}

export function readingOf(scan: Scan, lexicon: Lexicon): Reading {
  const words = wordsOf(scan)
  const keys = words.map(word => keyOf(word.lower))
  const bits = new Int32Array(words.length)
  const bound = new Uint8Array(words.length)
  words.forEach((word, at) => {
    bits[at] = bitsOfWord(lexicon, word, keys[at] ?? '')
    bound[at] = isBound(scan.text, words, at) ? 1 : 0
  })
  const reading: Reading = {
    scan,
    lexicon,
    words,
    keys,
    bits,
    tongues: new Int32Array(words.length),
    loud: new Uint8Array(words.length),
    bound,
    matches: matchesIn(words, keys, scan.text),
  }
  judgeLines(reading)
  return reading
}

/** Given names that end in an accent; others with one are forms of verbs, such as "eligió". */
const accented = new Set(
  'jose rene andre noe zoe chloe cloe salome aime desire niccolo nicolo noemi joe dore gio toto esme josue tome barnabe honore dieudonne amede timothe mathe gre ine loe lue cleo sai te bartolome bernabe salome mose dede barthelemy irenee cesaire'.split(
    ' ',
  ),
)

function bitsOfWord({ bitsOf }: Lexicon, word: Word, key: string): number {
  if (word.digit || key.length > 24) return 0
  if (word.lower === 'sarà') return wordIn.it
  const bits = bitsOf(key)
  return /[éóòàùìí]$/.test(word.lower) && !accented.has(key) ? bits & ~(given | sure | plain) : bits
}

/** A line speaks for itself, and the whole text for its short lines. */
function judgeLines(reading: Reading) {
  const { scan, words, bits } = reading
  const whole = count(bits, 0, words.length)
  const most = Math.max(1, ...whole)
  const prior = whole.map((hits, at) => (hits * 3) / most + (languages[at] === scan.place.language ? 1 : 0))
  for (let from = 0; from < words.length; ) {
    const stop = scan.text.indexOf('\n', words[from]?.end ?? 0)
    let to = from + 1
    while (to < words.length && (stop < 0 || (words[to]?.start ?? 0) < stop)) to++
    reading.tongues.fill(likely(count(bits, from, to), prior), from, to)
    reading.loud.fill(isLoud(words, from, to) ? 1 : 0, from, to)
    from = to
  }
}

function count(bits: Int32Array, from: number, to: number): number[] {
  const hits = languages.map(() => 0)
  for (let at = from; at < to; at++) {
    const known = bits[at] ?? 0
    if (!(known & anyWord) || known & (given | family)) continue
    for (let which = 0; which < languages.length; which++) {
      if (known & (32 << which)) hits[which] = (hits[which] ?? 0) + 1
    }
  }
  return hits
}

function likely(hits: number[], prior: number[]): number {
  const scores = hits.map((count, at) => count + (prior[at] ?? 0))
  const most = Math.max(...scores)
  if (most === 0) return anyWord
  return languages.reduce(
    (found, language, at) => ((scores[at] ?? 0) >= most * 0.85 ? found | wordIn[language] : found),
    0,
  )
}

function isLoud(words: readonly Word[], from: number, to: number): boolean {
  let shouts = 0
  let letters = 0
  for (let at = from; at < to; at++) {
    const word = words[at]
    if (!word || word.digit || word.end - word.start < 2) continue
    letters++
    if (word.shout) shouts++
  }
  return letters > 3 && shouts > letters * 0.8
}

const domains = new Set(
  'com de fr es it nl org net eu at ch be uk io co info example app shop dev'.split(' '),
)

function isBound(text: string, words: readonly Word[], at: number): boolean {
  const word = words[at]
  if (!word) return false
  const before = text.charAt(word.start - 1)
  const after = text.charAt(word.end)
  if ((before === ' ' || before === '') && (after === ' ' || after === '')) return false
  if ('@_/\\#'.includes(before) && before !== '') return text.charAt(word.start - 2) !== ' ' || before !== '/'
  if ('@_\\'.includes(after) && after !== '') return true
  if (after === '/' || after === '-' || after === '.') return leadsToAddress(text, words, at)
  if (before === '.' || before === '-') return text.charAt(word.end) === '@'
  return false
}

/** Whether a word tied to the next ones ends up before an `@`, or in a domain. */
function leadsToAddress(text: string, words: readonly Word[], at: number): boolean {
  for (let next = at + 1; next < at + 4; next++) {
    const word = words[next]
    if (!word || !'.-/'.includes(word.tie) || word.tie === '') return false
    if (text.charAt(word.end) === '@') return true
    if (word.tie === '.' && domains.has(word.lower) && text.charAt(word.end) !== '.') return true
  }
  return false
}
