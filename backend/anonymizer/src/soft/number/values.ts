import { measures } from '../address/lexicon.ts'
import { gap, gapBefore, has, lowerAt, only, type Reading, written } from '../reading.ts'
import { not, numbers } from './lexicon.ts'

/** A number or code as a run of words. */
export interface Code {
  from: number
  to: number
}

const most = 8
const joints = gap.dash | gap.slash | gap.dot
const date = /^\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})$|^\d{4}-\d{1,2}-\d{1,2}$/
const years = /^(?:19|20)\d\d(?:[-/](?:(?:19|20)\d\d|\d\d))?$/
/** Spanish licence plates. */
const plate = /^\d{4}[ -]?[bcdfghj-np-tv-z]{3}$/
const price = /^\d{1,4}[.,]\d{2}$/

/** The code that begins with the word `at`: 4711-22, C-20391, 7081 1234 5678 9012, 12 O 345/23. */
export function codeAt(reading: Reading, at: number): Code | null {
  if (!isCodeWord(reading, at, at)) return null
  let to = at + 1
  while (to < at + most && reading.words[to] && continues(reading, at, to)) to++
  return isCode(reading, at, to) ? { from: at, to } : null
}

function isCodeWord(reading: Reading, at: number, from: number): boolean {
  const word = reading.words[at]
  if (!word || !/^[a-z\d]{1,24}$/.test(word.lower) || not.has(word.lower)) return false
  if (word.digit) return true
  if (numbers.has(word.lower) && word.lower.length > 1) return false
  return at === from ? isPrefix(reading, at) : word.lower.length <= 4
}

/** Letters that begin a code: C-20391, KD 4711, A 123 456 789. */
function isPrefix(reading: Reading, at: number): boolean {
  const word = reading.words[at]!
  const next = reading.words[at + 1]
  if (!next) return false
  if (/^[-/.]$/.test(next.tie) || has(reading, at + 1, gap.mark)) return next.digit || word.lower.length <= 4
  return (
    word.lower.length <= 4 &&
    word.capital &&
    (word.shout || word.lower.length === 1) &&
    next.digit &&
    next.tie === ' '
  )
}

function continues(reading: Reading, from: number, at: number): boolean {
  const word = reading.words[at]!
  const before = gapBefore(reading, at)
  if (!isCodeWord(reading, at, from)) return false
  if ((before & ~joints) === 0 || word.tie === '_') return word.digit || word.lower.length <= 4
  if (before !== gap.space) return false
  if (measures.has(lowerAt(reading, at + 1)) && only(reading, at + 1, gap.space)) return false
  const previous = reading.words[at - 1]!
  if (word.digit)
    return /^\d{2,}$/.test(word.lower) || !/^\d+$/.test(previous.lower) || isLastDigit(reading, from, at)
  return (
    word.lower.length === 1 &&
    word.capital &&
    reading.words[at + 1]?.digit === true &&
    only(reading, at + 1, gap.space)
  )
}

/** The check digit of a card, a group of its own at the end: 0042 1877 5. */
function isLastDigit(reading: Reading, from: number, at: number): boolean {
  return at - from > 1 && /^\d$/.test(lowerAt(reading, at)) && !only(reading, at + 1, gap.space)
}

function isCode(reading: Reading, from: number, to: number): boolean {
  const { words, scan } = reading
  const text = scan.lower.slice(words[from]!.start, words[to - 1]!.end)
  const signs = text.replace(/[^a-z\d]/g, '')
  if (signs.length < 4 || !/\d/.test(signs) || signs.length > 32) return false
  if (years.test(text) || plate.test(text)) return false
  if (date.test(text) || (price.test(text) && text.length < 6)) return false
  const next = scan.text.slice(words[to - 1]!.end, words[to - 1]!.end + 2)
  if (/^ ?[€$£%]|^@/.test(next)) return false
  return !(measures.has(lowerAt(reading, to)) && only(reading, to, gap.space) && /^\d+$/.test(signs))
}

/** The locator of a booking: six letters, maybe without a digit. */
export function locatorAt(reading: Reading, at: number): Code | null {
  return /^[A-Z\d]{6}$/.test(written(reading, at)) ? { from: at, to: at + 1 } : null
}
