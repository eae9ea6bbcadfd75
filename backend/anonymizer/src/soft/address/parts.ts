// Walks over the words once. Numbers are what addresses hang on: every digit is asked what stands around it, within
// a few words, so that the time grows with the text and no faster.
import { lowerAt, type Reading } from '../reading.ts'
import { partAfter } from './after.ts'
import { lineBefore } from './any-street.ts'
import { boxAt } from './boxes.ts'
import { fieldNumber, fieldStreet, fieldTown } from './fields.ts'
import { houseBefore } from './houses.ts'
import { home, streetFields, townFields, unitLabels } from './lexicon.ts'
import type { Part } from './part.ts'
import { placeAt } from './places.ts'
import { residence } from './residence.ts'
import { bareStreet, gluedStreet, streetAt } from './streets.ts'
import { unitFrom } from './units.ts'

export function partsOf(reading: Reading): Part[] {
  const parts: Part[] = []
  let floor = 0
  for (let at = 0; at < reading.words.length; at++) {
    const part = partAt(reading, at, floor)
    if (!part) continue
    lead(reading, part, floor, parts)
    parts.push(part)
    floor = follow(reading, part, parts)
    at = floor - 1
  }
  return parts
}

function partAt(reading: Reading, at: number, floor: number): Part | null {
  const word = reading.words[at]!
  if (word.digit) return numbered(reading, at, floor)
  if (streetFields.has(word.lower)) return fieldStreet(reading, at) ?? residence(reading, at)
  if (home.has(word.lower)) return residence(reading, at)
  if (townFields.has(word.lower)) return fieldTown(reading, at)
  if (unitLabels.has(word.lower)) return lettered(reading, at)
  return word.lower === 's' && reading.words[at + 1]?.tie === '/' ? streetAt(reading, at, floor) : null
}

function numbered(reading: Reading, at: number, floor: number): Part | null {
  return (
    fieldNumber(reading, at) ??
    boxAt(reading, at, floor) ??
    gluedStreet(reading, at, floor) ??
    streetAt(reading, at, floor) ??
    placeAt(reading, at, floor) ??
    flatAt(reading, at, floor) ??
    bareStreet(reading, at)
  )
}

/** "Flat 4, 12 Mill Lane": what stands before the street. */
function flatAt(reading: Reading, at: number, floor: number): Part | null {
  if (at - 1 < floor) return null
  const to = unitFrom(reading, at - 1)
  return to > at ? { from: at - 1, to, kind: 'unit', rank: 0 } : null
}

/** "Bâtiment C, 52 boulevard Voltaire" */
function lettered(reading: Reading, at: number): Part | null {
  if (!/^[a-z]$/.test(lowerAt(reading, at + 1)) || !reading.words[at + 1]!.capital) return null
  const to = unitFrom(reading, at)
  return to > at + 1 ? { from: at, to, kind: 'unit', rank: 0 } : null
}

/** Adds what belongs to a part though nothing in it says so: the line before a town, the house before a street. */
function lead(reading: Reading, part: Part, floor: number, parts: Part[]): void {
  const last = parts.at(-1)
  if (part.kind === 'street' || part.kind === 'unit') {
    const house = houseBefore(reading, part.from, floor)
    if (house) parts.push(house)
  }
  if (part.kind !== 'place' || part.rank === 0) return
  const flat = last?.to === part.from && last.kind === 'unit'
  if (last?.to === part.from && !flat && last.kind !== 'country') return
  const beforeFlat = parts.at(-2)
  if (flat && beforeFlat?.to === last.from) return
  const line = flat
    ? lineBefore(reading, { ...part, from: last.from }, beforeFlat?.to ?? 0)
    : lineBefore(reading, part, floor)
  if (line) parts.splice(flat ? -1 : parts.length, 0, line)
}

/** Adds the flats, towns and countries that follow a part; tells where the walk goes on. */
function follow(reading: Reading, part: Part, parts: Part[]): number {
  let last = part
  for (let more = partAfter(reading, last); more; more = partAfter(reading, last)) {
    parts.push(more)
    last = more
  }
  return last.to
}
