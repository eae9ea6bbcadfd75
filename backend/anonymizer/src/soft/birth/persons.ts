// Dates beside people: "passengers: Layla Mansour (20.3.1950)", "my daughter Tanja (08.04.2006)". In such a list a
// date long ago is when somebody was born.
import { gap, gapBefore, has, lowerAt, only, type Reading } from '../reading.ts'
import { type DateFound, dateAt } from './dates.ts'
import { family, fill, notNames, possessives, travellers } from './lexicon.ts'

const farthest = 24
const nearest = 7
const latestTraveller = 2012
const inList = gap.space | gap.comma | gap.mark | gap.dot | gap.dash | gap.apostrophe | gap.colon | gap.cell

/** A date, and the word that it begins with. */
export interface Dated {
  at: number
  date: DateFound
  weight: number
}

/** The birth dates of those whom the word `at` introduces. */
export function datesOfPersons(reading: Reading, at: number): Dated[] {
  const { lower } = reading.words[at]!
  if (family.has(lower))
    return possessives.has(lowerAt(reading, at - 1)) ? datesFrom(reading, at, nearest).slice(0, 1) : []
  return travellers.has(lower) ? datesFrom(reading, at, farthest) : []
}

const eldest = 1915

/**
 * "Layla Mansour, 20.3.1950": a date long ago right after a name and a surname. What else was so long ago is seldom
 * told with its day.
 */
export function isAfterName(reading: Reading, at: number, { year, day }: DateFound): boolean {
  if (!day || !year || year > latestTraveller || year < eldest) return false
  const before = gapBefore(reading, at)
  if (!(before & (gap.comma | gap.mark | gap.cell)) || (before & ~(gap.space | inList)) !== 0) return false
  return (
    isName(reading, at - 1) &&
    (isName(reading, at - 2) || titles.test(lowerAt(reading, at - 2))) &&
    only(reading, at - 1, gap.space | gap.dash | gap.apostrophe | gap.dot)
  )
}

const titles = /^(?:m|mr|mrs|ms|mme|dr|sr|sra|sig|dhr|mevr|herr|herrn|frau)$/

function isName(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word?.capital || word.digit || word.shout || word.lower.length < 2) return false
  return !fill.has(word.lower) && !notNames.has(word.lower)
}

function datesFrom(reading: Reading, cue: number, reach: number): Dated[] {
  const found: Dated[] = []
  for (let at = cue + 1; at <= cue + reach && reading.words[at] && only(reading, at, inList); at++) {
    const date = dateAt(reading, at)
    if (!date) continue
    if (date.day && date.year && date.year <= latestTraveller && isBeside(reading, at))
      found.push({ at, date, weight: 0.6 })
    at = date.to - 1
  }
  return found
}

/** A name stands right before the date, and no "on" or "since" between. */
function isBeside(reading: Reading, at: number): boolean {
  const name = reading.words[at - 1]!
  if (name.digit || name.lower.length < 2 || fill.has(name.lower)) return false
  return (
    has(reading, at, gap.mark | gap.comma) || (gapBefore(reading, at) === gap.space && name.lower.length > 2)
  )
}
