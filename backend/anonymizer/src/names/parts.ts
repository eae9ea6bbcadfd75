import { anyWord, family, firm, given, plain, sure, thing, trade, wordIn } from '../lexicon/bits.ts'
import { announcers, labels, titles } from './phrases.ts'
import type { Reading } from './reading.ts'

/**
 * How far a name may go: `cased` names are written with capitals; an `eager` one stands after words that announce a
 * name, so that words may be in it that nobody knows.
 */
export interface Manner {
  cased: boolean
  eager: boolean
}

const particles = new Set(
  'von van vom vander de del della delle dei degli dello di da dal dalla do dos das du des le la les los las lo ten ter te zu zum zur bin ibn bint abu al el ben den der het t af av mc mac dell dall d st san santa saint ni nic ui'.split(
    ' ',
  ),
)
/** Articles, which in lower case are particles only after another one. */
const inner = new Set(['den', 'der', 'het', 'le', 'la', 'les', 'los', 'las', 'lo', 'zu', 'zum', 'zur'])
/** Particles that are prepositions as well: after them a family name must be known. */
const loose = new Set(['von', 'de', 'di', 'da', 'del', 'du', 'della', 'dal'])
const nounEnding =
  /(?:ung|ungen|heit|keit|schaft|tion|tionen|nummer|chen|innen|erin|tät|ismus|karte|karten|geld|zeit|preis|dienst|stelle|platz|straße|strasse|haus|liste|code|wert|stück|kosten|praxis|verwaltung|berater|leiter|anwalt|anwältin|abteilung|afdeling|leitung|service|team|zaken)$/
const verbEnding =
  /(?:ing|ed|ly|ung|ungen|lich|isch|tion|ment|ando|endo|ato|ata|ado|ada|iamo|amos|aient|erais|eront|issez)$/

/** The sign between a word and the one before it, if the two may be of one name. */
export function joint(reading: Reading, at: number): string {
  const before = reading.words[at - 1]
  const word = reading.words[at]
  if (!before || !word) return ''
  const short = before.end - before.start === 1 || abbreviations.has(before.lower)
  if (word.tie === ' ' || word.tie === '-' || word.tie === "'") return word.tie
  if (word.tie === '.') return short ? '.' : ''
  const gap = word.start - before.end
  if (gap !== 2) return ''
  const signs = reading.scan.text.slice(before.end, word.start)
  if (signs === '. ') return short ? '.' : ''
  if (signs === '.-') return '-'
  if (signs === " '" && word.lower === 't') return ' '
  return signs === '  ' ? ' ' : ''
}
const abbreviations = new Set(['st', 'chr', 'wm', 'jos', 'joh', 'ma', 'mc', 'fr'])

/** The word is an ordinary one in the language of its line. */
export function isWord(reading: Reading, at: number): boolean {
  return ((reading.bits[at] ?? 0) & (reading.tongues[at] ?? 0)) !== 0
}

export function isGerman(reading: Reading, at: number): boolean {
  return reading.tongues[at] === wordIn.de
}

/** Written with a capital in a line where that says something. */
export function isCapital(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  return word?.capital === true && !word.digit && reading.loud[at] === 0
}

export function isInitial(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  return word?.capital === true && word.end - word.start === 1
}

export function isParticle(reading: Reading, at: number): boolean {
  return particles.has(reading.keys[at] ?? '')
}

/** Nothing is known of the word, and it does not look like an ordinary one. */
export function isUnknown(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word || word.digit) return false
  const length = word.end - word.start
  if (
    length < 2 ||
    length > 20 ||
    (reading.bits[at] ?? 0) & (wordsAgainst(reading, at) | thing | given | family)
  )
    return false
  if (word.shout && length < 5 && reading.loud[at] === 0) return false
  if (announcers.has(reading.keys[at] ?? '') || isInflected(reading, at) || isCompound(reading, at))
    return false
  return !(word.capital ? nounEnding : verbEnding).test(word.lower)
}

/** With a capital a word of another language may well be a name, but English words are met in every language. */
function wordsAgainst(reading: Reading, at: number): number {
  return isCapital(reading, at) ? (reading.tongues[at] ?? 0) | wordIn.en : anyWord
}

/** A plural or the like of an ordinary word. */
function isInflected(reading: Reading, at: number): boolean {
  const key = reading.keys[at] ?? ''
  const tongue = reading.tongues[at] ?? 0
  if (key.length < 5 || !/[senm]$/.test(key) || (isCapital(reading, at) && !isGerman(reading, at)))
    return false
  const { bitsOf } = reading.lexicon
  return (bitsOf(key.slice(0, -1)) & tongue) !== 0 || (bitsOf(key.slice(0, -2)) & tongue) !== 0
}

/** A German noun that ends in another one, unless that one ends family names as well. */
function isCompound(reading: Reading, at: number): boolean {
  const key = reading.keys[at] ?? ''
  if (!isGerman(reading, at)) return false
  for (let cut = 3; cut <= key.length - 4; cut++) {
    const bits = reading.lexicon.bitsOf(key.slice(cut))
    if (bits & wordIn.de && !(bits & (given | family))) return true
  }
  return false
}

/** From the first word of a name to the one after its last. */
export function extend(reading: Reading, from: number, manner: Manner): number {
  let end = from + 1
  for (let parts = 1; parts < 6 && end < reading.words.length; parts++) {
    const next = extendOnce(reading, end, manner, parts)
    if (next === end) break
    end = next
  }
  return end
}

