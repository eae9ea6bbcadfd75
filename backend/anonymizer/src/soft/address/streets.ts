// Where a number is the number of a house: the grammars of the six languages, one after the other.
import { gap, has, lowerAt, only, type Reading } from '../reading.ts'
import { englishStreet } from './english-streets.ts'
import { notNames, notPlaces, stops } from './lexicon.ts'
import { beforeNumber, houseNumberAt, repeated } from './numbers.ts'
import { endingRank, type Name, ownStreet } from './own-streets.ts'
import { endsBefore, type Part } from './part.ts'
import { prepositional } from './prepositional.ts'
import { frenchStreet, romanceStreet } from './romance-streets.ts'

/** The street that the number at `at` belongs to, before it or after it. */
export function streetAt(reading: Reading, at: number, floor: number): Part | null {
  const end = houseNumberAt(reading, at)
  if (end === 0) return null
  const before = at > floor ? nameBefore(reading, at, floor, end) : null
  if (before) return { ...before, to: end, kind: 'street' }
  if (isPriced(reading, at)) return null
  const french = frenchStreet(reading, end)
  const after = french ?? englishStreet(reading, end)
  const sure = french && repeated.has(lowerAt(reading, end - 1))
  return after && { from: at, to: after.to, kind: 'street', rank: sure ? 3 : after.rank }
}

function nameBefore(reading: Reading, at: number, floor: number, end: number): Name | null {
  const { name, labelled } = beforeNumber(reading, at)
  if (name < floor) return null
  const near = gap.space | gap.dot | gap.hash | (labelled ? gap.colon | gap.comma : 0)
  const far = near | gap.comma
  const beside = only(reading, name + 1, near) && only(reading, at, near)
  const germanic = beside ? germanicStreet(reading, name, floor, end) : null
  if (germanic?.rank === 3) return germanic
  const apart = only(reading, name + 1, far) && only(reading, at, far)
  const found = stronger(germanic, apart ? romanceStreet(reading, name, floor, end) : null)
  return found && labelled && found.rank > 0 ? { ...found, rank: 3 } : found
}

function germanicStreet(reading: Reading, name: number, floor: number, end: number): Name | null {
  const own = ownStreet(reading, name, floor, end)
  if (own && endingRank(lowerAt(reading, name)) === 3) return own
  const placed = prepositional(reading, name, floor, end)
  if (!placed || (own && own.from <= placed.from)) return own
  return own && own.rank > placed.rank ? { ...placed, rank: own.rank } : placed
}

function stronger(one: Name | null, other: Name | null): Name | null {
  return one && other ? (one.rank > other.rank ? one : other) : (one ?? other)
}

/** "hauptstr12", the space forgotten. */
export function gluedStreet(reading: Reading, at: number, floor: number): Part | null {
  const match = /^(\p{L}{4,}?)(\d{1,3}[a-z]?)$/u.exec(reading.words[at]!.lower)
  if (!match || endingRank(match[1]!) < 3 || at < floor) return null
  return { from: at, to: at + 1, kind: 'street', rank: 3 }
}

/** "$12 Oak Street", "#12": not the number of a house. */
function isPriced(reading: Reading, at: number): boolean {
  return has(reading, at, gap.hash) || /[$€£¥]/.test(reading.scan.text.charAt(reading.words[at]!.start - 1))
}

const most = 3

/** "14 Ashgrove": a name without any kind, which only a cue or a postcode makes a street. */
export function bareStreet(reading: Reading, at: number): Part | null {
  const end = houseNumberAt(reading, at)
  if (end !== at + 1 || isPriced(reading, at) || reading.words[at]!.lower.length > 4) return null
  let to = end
  while (to < end + most && isBare(reading, to)) to++
  return to > end && endsBefore(reading, to) ? { from: at, to, kind: 'street', rank: 1, bare: true } : null
}

function isBare(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word?.capital || word.digit || word.lower.length < 4 || !only(reading, at, gap.space)) return false
  return !stops.has(word.lower) && !notNames.has(word.lower) && !notPlaces.has(word.lower)
}
