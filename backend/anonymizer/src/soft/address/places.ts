// Postcodes and their towns: 10115 Berlin, A-1010 Wien, 1017 GB Amsterdam, Springfield, IL 62704, SW1A 1AA.
import { gap, gapBefore, has, lowerAt, only, type Reading, written } from '../reading.ts'
import { british, canadian, irish } from './codes.ts'
import { countryPrefixes, littlePairs, notPairs, stops, unitPairs } from './lexicon.ts'
import { isAmount } from './numbers.ts'
import type { Part } from './part.ts'
import { knownBefore, stateBefore, type Town, townAt } from './towns.ts'

const glue = gap.apostrophe | gap.space | gap.cell | gap.comma | gap.mark

/** The place whose postcode begins with the word `at`, not reaching back beyond `floor`. */
export function placeAt(reading: Reading, at: number, floor: number): Part | null {
  const { lower } = reading.words[at]!
  if (/^\d{5}$/.test(lower)) return fiveDigits(reading, at, floor)
  if (/^\d{4}(?:[a-z]{2})?$/.test(lower)) return dutch(reading, at, floor) ?? fourDigits(reading, at, floor)
  if (/^\d{5}\p{L}{3,}$/u.test(lower)) return null
  return british(reading, at, floor) ?? canadian(reading, at, floor) ?? irish(reading, at, floor)
}

function place(from: number, to: number, rank: Part['rank']): Part {
  return { from, to, kind: 'place', rank }
}

function fiveDigits(reading: Reading, at: number, floor: number): Part | null {
  if (isPartOfNumber(reading, at)) return null
  const plus = reading.words[at + 1]?.tie === '-' && /^\d{4}$/.test(lowerAt(reading, at + 1))
  const end = plus ? at + 2 : at + 1
  if (isAmount(reading, end)) return null
  const american = state(reading, at, end, floor)
  if (american) return american
  const from = prefixed(reading, at, floor)
  const town = isGlued(reading, end) || only(reading, end, gap.space | gap.dash) ? townAt(reading, end) : null
  if (town) return place(from, town.to, rankOf(town, from < at))
  const before = only(reading, at, gap.space | gap.comma) ? knownBefore(reading, at, floor) : -1
  return before >= 0 ? place(before, end, 2) : place(from, end, 0)
}

function rankOf({ known, capital }: Town, prefixed: boolean): Part['rank'] {
  if (capital) return known || prefixed ? 3 : 2
  return known ? 2 : 1
}

/** "Springfield, IL 62704": the town before the state, the state before the code. */
function state(reading: Reading, at: number, end: number, floor: number): Part | null {
  if (!only(reading, at, gap.space | gap.comma | gap.dot)) return null
  const from = stateBefore(reading, at, floor)
  if (from < 0 || !only(reading, from, gap.space | gap.comma)) return null
  const shout = reading.words[from]!.shout || lowerAt(reading, from).length > 2
  if (!shout && stops.has(lowerAt(reading, from))) return null
  const known = knownBefore(reading, from, floor)
  const town = known >= 0 ? known : townBack(reading, from, floor)
  if (town === from) return null
  if (shout && reading.words[town]!.capital) return place(town, end, 3)
  return place(town, end, known >= 0 ? 2 : 1)
}

function townBack(reading: Reading, at: number, floor: number): number {
  let from = at
  while (from > floor && from > at - 3 && isTownWord(reading, from - 1, at)) {
    if (from < at && !only(reading, from, gap.space | gap.dash | gap.dot)) break
    from--
    if (!reading.words[from]!.capital) break
  }
  return from
}

function isTownWord(reading: Reading, at: number, last: number): boolean {
  const word = reading.words[at]!
  if (word.digit || word.lower.length < 2) return false
  return word.capital || at === last - 1
}

/** "1017 GB Amsterdam", "1017gb". */
function dutch(reading: Reading, at: number, floor: number): Part | null {
  const word = reading.words[at]!
  const glued = word.lower.length === 6
  const letters = glued ? word.lower.slice(4) : lowerAt(reading, at + 1)
  if (
    !/^[a-z]{2}$/.test(letters) ||
    (at !== floor && isNoCode(letters, written(reading, glued ? at : at + 1))) ||
    word.lower.startsWith('0')
  )
    return null
  if (!glued && !only(reading, at + 1, gap.space)) return null
  if (isPartOfNumber(reading, at)) return null
  const end = glued ? at + 1 : at + 2
  const upper = written(reading, end - 1).endsWith(letters.toUpperCase())
  const town = isGlued(reading, end) ? townAt(reading, end) : null
  if (town?.known) return place(at, town.to, upper ? 3 : 2)
  if (unitPairs.has(letters)) return town?.capital ? place(at, town.to, 1) : place(at, end, 0)
  if (town?.capital && upper) return place(at, town.to, 3)
  return upper ? place(at, town?.capital ? town.to : end, 2) : place(at, town ? town.to : end, 1)
}

function isNoCode(letters: string, text: string): boolean {
  return notPairs.has(letters) || (littlePairs.has(letters) && text === text.toLowerCase())
}

function fourDigits(reading: Reading, at: number, floor: number): Part | null {
  if (reading.words[at]!.lower.length > 4 || isPartOfNumber(reading, at) || isAmount(reading, at + 1))
    return null
  const from = prefixed(reading, at, floor)
  const town = isGlued(reading, at + 1) ? townAt(reading, at + 1) : null
  if (!town || lowerAt(reading, at).startsWith('0')) return null
  if (from < at) return place(from, town.to, town.known ? 3 : town.capital ? 2 : 1)
  const year = /^(?:19|20)\d\d$/.test(lowerAt(reading, at))
  const rank = year ? (town.known && town.capital ? 1 : 0) : town.known ? 2 : town.capital ? 1 : 0
  return rank || at === floor ? place(at, town.to, rank) : null
}

/** A town stands beside its postcode, or in the next cell; after a comma and a space comes something else. */
function isGlued(reading: Reading, at: number): boolean {
  return only(reading, at, glue) && gapBefore(reading, at) !== (gap.comma | gap.space)
}

/** Where the place begins when a country or a label stands before its code: D-10115, CP 28013. */
function prefixed(reading: Reading, at: number, floor: number): number {
  const before = lowerAt(reading, at - 1)
  if (at - 1 < floor) return at
  if (reading.words[at]!.tie === '-' && countryPrefixes.has(before)) return at - 1
  return isSpanishLabel(reading, at) && at - 2 >= floor ? at - 2 : at
}

/** "C.P. 06000" */
export function isSpanishLabel(reading: Reading, at: number): boolean {
  return (
    lowerAt(reading, at - 1) === 'p' &&
    lowerAt(reading, at - 2) === 'c' &&
    /^\d{5}$/.test(lowerAt(reading, at))
  )
}

/** A code glued to other digits or signs is something else: 12.10115, #10115, $10115, 4711-10115. */
function isPartOfNumber(reading: Reading, at: number): boolean {
  const word = reading.words[at]!
  const before = reading.words[at - 1]
  if (has(reading, at, gap.hash | gap.other) && at > 0) return true
  if (before?.digit && word.tie === '-') return true
  if (before?.digit && /^[.:/]$/.test(word.tie)) return !/^\d{1,3}[a-z]?$/.test(before.lower)
  if (before && word.tie === '-' && !countryPrefixes.has(before.lower)) return true
  const after = reading.words[at + 1]
  return Boolean(after?.digit && /^[.:/]$/.test(after.tie))
}
