import { family, firm, given, sure, thing } from '../lexicon/bits.ts'
import { endsClause, leadsToFamily, type Name, nameFrom } from './name.ts'
import { isCapital, isGerman, isInitial, isParticle, isUnknown, isWord } from './parts.ts'
import type { Match } from './phrases.ts'
import type { Reading } from './reading.ts'
import { isRespect, isTitle } from './titles.ts'

/** "Hi Anna,": a given name, or a word that is none of any language and then a comma or the end of the line. */
export function afterGreeting(reading: Reading, at: number): Name | undefined {
  const word = reading.words[at]
  if (!word || word.digit || isTitle(reading, at) || isRespect(reading, at)) return undefined
  const bits = reading.bits[at] ?? 0
  const whole = nameFrom(reading, at, false, 0.75)
  const several = whole.to > at + 1
  const ends = endsClause(reading, whole.to)
  if (!isCapital(reading, at)) {
    if (bits & thing || !(bits & sure)) return undefined
    return !isWord(reading, at) || (ends && word.lower.length > 2) ? whole : undefined
  }
  if (bits & given) {
    if (!(bits & thing) && !isWord(reading, at)) return whole
    return several || (ends && bits & sure) ? whole : undefined
  }
  if (!isUnknown(reading, at) || word.shout) return undefined
  return several ||
    (isGerman(reading, at) ? ',\n'.includes(reading.scan.text.charAt(word.end) || '\n') : ends)
    ? whole
    : undefined
}

/** "Best regards," and the name on its own, beside it or beneath it. */
export function afterClosing(reading: Reading, at: number, cue: Match): Name | undefined {
  const word = reading.words[at]
  const last = reading.words[cue.to - 1]
  if (!word || !last || word.digit || isTitle(reading, at) || isRespect(reading, at)) return undefined
  if (owned.has(reading.keys[cue.from] ?? '') && !reading.words[cue.from]?.first) return undefined
  const gap = reading.scan.text.slice(last.end, word.start)
  const apart = gap.includes('\n')
  const bits = reading.bits[at] ?? 0
  const whole = nameFrom(reading, at, apart, 0.75)
  const several = whole.to > at + 1
  const ends = endsSignature(reading, whole.to)
  if (isParticle(reading, at)) return ends && apart && leadsToFamily(reading, at) ? whole : undefined
  if (isInitial(reading, at)) return ends && several ? whole : undefined
  if (apart && word.end - word.start === 1) return smallInitial(reading, at)
  const big = isCapital(reading, at)
  if (bits & given) {
    if (bits & thing) return ends && big && (apart || gap.includes(',') || several) ? whole : undefined
    if (ends) return apart || gap.includes(',') || bits & sure ? whole : undefined
    return big && bits & sure && !isWord(reading, at) ? whole : undefined
  }
  if (!ends || !big) return undefined
  if (bits & firm && !isWord(reading, at)) return whole
  if (!apart && !gap.includes(',')) return undefined
  if (bits & family) return !isWord(reading, at) || !isGerman(reading, at) ? whole : undefined
  return isUnknown(reading, at) && !word.shout ? whole : undefined
}

/** "Ton Pierre" is a closing at the beginning of a line only. */
const owned = new Set(
  'your dein deine eure euer ihr ihre ton ta votre tuyo tuya tuo tua vostro vostra je jouw uw'.split(' '),
)

/** "r. perez" beneath the greetings. */
function smallInitial(reading: Reading, at: number): Name | undefined {
  const next = reading.words[at + 1]
  if (reading.scan.text.slice(reading.words[at]?.end ?? 0, next?.start) !== '. ') return undefined
  const known =
    (reading.bits[at + 1] ?? 0) & family || isUnknown(reading, at + 1) || isParticle(reading, at + 1)
  const { to } = nameFrom(reading, at + 1, true, 0.75)
  return known && endsSignature(reading, to) ? { from: at, to, weight: 0.75, announced: false } : undefined
}

const conjunctions = new Set(['and', 'und', 'et', 'y', 'e', 'en'])

/** Kisses and smileys may stand after a name, and in the next column a company. */
function endsSignature(reading: Reading, to: number): boolean {
  if (conjunctions.has(reading.keys[to] ?? '') && (reading.bits[to + 1] ?? 0) & sure) return true
  const end = reading.words[to - 1]?.end ?? 0
  return /^[ .!*_)xX]{0,4}(?:\n|$|[,|(\u2190-\uffff])/.test(reading.scan.text.slice(end, end + 6))
}