function extendOnce(reading: Reading, at: number, manner: Manner, parts: number): number {
  const how = joint(reading, at)
  if (how === '' || reading.bound[at] || isLabel(reading, at)) return at
  if (how === '-' || how === "'") return tied(reading, at, manner, how) ? at + 1 : at
  const root = pastParticles(reading, at)
  if (root > at) return follows(reading, root, manner, parts, true) ? rootEnd(reading, root) : at
  if (isInitial(reading, at)) return afterInitial(reading, at, manner, parts)
  return follows(reading, at, manner, parts, false) ? at + 1 : at
}

/** "Nombre: Esteban Apellidos: …" */
function isLabel(reading: Reading, at: number): boolean {
  return (
    labels.has(reading.keys[at] ?? '') && /[:=]/.test(reading.scan.text.charAt(reading.words[at]?.end ?? 0))
  )
}

/** O'Neill and D'Angelo, and the middle initial of John F. Smith. */
function afterInitial(reading: Reading, at: number, manner: Manner, parts: number): number {
  if (joint(reading, at + 1) === '') return at
  return follows(reading, at + 1, manner, parts, true) ? at + 2 : at
}

function rootEnd(reading: Reading, root: number): number {
  return isInitial(reading, root) && joint(reading, root + 1) === "'" ? root + 2 : root + 1
}

/** "op den Kamp", "uit den Bogaard". */
const upon = new Set(['op', 'uit', 'aan'])
const lower = new Set(['den', 'der', 't'])

/** "den Hartog": an article that is a particle in Dutch. */
function isHartog(reading: Reading, at: number): boolean {
  const next = reading.bits[at + 1] ?? 0
  return (
    reading.keys[at] === 'den' &&
    !isGerman(reading, at) &&
    joint(reading, at + 1) === ' ' &&
    ((next & family) !== 0 || isCapital(reading, at + 1))
  )
}

/** The first word after `von der`, `de la`, `van den` … that is none of these. */
export function pastParticles(reading: Reading, at: number): number {
  let end = at
  if (upon.has(reading.keys[at] ?? '')) {
    if (
      !lower.has(reading.keys[at + 1] ?? '') ||
      joint(reading, at + 1) === '' ||
      joint(reading, at + 2) === ''
    )
      return at
    return at + 2
  }
  if (isHartog(reading, at)) return at + 1
  if (inner.has(reading.keys[at] ?? '') && !reading.words[at]?.capital && !reading.loud[at]) return at
  while (end < at + 3 && isParticle(reading, end) && joint(reading, end + 1) !== '') end++
  return end
}

function tied(reading: Reading, at: number, manner: Manner, how: string): boolean {
  const word = reading.words[at]
  if (!word || word.digit || word.end - word.start < 2) return false
  if (how === "'") {
    const before = reading.words[at - 1]
    const short = before !== undefined && before.end - before.start < 3
    return short && (isCapital(reading, at) || !manner.cased) && !isWord(reading, at)
  }
  const bits = reading.bits[at] ?? 0
  if (manner.cased && !word.capital) return (bits & given) !== 0 && !isWord(reading, at)
  if (bits & (given | family)) return !(isGerman(reading, at) && isWord(reading, at)) || (bits & firm) !== 0
  if (manner.cased) return !isGerman(reading, at) || (!isWord(reading, at) && !isCompound(reading, at))
  return manner.eager && isUnknown(reading, at)
}

/** Whether a word may go on with a name that has begun. */
function follows(reading: Reading, at: number, manner: Manner, parts: number, led: boolean): boolean {
  const word = reading.words[at]
  if (!word || word.digit) return false
  return manner.cased
    ? followsCased(reading, at, led, manner.eager)
    : followsSmall(reading, at, manner, parts, led)
}

function followsCased(reading: Reading, at: number, led: boolean, eager: boolean): boolean {
  const word = reading.words[at]
  if (!word?.capital || titles.has(reading.keys[at] ?? '')) return false
  const bits = reading.bits[at] ?? 0
  if (word.end - word.start === 1) return led && joint(reading, at + 1) === "'"
  if (led && bits & family && (reading.tongues[at] ?? 0) & wordIn.nl) return true
  if (bits & thing && !(bits & firm)) return eager && (bits & (given | family)) !== 0
  if (
    led &&
    !eager &&
    !(bits & (given | family)) &&
    loose.has(reading.words[at - 1]?.lower ?? '') &&
    !reading.words[at - 1]?.capital
  )
    return false
  if (led && !isGerman(reading, at)) return true
  if (isWord(reading, at)) return (bits & (isGerman(reading, at) ? firm | sure : family | given)) !== 0
  return (bits & (given | family)) !== 0 || isUnknown(reading, at)
}

function followsSmall(reading: Reading, at: number, manner: Manner, parts: number, led: boolean): boolean {
  const bits = reading.bits[at] ?? 0
  const key = reading.keys[at] ?? ''
  if ((bits & thing && !(bits & firm)) || announcers.has(key)) return false
  if (isWord(reading, at)) return parts === 1 && (bits & (manner.eager || led ? firm : trade)) !== 0
  if (bits & plain) return true
  if (bits & (family | sure)) return !(bits & anyWord) || (bits & firm) !== 0 || manner.eager
  if (bits & given) return manner.eager
  return manner.eager && parts === 1 && key.length > 2 && isUnknown(reading, at)
}
