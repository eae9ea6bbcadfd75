import { gap, has, lowerAt, only, type Reading } from '../reading.ts'
import {
  alone,
  bare,
  beside,
  booking,
  compound,
  filed,
  joints,
  letters,
  not,
  nouns,
  numbers,
  ours,
  things,
  you,
} from './lexicon.ts'

/** Words that announce the number of a person: from the first of them to the word after the last. */
export interface Cue {
  from: number
  to: number
  /** It says "number", or needs not to. */
  sure: boolean
  booking: boolean
}

/** The cue that ends with the word `at`: one word, "customer number", "n° de client", "Kunden-Nr.". */
export function cueAt(reading: Reading, at: number): Cue | null {
  const { lower } = reading.words[at]!
  if (alone.has(lower) || isCompound(lower)) return cue(reading, at, at, true)
  if (filed.has(lower) && has(reading, at + 1, gap.dot | gap.colon)) return cue(reading, at, at, true)
  if (
    letters.has(lower) &&
    ours.has(lowerAt(reading, at - 1)) &&
    only(reading, at, gap.space | gap.slash | gap.dot)
  ) {
    return cue(reading, at - 1, at, true)
  }
  if (numbers.has(lower)) {
    if (beside.has(lowerAt(reading, at + 1)) && you.has(lowerAt(reading, at + 2)))
      return cue(reading, at, at + 2, true)
    const noun = nounBefore(reading, at)
    if (noun >= 0) return cue(reading, noun, at, true)
  }
  if (isHyphened(reading, at)) return cue(reading, at - 1, at, true)
  if (lower === 'more' && lowerAt(reading, at - 1) === 'miles') return cue(reading, at, at, true)
  if (!nouns.has(lower)) return null
  const number = numberBefore(reading, at)
  if (number >= 0) return cue(reading, number, at, true)
  return bare.has(lower) || has(reading, at + 1, gap.hash) ? cue(reading, at, at, false) : null
}

function cue(reading: Reading, from: number, last: number, sure: boolean): Cue | null {
  if (isThing(reading, from, last)) return null
  const words = reading.words.slice(from, last + 1)
  return { from, to: last + 1, sure, booking: words.some(({ lower }) => booking.has(lower)) }
}

/** The number of an order or a parcel, even if it is the customer's. */
function isThing(reading: Reading, from: number, last: number): boolean {
  for (let at = from; at <= last; at++) if (not.has(lowerAt(reading, at))) return true
  if (has(reading, from, gap.line | gap.comma | gap.colon | gap.cell)) return false
  return not.has(lowerAt(reading, from - 1)) && only(reading, from, gap.space | gap.dash)
}

/** Kundennummer, klantnr, customerid; of compounds with "nummer" all that are not known to number things. */
function isCompound(lower: string): boolean {
  const open = /(?:nummer|nr)$/.test(lower) && openNoun.exec(lower)?.[1]
  if (open && !isNumbered(open)) return true
  for (const ending of compound.get(lower.at(-1)!) ?? []) {
    if (!lower.endsWith(ending) || lower.length < ending.length + 3) continue
    const noun = lower.slice(0, -ending.length)
    if (not.has(noun)) return false
    if (nouns.has(noun) || (noun.endsWith('s') && nouns.has(noun.slice(0, -1)))) return true
  }
  return false
}

/** "Antrags-Nr.": the same with a hyphen. */
function isHyphened(reading: Reading, at: number): boolean {
  if (!/^(?:nr|nummer)$/.test(lowerAt(reading, at)) || !only(reading, at, gap.dash | gap.dot) || at === 0)
    return false
  const noun = lowerAt(reading, at - 1)
  return /^\p{L}{3,}$/u.test(noun) && !isNumbered(noun)
}

const openNoun = /^(\p{L}{3,}?)s?(?:nummer|nr)$/u

function isNumbered(noun: string): boolean {
  return things.has(noun) || things.has(`${noun}s`) || not.has(noun)
}

const inCue = gap.space | gap.dot | gap.dash | gap.mark | gap.apostrophe | gap.slash | gap.hash
const reach = 3

function nounBefore(reading: Reading, at: number): number {
  for (let from = at - 1; from >= Math.max(0, at - reach) && only(reading, from + 1, inCue); from--) {
    const lower = lowerAt(reading, from)
    if (not.has(lower)) return -1
    if (nouns.has(lower)) return from
    if (!joints.has(lower) && !numbers.has(lower)) return -1
  }
  return -1
}

function numberBefore(reading: Reading, at: number): number {
  for (let from = at - 1; from >= Math.max(0, at - reach) && only(reading, from + 1, inCue); from--) {
    const lower = lowerAt(reading, from)
    if (numbers.has(lower)) return from
    if (not.has(lower) || (!joints.has(lower) && !nouns.has(lower))) return -1
  }
  return -1
}
