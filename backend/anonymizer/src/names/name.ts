import { anyWord, family, firm, given, sure, thing, trade } from '../lexicon/bits.ts'
import {
  extend,
  isCapital,
  isGerman,
  isInitial,
  isParticle,
  isUnknown,
  isWord,
  pastParticles,
} from './parts.ts'
import type { Match } from './phrases.ts'
import type { Reading } from './reading.ts'

/** A name as words, from its first to the one after its last. */
export interface Name {
  from: number
  to: number
  weight: number
  /** Announced so clearly that brands and titles of books do not count against it. */
  announced: boolean
  /** Letters of its last word that are not the name's. */
  short?: number
}

/** What a cue makes of the word after it. */
export type Rule = (reading: Reading, at: number, cue: Match) => Name | undefined

/** A name that nothing announces. */
export function found(from: number, to: number, weight: number): Name {
  return { from, to, weight, announced: false }
}

/** The name that begins with a word, or with the particles before it; an eager one takes words that nobody knows. */
export function nameFrom(reading: Reading, from: number, eager: boolean, weight: number): Name {
  const lead = isParticle(reading, from) ? Math.max(from, pastParticles(reading, from)) : from
  const to = extend(reading, lead, { cased: isCapital(reading, lead), eager })
  return { from, to, weight, announced: eager }
}

/** Whether a word may be the first of a name after words that leave no doubt that one follows. */
export function announces(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word || word.digit) return false
  const bits = reading.bits[at] ?? 0
  if (isParticle(reading, at)) return leadsToFamily(reading, at)
  if (bits & (given | family))
    return !isWord(reading, at) || isCapital(reading, at) || (bits & (sure | thing)) !== 0
  if (isInitial(reading, at)) return reading.scan.text.charAt(word.end) === '.'
  if (isCapital(reading, at)) {
    return !isWord(reading, at) && (isUnknown(reading, at) || (!(bits & anyWord) && !isGerman(reading, at)))
  }
  return word.lower.length > 2 && isUnknown(reading, at)
}

/** "van den Berg", "Le Goff": particles and then a family name; after a title any word with a capital. */
export function leadsToFamily(reading: Reading, at: number, titled = false): boolean {
  const root = pastParticles(reading, at)
  if (root === at) return false
  const bits = reading.bits[root] ?? 0
  if (titled && isCapital(reading, root)) return true
  if (titled && bits & (firm | trade) && bits & family) return true
  if (bits & thing && !(bits & firm) && !(bits & family && isCapital(reading, root))) return false
  if (bits & family && isCapital(reading, root))
    return !isGerman(reading, root) || !isWord(reading, root) || (bits & firm) !== 0
  if (isCapital(reading, root)) return !isGerman(reading, root) && isUnknown(reading, root)
  return (bits & firm) !== 0 && !isWord(reading, root)
}

/** Whether the line or the cell ends after a name. */
export function endsLine(reading: Reading, to: number): boolean {
  return /^[ ]?(?:[\n|;"<\t]|$)/.test(after(reading, to))
}

/** Whether a clause ends after a name. */
export function endsClause(reading: Reading, to: number): boolean {
  return /^[ ]?(?:[,.!:;?\n()|-]|$)/.test(after(reading, to))
}

function after(reading: Reading, to: number): string {
  const end = reading.words[to - 1]?.end ?? 0
  return reading.scan.text.slice(end, end + 2)
}
