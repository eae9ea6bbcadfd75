// The house before the street: The Willows, Rose Cottage, Résidence Les Pins, Pol. Ind. Sur.
import { gap, has, lowerAt, only, type Reading } from '../reading.ts'
import { deliver, home, houseParticles, houses } from './lexicon.ts'
import type { Part } from './part.ts'

const most = 4
/** The house named in the segment before the word `at`. */
export function houseBefore(reading: Reading, at: number, floor: number): Part | null {
  if (
    at <= floor ||
    !has(reading, at, gap.comma | gap.line) ||
    !only(reading, at, gap.space | gap.comma | gap.line)
  ) {
    return null
  }
  let from = at
  while (from > floor && at - from < most && isName(reading, from, at)) from--
  for (; from < at; from++) if (isHouse(reading, from)) return { from, to: at, kind: 'unit', rank: 0 }
  return null
}

function isName(reading: Reading, from: number, at: number): boolean {
  const word = reading.words[from - 1]!
  if (from < at && !only(reading, from, gap.space | gap.dot | gap.apostrophe)) return false
  if (word.digit || (home.has(word.lower) && !houses.has(word.lower)) || deliver.has(word.lower)) return false
  return word.capital || houseParticles.has(word.lower)
}

/** A segment that begins with "The" or the kind of house, or ends with it. */
function isHouse(reading: Reading, from: number): boolean {
  const { lower, capital } = reading.words[from]!
  if (!capital) return false
  if (lower === 'the' || houses.has(lower)) return true
  for (let at = from + 1; at < from + most; at++) {
    if (has(reading, at, gap.comma | gap.line)) return false
    if (houses.has(lowerAt(reading, at))) return true
  }
  return false
}
