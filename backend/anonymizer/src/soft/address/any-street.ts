// A line before a postcode and its town is a street, whatever its name: Weena 200, 't Zand 7, 19 Grande Rue.
import { gap, gapBefore, has, lowerAt, only, type Reading } from '../reading.ts'
import {
  deliver,
  dutchParticles,
  home,
  homeLinks,
  measures,
  notNames,
  notPlaces,
  particles,
  prepositions,
  romanceTypes,
  stops,
  towards,
} from './lexicon.ts'
import { houseNumberAt } from './numbers.ts'
import { inName, type Part } from './part.ts'
import { unitFrom } from './units.ts'

const reach = 8
const joint = gap.space | gap.comma | gap.line | gap.dash | gap.dot | gap.cell | gap.mark

/** The street in the segment before a place. */
export function lineBefore(reading: Reading, place: Part, floor: number): Part | null {
  if (!only(reading, place.from, joint) || place.from <= floor) return null
  for (let at = place.from - 1; at >= Math.max(floor, place.from - reach); at--) {
    if (!reading.words[at]!.digit) continue
    const end = houseNumberAt(reading, at)
    if (end === 0 || end > place.from) continue
    const from = endsAt(reading, end, place.from) ? nameBack(reading, at, floor, place) : at
    if (from < at) return { from, to: end, kind: 'street', rank: 1 }
    if (isNumberFirst(reading, at, end, place)) return { from: at, to: place.from, kind: 'street', rank: 1 }
  }
  return unnumbered(reading, place, floor)
}

/** Whether nothing but a flat stands between the number and the place. */
function endsAt(reading: Reading, end: number, place: number): boolean {
  let at = end
  while (at < place) {
    const to = unitFrom(reading, at)
    if (to <= at) return false
    at = to
  }
  return at === place
}

/** Where the name begins whose number is the word `at`; `at` itself if none does. */
function nameBack(reading: Reading, at: number, floor: number, place: Part): number {
  if (!only(reading, at, gap.space | gap.dot | gap.comma)) return at
  const most = isCapital(reading, place) ? 5 : 2
  let from = at
  while (from > floor && at - from < most && isName(reading, from, at, place)) from--
  while (from < at && isLoose(reading, from)) from++
  return reading.words.slice(from, at).some(({ lower }) => lower.length > 2 && !isLittle(lower)) ? from : at
}

function isName(reading: Reading, from: number, at: number, place: Part): boolean {
  const word = reading.words[from - 1]!
  if (from < at && !only(reading, from, inName)) return false
  if (word.digit || isOrdinary(word.lower)) return false
  if (isLittle(word.lower)) return true
  return word.capital || (!isCapital(reading, place) && !stops.has(word.lower))
}

function isOrdinary(lower: string): boolean {
  return (
    home.has(lower) ||
    deliver.has(lower) ||
    measures.has(lower) ||
    notPlaces.has(lower) ||
    notNames.has(lower)
  )
}

function isLittle(lower: string): boolean {
  if (lower === 'the' || lower === 'of') return true
  return particles.has(lower) || dutchParticles.has(lower) || prepositions.has(lower) || lower === 't'
}

function isLoose(reading: Reading, at: number): boolean {
  const { lower, capital } = reading.words[at]!
  if (!isLittle(lower) || capital || (lower === 't' && has(reading, at, gap.apostrophe))) return false
  return !isPlaced(reading, at)
}

/** "am bahndamm": the preposition belongs to the name of a German street. */
function isPlaced(reading: Reading, at: number): boolean {
  const lower = lowerAt(reading, at)
  return lower !== 'in' && prepositions.has(lower)
}

function isCapital(reading: Reading, { to }: Part): boolean {
  return reading.words[to - 1]!.capital
}

/** "19 Grande Rue", a line of its own. */
function isNumberFirst(reading: Reading, at: number, end: number, place: Part): boolean {
  if (end === place.from || place.from - end > 4) return false
  const before = gapBefore(reading, at)
  const led = homeLinks.has(lowerAt(reading, at - 1)) || towards.has(lowerAt(reading, at - 1))
  if (!led && !(before & (gap.line | gap.comma | gap.colon | gap.edge | gap.cell))) return false
  for (let next = end; next < place.from; next++) {
    const word = reading.words[next]!
    if (word.digit || isOrdinary(word.lower) || !only(reading, next, inName)) return false
    if (!word.capital && !isLittle(word.lower)) return false
  }
  return has(reading, place.from, gap.comma | gap.line)
}

/** "lieu-dit Le Bourg, 24200 Sarlat": a street or hamlet without a number, its kind before it. */
function unnumbered(reading: Reading, place: Part, floor: number): Part | null {
  if (!has(reading, place.from, gap.comma | gap.line)) return null
  for (let from = place.from - 2; from >= Math.max(floor, place.from - 6); from--) {
    if (!only(reading, from + 1, inName)) return null
    const lower = lowerAt(reading, from)
    if (!romanceTypes.has(lower) && !(lower === 'lieu' && lowerAt(reading, from + 1) === 'dit')) continue
    return lower.length > 2 ? { from, to: place.from, kind: 'street', rank: 1 } : null
  }
  return null
}
