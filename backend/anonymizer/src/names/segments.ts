import { anyWord, family, firm, given, plain, sure, thing, trade } from '../lexicon/bits.ts'
import { found, type Name } from './name.ts'
import {
  isCapital,
  isGerman,
  isInitial,
  isParticle,
  isUnknown,
  isWord,
  joint,
  pastParticles,
} from './parts.ts'
import { announcers } from './phrases.ts'
import type { Reading } from './reading.ts'

/** "…, daniel lozano blanco, …", "| cody hall |": a given name and more, and nothing else between two signs. */
export function segmentAt(reading: Reading, at: number, bits: number): Name | undefined {
  if (!(bits & given) || bits & thing || (!(bits & sure) && bits & anyWord) || !opens(reading, at))
    return undefined
  let to = at + 1
  let strong = (bits & plain) !== 0 || ((bits & sure) !== 0 && !(bits & anyWord))
  let doubts = strong ? 0 : 1
  for (; to < at + 6; to++) {
    const how = joint(reading, to)
    if (how === '') break
    if (isParticle(reading, to) && pastParticles(reading, to) > to) continue
    if (isInitial(reading, to) || isDotted(reading, to)) continue
    const known = reading.bits[to] ?? 0
    if (isCapital(reading, at) && !isCapital(reading, to)) return undefined
    if (!isPart(reading, to, known)) return undefined
    const clear = known & (family | given) && !(known & (anyWord | thing))
    if (clear || (known & firm && columned(reading, at))) strong = true
    else if (!(known & (firm | trade))) doubts++
  }
  if (to === at + 1 || isParticle(reading, to - 1) || !strong || doubts > 1) return undefined
  return closes(reading, to) ? found(at, to, 0.62) : undefined
}

/** The middle initial of "daisy l. bell". */
function isDotted(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  return word?.lower.length === 1 && reading.scan.text.charAt(word.end) === '.'
}

function isPart(reading: Reading, at: number, known: number): boolean {
  const key = reading.keys[at] ?? ''
  if (announcers.has(key) || reading.bound[at] || key.length < 2) return false
  if (known & (family | given)) {
    if (known & thing && !(known & firm)) return false
    return (
      !isWord(reading, at) ||
      ((known & (firm | trade)) !== 0 && !isGerman(reading, at)) ||
      (known & trade) !== 0
    )
  }
  return isUnknown(reading, at) && !(isGerman(reading, at) && isCapital(reading, at))
}

function opens(reading: Reading, at: number): boolean {
  const { text } = reading.scan
  const start = reading.words[at]?.start ?? 0
  const sign = text.charAt(start - 1) === ' ' ? text.charAt(start - 2) : text.charAt(start - 1)
  return ',;:|\n("<>\t/-*'.includes(sign)
}

/** In a column of a table even a name of two ordinary words is one. */
function columned(reading: Reading, at: number): boolean {
  const start = reading.words[at]?.start ?? 0
  return (
    isCapital(reading, at) && !isGerman(reading, at) && reading.scan.text.slice(start - 2, start) === '| '
  )
}

function closes(reading: Reading, to: number): boolean {
  const end = reading.words[to - 1]?.end ?? 0
  return /^ ?(?:[,;|\n(")<>\t/\d]|- |$)/.test(reading.scan.text.slice(end, end + 3))
}

/** "LECLERC Antoine", "PÉREZ GALDÓS, Ana": the family name in capitals before the given name. */
export function loudFamilyAt(reading: Reading, at: number): Name | undefined {
  const word = reading.words[at]
  if (!word?.shout || reading.loud[at] || word.end - word.start < 3) return undefined
  let next = at + 1
  while (next < at + 3 && reading.words[next]?.shout && joint(reading, next) !== '') next++
  const first = reading.words[next]
  if (!first?.capital || first.shout || !((reading.bits[next] ?? 0) & sure) || isWord(reading, next))
    return undefined
  if ((reading.bits[next] ?? 0) & thing) return undefined
  const gap = reading.scan.text.slice(reading.words[next - 1]?.end ?? 0, first.start)
  if (gap !== ' ' && gap !== ', ') return undefined
  const bits = reading.bits[at] ?? 0
  if (
    bits & family
      ? (bits & thing) !== 0 && !(bits & firm)
      : !isUnknown(reading, at) || word.end - word.start < 5
  )
    return undefined
  return found(at, next + 1, 0.6)
}
