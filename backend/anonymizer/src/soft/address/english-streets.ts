// English streets: number, name, kind (42 Maple Ave, 221B Baker Street, 350 5th Avenue).
import { gap, has, lowerAt, only, type Reading } from '../reading.ts'
import {
  directions,
  measures,
  notNames,
  ordinals,
  type Rank,
  stops,
  suffixes,
  wholeStreets,
} from './lexicon.ts'
import { endsBefore, inName } from './part.ts'

const longest = 6
const ordinal = /^\d{1,3}(?:st|nd|rd|th)$/
interface Found {
  to: number
  rank: Rank
}

/** The street whose name begins with the word `at`, just after its number. */
export function englishStreet(reading: Reading, at: number): Found | null {
  if (!only(reading, at, gap.space | gap.dot) || !reading.words[at]) return null
  return whole(reading, at) ?? ofThe(reading, at) ?? named(reading, at) ?? theNamed(reading, at)
}

function named(reading: Reading, at: number): Found | null {
  let found: Found | null = null
  const start = directions.has(lowerAt(reading, at)) && reading.words[at + 1] ? at + 1 : at
  for (let next = start; next < at + longest; next++) {
    if (next > at && !only(reading, next, inName)) break
    const word = reading.words[next]
    if (!word || !isNameWord(reading, next, start)) break
    const rank = suffixes.get(word.lower)
    if (rank && next > start && !isSaint(reading, next)) found = ranked(reading, at, next, rank)
    else if (found && next > found.to) break
  }
  return found
}

/** "St" before a name is a saint. */
function isSaint(reading: Reading, at: number): boolean {
  if (lowerAt(reading, at) !== 'st') return false
  const next = lowerAt(reading, at + 1)
  return (
    only(reading, at + 1, gap.space | gap.dot) && (suffixes.has(lowerAt(reading, at + 2)) || next === 'johns')
  )
}

function isNameWord(reading: Reading, at: number, start: number): boolean {
  const { lower, capital, digit } = reading.words[at]!
  if (digit) return ordinal.test(lower)
  if (at === start && (measures.has(lower) || (notNames.has(lower) && !capital))) return false
  if (lower === 's' || lower === 'the') return at > start && (lower === 's' || reading.words[at - 1]!.capital)
  if (reading.words[at + 1]?.tie === "'" || reading.words[at]!.tie === "'") return true
  if (lower === 'of') return at > start && reading.words[at - 1]!.capital
  return !stops.has(lower) || (capital && lower.length > 2) || lower === 'la'
}

const numberedRoads = /^(?:road|rd|route|highway|hwy)$/

function ranked(reading: Reading, at: number, last: number, rank: Rank): Found {
  let to = last + 1
  if (directions.has(lowerAt(reading, to)) && only(reading, to, gap.space | gap.dot)) to++
  if (
    numberedRoads.test(lowerAt(reading, last)) &&
    /^\d{1,4}[a-z]?$/.test(lowerAt(reading, to)) &&
    only(reading, to, gap.space)
  )
    to++
  const words = reading.words.slice(at, last)
  const capitals = words.every(
    ({ lower, capital, digit }) => capital || digit || lower === 's' || lower === 'of' || lower === 'the',
  )
  const street = capitals && (reading.words[last]!.capital || rank === 3)
  const over = endsBefore(reading, to)
  const numbered = words.length === 1 && (ordinal.test(words[0]!.lower) || ordinals.has(words[0]!.lower))
  if (rank === 3) return { to, rank: over && (street || numbered || words.length <= 2) ? 3 : street ? 2 : 1 }
  if (rank === 2) return { to, rank: street && over ? 3 : over ? 2 : 1 }
  return { to, rank: street && over ? 2 : 1 }
}

/** Streets without a kind: Broadway, The Strand. */
function whole(reading: Reading, at: number): Found | null {
  const first =
    directions.has(lowerAt(reading, at)) && only(reading, at + 1, gap.space | gap.dot) ? at + 1 : at
  return wholeFrom(reading, first)
}

function wholeFrom(reading: Reading, at: number): Found | null {
  const one = lowerAt(reading, at)
  const two = only(reading, at + 1, gap.space) ? `${one} ${lowerAt(reading, at + 1)}` : one
  const to = two !== one && wholeStreets.has(two) ? at + 2 : wholeStreets.has(one) ? at + 1 : 0
  if (to === 0) return null
  const sure = reading.words[to - 1]!.capital && endsBefore(reading, to)
  return suffixes.has(lowerAt(reading, to)) && only(reading, to, gap.space)
    ? null
    : { to, rank: sure ? 3 : 2 }
}

/** "5 The Paddocks" */
function theNamed(reading: Reading, at: number): Found | null {
  const word = reading.words[at + 1]
  if (lowerAt(reading, at) !== 'the' || !reading.words[at]!.capital || !word?.capital || word.digit)
    return null
  return only(reading, at + 1, gap.space) && endsBefore(reading, at + 2) ? { to: at + 2, rank: 2 } : null
}

/** "Avenue of the Americas". */
function ofThe(reading: Reading, at: number): Found | null {
  if (lowerAt(reading, at) !== 'avenue' || lowerAt(reading, at + 1) !== 'of') return null
  const to = at + (lowerAt(reading, at + 2) === 'the' ? 4 : 3)
  return reading.words[to - 1]?.capital ? { to, rank: 3 } : null
}

/** A street without a number: the first word of the name that ends with the kind at `at`, back to `floor`. */
export function nameBack(reading: Reading, at: number, floor: number): number {
  if (!suffixes.has(lowerAt(reading, at)) || has(reading, at, gap.comma | gap.line)) return -1
  let from = at
  while (from > Math.max(floor, at - 4) && only(reading, from, inName) && isPart(reading, from - 1)) from--
  return from < at ? from : -1
}

function isPart(reading: Reading, at: number): boolean {
  const { lower, digit } = reading.words[at]!
  if (digit) return ordinal.test(lower)
  return !stops.has(lower) && !notNames.has(lower)
}
