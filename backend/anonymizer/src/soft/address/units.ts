// What stands beside the number of a house: Apt 3B, 2. Stock, 3º B, appt 4, bât. B, scala B int. 5, "bus 4".
import { gap, gapBefore, has, lowerAt, only, type Reading } from '../reading.ts'
import { namedUnits, numberLabels, stops, unitLabels, unitOrdinals, unitWords } from './lexicon.ts'

const value =
  /^(?:\d{1,4}[a-z]?|[a-z]\d{0,4}|[ivx]{1,4}|\d{1,2}(?:er|e|re|eme|ème|è|º|ª|°|o|a|st|nd|rd|th)[a-z]?)$/
const ordinal =
  /^(?:\d{1,2}(?:er|e|re|eme|ème|è|º|ª|°|o|a|st|nd|rd|th|de|ste)?|first|second|third|ground|top|lower|upper|begane)$/
const floor = /^\d{1,2}(?:º|ª|°)[a-z]?$/
const between = gap.space | gap.comma | gap.line | gap.dot | gap.hash | gap.slash | gap.dash | gap.mark

/** The end of the unit that begins with the word `at`, or 0. */
export function unitAt(reading: Reading, at: number): number {
  const word = reading.words[at]
  if (!word || !only(reading, at, between)) return 0
  return unitFrom(reading, at)
}

/** The same, wherever it stands. */
export function unitFrom(reading: Reading, at: number): number {
  return (
    bare(reading, at) ||
    ordinalFloor(reading, at) ||
    labelled(reading, at) ||
    plain(reading, at) ||
    hashed(reading, at)
  )
}

function labelled(reading: Reading, at: number): number {
  const lower = lowerAt(reading, at)
  if (namedUnits.has(lower) && has(reading, at, gap.comma)) {
    const to = nameEnd(reading, at + 1, lower.startsWith('col'))
    if (to) return to
  }
  if (!unitLabels.has(lower)) return 0
  let next = at + 1
  if (numberLabels.has(lowerAt(reading, next)) && only(reading, next, gap.space | gap.dot)) next++
  if (!only(reading, next, gap.space | gap.dot | gap.hash | gap.colon)) return 0
  const given = reading.words[next]
  if (!given || !value.test(given.lower) || (stops.has(given.lower) && !given.capital)) return 0
  return withTail(reading, next + 1)
}

/** "Col. Roma Norte": a label and a name. */
function nameEnd(reading: Reading, at: number, sure: boolean): number {
  if (!only(reading, at, gap.space | gap.dot)) return 0
  let to = at
  while (to < at + 4 && isNamePart(reading, to, sure) && (to === at || only(reading, to, gap.space))) to++
  return to === at ? 0 : to
}

function isNamePart(reading: Reading, at: number, sure: boolean): boolean {
  const word = reading.words[at]
  return Boolean(word && !word.digit && (word.capital || (sure && !stops.has(word.lower))))
}

/** "2. Stock", "3rd floor", "3º B", "2ème étage gauche". */
function ordinalFloor(reading: Reading, at: number): number {
  const lower = lowerAt(reading, at)
  if (!ordinal.test(lower)) return floor.test(lower) ? withTail(reading, at + 1) : 0
  const next = lowerAt(reading, at + 1)
  if (unitOrdinals.has(next) && only(reading, at + 1, gap.space | gap.dot | gap.hash))
    return withTail(reading, at + 2)
  const marked = floor.test(lower) || has(reading, at + 1, gap.hash)
  if (!marked) return 0
  return withTail(reading, at + 1)
}

function plain(reading: Reading, at: number): number {
  const lower = lowerAt(reading, at)
  if (unitWords.has(`${lower} ${lowerAt(reading, at + 1)}`)) return at + 2
  return unitWords.has(lower) ? withTail(reading, at + 1) : 0
}

/** "24 3b 30009 murcia": a flat between the number and the postcode. */
function bare(reading: Reading, at: number): number {
  const before = at > 0 && reading.words[at - 1]!.digit && only(reading, at, gap.space | gap.comma)
  return before && /^\d{1,2}[a-z]$/.test(lowerAt(reading, at)) && /^\d{4,5}$/.test(lowerAt(reading, at + 1))
    ? at + 1
    : 0
}

function hashed(reading: Reading, at: number): number {
  return has(reading, at, gap.hash) && value.test(lowerAt(reading, at)) ? at + 1 : 0
}

/** A letter or a side after a floor: "3º B", "2 izq", "5-C". */
function withTail(reading: Reading, at: number): number {
  const word = reading.words[at]
  if (!word) return at
  const single = /^(?:[a-z]|\d{1,2}[a-z]?)$/.test(word.lower)
  if (single && (word.tie === '-' || word.tie === '/')) return at + 1
  const joined = gapBefore(reading, at)
  const near = joined === gap.space || (joined & ~(gap.hash | gap.space | gap.dot)) === 0
  if (!near) return at
  if (/^[a-z]$/.test(word.lower) && (word.capital ? word.lower !== 'i' : !stops.has(word.lower)))
    return at + 1
  return unitWords.has(word.lower) ? at + 1 : at
}
