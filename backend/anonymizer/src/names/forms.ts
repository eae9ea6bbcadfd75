import { anyWord, family, firm, given, plain, sure, thing, wordIn } from '../lexicon/bits.ts'
import { endsLine, found, type Name } from './name.ts'
import { extend, isCapital, isGerman, isInitial, isUnknown, isWord, joint, pastParticles } from './parts.ts'
import type { Reading } from './reading.ts'

const germanic = wordIn.de | wordIn.nl

/** "Annas Bestellung": in German and Dutch, a name with the s of the genitive before what is hers. */
export function genitiveAt(reading: Reading, at: number): Name | undefined {
  const key = reading.keys[at] ?? ''
  if (!key.endsWith('s') || key.length < 4 || !((reading.tongues[at] ?? 0) & germanic)) return undefined
  const stem = reading.lexicon.bitsOf(key.slice(0, -1))
  if (!(stem & sure) || stem & thing || stem & (reading.tongues[at] ?? 0)) return undefined
  if (isWord(reading, at) && !(stem & plain && isGerman(reading, at))) return undefined
  const next = reading.words[at + 1]
  return next?.tie === ' ' && (next.capital || !isGerman(reading, at))
    ? { ...found(at, at + 1, 0.72), short: 1 }
    : undefined
}

/** "O'Neill", "D'Angelo". */
export function irishAt(reading: Reading, at: number): Name | undefined {
  if (joint(reading, at + 1) !== "'" || !isCapital(reading, at + 1) || !/[od]/.test(reading.keys[at] ?? ''))
    return undefined
  if (!((reading.bits[at + 1] ?? 0) & family) || isWord(reading, at + 1)) return undefined
  return found(at, extend(reading, at + 1, { cased: true, eager: false }), 0.6)
}

/** "J. Smith", "J. R. R. Tolkien", "J.-P. Martin". */
export function initialsAt(reading: Reading, at: number): Name | undefined {
  const { words, scan, bits } = reading
  if (scan.text.charAt(words[at]?.end ?? 0) !== '.') return undefined
  let next = at + 1
  while (next < at + 4 && isInitial(reading, next) && joint(reading, next) !== '') next++
  const several = next > at + 1
  if (!several && (reading.tongues[at] ?? 0) & wordIn.fr && reading.keys[at] === 'm') return undefined
  const led = pastParticles(reading, next) > next
  if (joint(reading, next) === '') return undefined
  next = pastParticles(reading, next)
  const word = words[next]
  if (!word || !isCapital(reading, next) || (word.shout && word.end - word.start < 4)) return undefined
  const known = bits[next] ?? 0
  if (known & thing && !(known & firm)) return undefined
  const good =
    known & family &&
    (!isWord(reading, next) ||
      (known & firm && reading.words[at - 1]?.tie !== '.' && reading.words[at]?.tie !== '.'))
  const begun =
    words[at]?.first === true &&
    isWord(reading, next + 1) &&
    !words[next + 1]?.capital &&
    word.end - word.start > 4
  if (!good && !((several || led || begun) && isUnknown(reading, next))) return undefined
  return found(at, extend(reading, next, { cased: true, eager: false }), 0.6)
}

/** "Müller, Anna" with nothing else in the line or the cell. */
export function rosterAt(reading: Reading, at: number, bits: number): Name | undefined {
  if (!reading.words[at]?.first) return undefined
  const known = reading.bits[at + 1] ?? 0
  const start = reading.words[at + 1]?.start ?? 0
  if (reading.scan.text.slice(reading.words[at]?.end ?? 0, start) !== ', ' || !(known & given))
    return undefined
  if (!(bits & firm) && !(known & plain && isUnknown(reading, at))) return undefined
  if (!(known & sure) && isWord(reading, at + 1)) return undefined
  const to = extend(reading, at + 1, { cased: true, eager: false })
  return endsLine(reading, to) && (!isWord(reading, at) || !isWord(reading, at + 1))
    ? found(at, to, 0.6)
    : undefined
}

/** "Müller, Anna" and "Müller Anna". */
export function familyAt(reading: Reading, at: number, bits: number): Name | undefined {
  const { words, scan } = reading
  const next = words[at + 1]
  if (!next || bits & thing) return undefined
  const known = reading.bits[at + 1] ?? 0
  if (!isCapital(reading, at + 1) || !(known & sure) || known & thing || isWord(reading, at + 1))
    return undefined
  if (isWord(reading, at) && !(bits & firm)) return undefined
  const gap = scan.text.slice(words[at]?.end ?? 0, next.start)
  const first = reading.words[at]?.first && isWord(reading, at)
  if (gap === ' ' && !first && !isWord(reading, at))
    return found(at, extend(reading, at + 1, { cased: true, eager: false }), 0.6)
  return gap === ', ' && !first
    ? found(at, extend(reading, at + 1, { cased: true, eager: false }), 0.6)
    : undefined
}

/** "Cheung Ka-ming": a family name and a given name of two syllables. */
export function twoSyllablesAt(reading: Reading, at: number): Name | undefined {
  const [first, second] = [reading.words[at + 1], reading.words[at + 2]]
  if (first?.tie !== ' ' || second?.tie !== '-' || !isCapital(reading, at + 1) || second.digit)
    return undefined
  if (first.end - first.start > 6 || second.end - second.start > 6 || isWord(reading, at)) return undefined
  return second.capital && isWord(reading, at + 1) ? undefined : found(at, at + 3, 0.6)
}

/** "Ji-woo Park": a given name of two syllables, the second in lower case, and a family name. */
export function syllablesAt(reading: Reading, at: number): Name | undefined {
  const first = reading.words[at]
  const second = reading.words[at + 1]
  if (second?.tie !== '-' || second.capital || second.digit || second.end - second.start > 5) return undefined
  if (!first?.capital || first.end - first.start > 5 || isWord(reading, at + 1)) return undefined
  if (reading.words[at + 2]?.tie !== ' ' || !isCapital(reading, at + 2)) return undefined
  return (reading.bits[at + 2] ?? 0) & family ? found(at, at + 3, 0.6) : undefined
}

/** "the Johnson family": English puts it behind. */
export function housedAt(reading: Reading, at: number, bits: number): Name | undefined {
  if (reading.keys[at + 1] !== 'family' || reading.keys[at - 1] !== 'the' || !(bits & (family | given)))
    return undefined
  return isCapital(reading, at) || bits & firm ? found(at, at + 1, 0.72) : undefined
}

/** A word that nobody knows before a family name, which must be a common one where it may be a noun. */
export function unknownAt(reading: Reading, at: number): Name | undefined {
  const known = reading.bits[at + 1] ?? 0
  const word = reading.words[at]
  if (!word || word.shout || joint(reading, at + 1) !== ' ' || !isCapital(reading, at + 1)) return undefined
  if (!isUnknown(reading, at) || isWord(reading, at + 1)) return undefined
  if (known & (anyWord | thing) || !(known & (word.first || isGerman(reading, at) ? firm : family)))
    return undefined
  const to = extend(reading, at + 1, { cased: true, eager: false })
  return !word.first || endsLine(reading, to) ? found(at, to, 0.5) : undefined
}
