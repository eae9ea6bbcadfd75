import { anyWord, family, firm, given, sure, thing } from '../lexicon/bits.ts'
import { announces, endsClause, endsLine, leadsToFamily, type Name, nameFrom } from './name.ts'
import { extend, isCapital, isInitial, isParticle, isUnknown, isWord } from './parts.ts'
import type { Reading } from './reading.ts'
import { isTitle } from './titles.ts'

/** "Name: …", "From: …": also written before things, so that something of the name must be known. */
export function afterLabel(reading: Reading, at: number): Name | undefined {
  const bits = reading.bits[at] ?? 0
  const word = reading.words[at]
  if (!word || word.digit || isTitle(reading, at)) return undefined
  const turned = turnedAt(reading, at)
  if (turned) return turned
  const whole = nameFrom(reading, at, (bits & given) !== 0 && !(bits & thing), 0.75)
  const several = whole.to > at + 1
  if (isParticle(reading, at)) return leadsToFamily(reading, at) ? whole : undefined
  if (isInitial(reading, at)) return several ? whole : undefined
  if (bits & thing) return several && bits & given ? whole : undefined
  if (bits & given) return !isWord(reading, at) || several ? whole : undefined
  if (bits & family) {
    return several || !(bits & anyWord) || (bits & firm && endsLine(reading, whole.to)) ? whole : undefined
  }
  if (!isUnknown(reading, at)) return undefined
  if (isCapital(reading, at)) return several ? whole : undefined
  const to = nameFrom(reading, at, true, 0.75).to
  const last = reading.bits[to - 1] ?? 0
  return to > at + 1 && last & family && !(last & anyWord) && endsLine(reading, to)
    ? { ...whole, to }
    : undefined
}

/** "Vorname: …", "account holder: …": a name and nothing else. */
export function afterField(reading: Reading, at: number): Name | undefined {
  if (isTitle(reading, at)) return undefined
  const turned = turnedAt(reading, at)
  if (turned) return turned
  return announces(reading, at) ? nameFrom(reading, at, true, 0.8) : undefined
}

/** "Nachname Vandermeer, Vorname Joost". */
export function afterPart(reading: Reading, at: number): Name | undefined {
  const bits = reading.bits[at] ?? 0
  if (!isCapital(reading, at) || isTitle(reading, at) || isWord(reading, at) || bits & thing) return undefined
  const whole = nameFrom(reading, at, false, 0.75)
  return bits & (given | family) || (isUnknown(reading, at) && endsClause(reading, whole.to))
    ? whole
    : undefined
}

/** "Müller, Anna": the family name first. */
function turnedAt(reading: Reading, at: number): Name | undefined {
  const next = reading.words[at + 1]
  if (!next || !((reading.bits[at] ?? 0) & family) || !((reading.bits[at + 1] ?? 0) & sure)) return undefined
  if (reading.scan.text.slice(reading.words[at]?.end ?? 0, next.start) !== ', ') return undefined
  const to = extend(reading, at + 1, { cased: isCapital(reading, at + 1), eager: false })
  return endsLine(reading, to) ? { from: at, to, weight: 0.75, announced: false } : undefined
}
