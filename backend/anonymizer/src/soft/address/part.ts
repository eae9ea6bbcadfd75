import { gap, gapBefore, only, type Reading } from '../reading.ts'
import { countries, type Rank, states, stops, towns, unitLabels, unitWords } from './lexicon.ts'

/** A piece of an address, as a run of words. A town is a place without its postcode. */
export interface Part {
  from: number
  to: number
  kind: 'street' | 'box' | 'unit' | 'place' | 'town' | 'country'
  rank: Rank
  /** A street by nothing but a number and a name. */
  bare?: true
}

/** The signs that may stand inside a name. */
export const inName = gap.space | gap.dot | gap.dash | gap.apostrophe

/** Whether the address may be over before the word `at`: the noun of a product, say, does not follow. */
export function endsBefore(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word || !only(reading, at, gap.space | gap.dot | gap.apostrophe)) return true
  if ((gapBefore(reading, at) & (gap.space | gap.dot)) === (gap.space | gap.dot) && word.capital) return true
  if (/^\d{4,5}/.test(word.lower)) return true
  return (
    stops.has(word.lower) ||
    towns.has(word.lower) ||
    countries.has(word.lower) ||
    unitLabels.has(word.lower) ||
    unitWords.has(word.lower) ||
    (word.shout && states.has(word.lower))
  )
}

/** A capitalised word after the number may be what is counted. */
export function nounFollows(reading: Reading, end: number): boolean {
  return Boolean(reading.words[end]?.capital) && !endsBefore(reading, end)
}
