// Forms: "Straße: Broicher Heide 5", "PLZ/Ort: …", {"city": "Berlin"}: the label says what the value is.
import { gap, has, lowerAt, only, type Reading } from '../reading.ts'
import { numberFields, streetFields, townFields, zipFields } from './lexicon.ts'
import { houseNumberAt } from './numbers.ts'
import type { Part } from './part.ts'

const inValue = gap.space | gap.dot | gap.dash | gap.apostrophe | gap.slash
const longest = 6

export function isField(lower: string): boolean {
  return streetFields.has(lower) || numberFields.has(lower) || zipFields.has(lower) || townFields.has(lower)
}

/** The street in the field whose label is the word `at`, whatever its name: words and a house number, either first. */
export function fieldStreet(reading: Reading, at: number): Part | null {
  if (!streetFields.has(lowerAt(reading, at)) || !has(reading, at + 1, gap.colon)) return null
  const to = valueEnd(reading, at + 1)
  const from = at + 1
  if (to === 0 || to - from < 2) return null
  for (let next = from; next < to; next++) {
    const end = houseNumberAt(reading, next)
    if (end && (next === from ? to > end : end >= to || next === to - 1)) {
      return { from, to: Math.max(end, to), kind: 'street', rank: 3 }
    }
  }
  return null
}

/** The town in the field whose label is the word `at`. */
export function fieldTown(reading: Reading, at: number): Part | null {
  if (!townFields.has(lowerAt(reading, at)) || !has(reading, at + 1, gap.colon)) return null
  const to = valueEnd(reading, at + 1)
  return to && !reading.words[at + 1]!.digit ? { from: at + 1, to, kind: 'town', rank: 0 } : null
}

/** The house number in its own field. */
export function fieldNumber(reading: Reading, at: number): Part | null {
  if (isHouseNumber(reading, at)) return { from: at, to: houseNumberAt(reading, at), kind: 'unit', rank: 0 }
  const to =
    numberFields.has(lowerAt(reading, at - 1)) && has(reading, at, gap.colon) ? houseNumberAt(reading, at) : 0
  return to ? { from: at, to, kind: 'unit', rank: 0 } : null
}

/** "house number 14", "Hausnummer 14", said and not filled in. */
function isHouseNumber(reading: Reading, at: number): boolean {
  const before = lowerAt(reading, at - 1)
  const named = before === 'number' && lowerAt(reading, at - 2) === 'house'
  if (!named && !/^(?:hausnummer|hausnr|huisnummer|civico)$/.test(before)) return false
  return only(reading, at, gap.space | gap.dot | gap.colon) && houseNumberAt(reading, at) > 0
}

/** Where the value ends that begins with the word `at`: at the end of its line or cell; 0 if it goes on too long. */
function valueEnd(reading: Reading, at: number): number {
  let to = at + 1
  if (!reading.words[at]) return 0
  while (to < reading.words.length && only(reading, to, inValue)) {
    if (to - at >= longest) return 0
    to++
  }
  return to
}
