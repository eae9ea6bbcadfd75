// German streets that are named like a place in a sentence: Am Alten Markt 5, Unter den Linden 77, Im Winkel 2.
import { gap, lowerAt, only, type Reading } from '../reading.ts'
import { measures, notPlaces, notStreets, prepositions, type Rank, stops, streetNouns } from './lexicon.ts'
import type { Name } from './own-streets.ts'
import { endsBefore, nounFollows } from './part.ts'

const everyday = /(?:zimmer|größe|kasse|monat|jahr|woche|tag|abteilung|nummer|minuten|stunden)$/
const adjective = /(?:en|er)$/

/** The name whose noun is the word `at`; `end` is where its number ends. */
export function prepositional(reading: Reading, at: number, floor: number, end: number): Name | null {
  const noun = reading.words[at]
  if (!noun || noun.digit || noun.lower.length < 3 || stops.has(noun.lower) || isOrdinary(noun.lower))
    return null
  const from = preposition(reading, at, floor)
  if (from < 0) return null
  const rank = rankOf(reading, from, at, end)
  return rank > 1 ? { from, rank } : { from, rank, bare: true }
}

function isOrdinary(lower: string): boolean {
  return notPlaces.has(lower) || measures.has(lower) || notStreets.has(lower) || everyday.test(lower)
}

/** Where the preposition begins, with at most one adjective between it and the noun. */
function preposition(reading: Reading, at: number, floor: number): number {
  for (let before = at - 1; before >= Math.max(floor, at - 2); before--) {
    if (!only(reading, before + 1, gap.space | gap.dot | gap.dash)) return -1
    const lower = lowerAt(reading, before)
    if (prepositions.has(lower)) return before
    const two =
      before > floor && only(reading, before, gap.space) ? `${lowerAt(reading, before - 1)} ${lower}` : ''
    if (prepositions.has(two)) return before - 1
    if (before === at - 1 && !adjective.test(lower) && lower !== 'st' && lower !== 'sankt') return -1
  }
  return -1
}

function rankOf(reading: Reading, from: number, at: number, end: number): Rank {
  const noun = reading.words[at]!
  if (!noun.capital || nounFollows(reading, end)) return 1
  const street = streetNouns.some(ending => noun.lower.endsWith(ending))
  const first = reading.words[from]!
  if (street && first.capital) return first.first && !endsBefore(reading, end) ? 2 : 3
  return street || (first.capital && !first.first) ? 2 : 1
}
