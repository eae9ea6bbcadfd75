// A street without a number counts where somebody says to live there.
import { gap, has, lowerAt, only, type Reading } from '../reading.ts'
import { nameBack } from './english-streets.ts'
import { numberLabels, plainStreets, romanceTypes, shyTypes } from './lexicon.ts'
import { houseNumberAt } from './numbers.ts'
import { endingRank, ownStreet } from './own-streets.ts'
import { endsBefore, type Part } from './part.ts'
import { nameFrom } from './romance-streets.ts'

const reach = 7

/** "I live on Baker Street", "wohne in der Lindenstraße": the street that follows the cue at `cue`. */
export function residence(reading: Reading, cue: number): Part | null {
  const near = gap.space | gap.apostrophe | gap.dash
  for (let at = cue + 1; at <= cue + reach && reading.words[at]; at++) {
    if (!only(reading, at, at === cue + 1 ? near | gap.colon | gap.mark : near)) return null
    if (reading.words[at]!.digit) return null
    const street = unnumbered(reading, at, cue + 1)
    if (street) return isNumbered(reading, street.to) ? null : street
  }
  return null
}

/** The number of the house follows after all. */
function isNumbered(reading: Reading, at: number): boolean {
  const next = numberLabels.has(lowerAt(reading, at)) ? at + 1 : at
  if (lowerAt(reading, next) === 's' && houseNumberAt(reading, next)) return true
  if (!reading.words[next]?.digit || !only(reading, next, gap.space | gap.dot | gap.comma | gap.hash))
    return false
  if (!has(reading, next, gap.comma)) return true
  return houseNumberAt(reading, next) > 0 && endsBefore(reading, next + 1) && !has(reading, next + 1, gap.dot)
}

/** A name with a capital, a kind that is nothing else, or one of the streets that every town has. */
function isSure(reading: Reading, at: number, to: number): boolean {
  if (romanceTypes.get(lowerAt(reading, at)) === 3) return true
  const name = reading.words.slice(at + 1, to)
  return name.some(({ capital }) => capital) || plainStreets.has(name[0]!.lower)
}

function unnumbered(reading: Reading, at: number, floor: number): Part | null {
  const { lower } = reading.words[at]!
  if (romanceTypes.has(lower) && lower.length > 2 && !shyTypes.has(lower) && !reading.words[at + 1]?.digit) {
    const to = nameFrom(reading, at + 1)
    return to && isSure(reading, at, to) ? { from: at, to, kind: 'street', rank: 2 } : null
  }
  if (endingRank(lower) >= 2 && lowerAt(reading, at + 1) !== 'op') {
    const name = ownStreet(reading, at, floor, at + 1)
    return name && { from: name.from, to: at + 1, kind: 'street', rank: 3 }
  }
  const from = nameBack(reading, at, floor)
  const capital = from >= 0 && reading.words[from]!.capital
  return capital ? { from, to: at + 1, kind: 'street', rank: 3 } : null
}
