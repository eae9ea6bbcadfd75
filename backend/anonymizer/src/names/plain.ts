import { anyWord, family, firm, given, plain, sure, thing, wordIn } from '../lexicon/bits.ts'
import {
  familyAt,
  genitiveAt,
  housedAt,
  initialsAt,
  irishAt,
  rosterAt,
  syllablesAt,
  twoSyllablesAt,
  unknownAt,
} from './forms.ts'
import { found, type Name } from './name.ts'
import { extend, isCapital, isGerman, isInitial, isUnknown, isWord, joint } from './parts.ts'
import { announcers, deeds } from './phrases.ts'
import type { Reading } from './reading.ts'
import { loudFamilyAt, segmentAt } from './segments.ts'

/** The names that stand for themselves. */
export function plainNames(reading: Reading): Name[] {
  const names: Name[] = []
  for (let at = 0; at < reading.words.length; ) {
    const one = nameAt(reading, at)
    if (one) names.push(one)
    at = one ? one.to : at + 1
  }
  return names
}

function nameAt(reading: Reading, at: number): Name | undefined {
  const word = reading.words[at]
  if (!word || word.digit || (!word.capital && !((reading.bits[at] ?? 0) & given))) return undefined
  if (reading.bound[at] || tiedBefore(reading, at)) return undefined
  if (announcers.has(reading.keys[at] ?? '')) return undefined
  if (isInitial(reading, at)) return irishAt(reading, at) ?? initialsAt(reading, at)
  const bits = reading.bits[at] ?? 0
  if (bits & thing && !(bits & sure) && reading.words[at - 1]?.digit) return undefined
  if (word.capital || bits & given) {
    const formed =
      loudFamilyAt(reading, at) ??
      syllablesAt(reading, at) ??
      housedAt(reading, at, bits) ??
      segmentAt(reading, at, bits)
    if (formed) return formed
  }
  if (isCapital(reading, at)) {
    if (bits & given) return rosterAt(reading, at, bits) ?? givenAt(reading, at, bits)
    if (bits & family)
      return (
        rosterAt(reading, at, bits) ??
        familyAt(reading, at, bits) ??
        twoSyllablesAt(reading, at) ??
        genitiveAt(reading, at)
      )
    return rosterAt(reading, at, bits) ?? unknownAt(reading, at) ?? genitiveAt(reading, at)
  }
  return bits & sure ? smallAt(reading, at, bits) : undefined
}

/** The second half of `Mercedes-Benz` or of `l'Anna` does not begin a name, but `d'Anna` and `dell'Anna` do. */
function tiedBefore(reading: Reading, at: number): boolean {
  const how = joint(reading, at)
  if (how === '-') return true
  return (
    how === "'" &&
    (reading.words[at - 1]?.capital ?? false) &&
    isCapital(reading, at) &&
    !reading.words[at - 1]?.first
  )
}

function givenAt(reading: Reading, at: number, bits: number): Name | undefined {
  const to = extend(reading, at, { cased: true, eager: false })
  if (to === at + 1 || reading.words[at + 1]?.tie === '-') {
    const tail = to > at + 1 && !bitsBetween(reading, at + 1, to).some(known => known & given)
    if (to === at + 1) return aloneAt(reading, at, bits)
    if (!tail || bits & sure) return found(at, to, 0.6)
    return undefined
  }
  const others = bitsBetween(reading, at + 1, to)
  const doubtful = isWord(reading, at) || (bits & thing) !== 0
  if (doubtful) {
    const borne =
      others.some(known => known & family && !(known & (wordIn.en | (reading.tongues[at] ?? 0) | thing))) ||
      (others.some(known => known & firm && !(known & thing)) && !(bits & thing) && !determined(reading, at))
    const strange =
      !isGerman(reading, at) &&
      bits & sure &&
      !(bits & thing) &&
      !determined(reading, at) &&
      isUnknown(reading, at + 1)
    return borne || strange ? found(at, to, 0.6) : undefined
  }
  if (
    bits & sure ||
    others.some((known, index) => known & (given | family) && !isWord(reading, at + 1 + index))
  )
    return found(at, to, 0.65)
  return !isGerman(reading, at) && !(bits & anyWord) && !reading.words[at]?.first
    ? found(at, to, 0.5)
    : undefined
}

function bitsBetween(reading: Reading, from: number, to: number): number[] {
  return Array.from(reading.bits.subarray(from, to))
}

/** A given name by itself. */
function aloneAt(reading: Reading, at: number, bits: number): Name | undefined {
  if (!(bits & sure) || bits & thing) return undefined
  const word = reading.words[at]
  if (!word || (word.shout && word.end - word.start < 4)) return undefined
  if (!isWord(reading, at)) return found(at, at + 1, 0.6)
  if (isGerman(reading, at)) return undefined
  return !word.first && !determined(reading, at) ? found(at, at + 1, 0.5) : undefined
}

/** After an article or the like an ambiguous name is a word. */
function determined(reading: Reading, at: number): boolean {
  const before = reading.words[at - 1]
  if (before?.capital && (reading.words[at]?.tie === ' ' || isWord(reading, at - 1))) return true
  return determiners.has(reading.keys[at - 1] ?? '')
}
const determiners = new Set(
  'the a an this that our your my his her its their new no any some each le la les un une des du de au aux el los las una unos al del lo il gli uno i en het een'.split(
    ' ',
  ),
)

/** In lower case: a name that is nothing else, and a given name with a family name. */
function smallAt(reading: Reading, at: number, bits: number): Name | undefined {
  if (bits & thing) return undefined
  const to =
    reading.words[at + 1]?.capital && !reading.loud[at]
      ? at + 1
      : extend(reading, at, { cased: false, eager: false })
  if (to > at + 1) {
    const others = bitsBetween(reading, at + 1, to)
    const clear = others.some(known => known & (family | given) && !(known & anyWord))
    if (!isWord(reading, at) && !(bits & anyWord)) return found(at, to, 0.6)
    if (clear && (!isWord(reading, at) || others.some(known => known & firm && !(known & anyWord))))
      return found(at, to, 0.55)
  }
  const told = deeds.has(reading.keys[at + 2] ?? '') && (reading.bits[at + 1] ?? 0) & firm
  if (to === at + 1 && told && !(bits & anyWord) && joint(reading, to) === ' ') return found(at, at + 2, 0.55)
  return bits & plain && !reading.words[at]?.digit ? found(at, at + 1, 0.5) : undefined
}
