import { gap, has, lowerAt, only, type Reading } from '../reading.ts'
import type { Cue } from './cues.ts'
import { afterNames, fill, notAt, notNames, of, owners, passwords, platforms, says } from './lexicon.ts'
import { hasShape, isStrong } from './shapes.ts'
import { domain } from './signs.ts'

/** What may be a user name, with its @ if it has one. */
export interface Value {
  start: number
  end: number
  text: string
}

const value = /(?:live:)?[\p{L}\d_](?:[\p{L}\d_]|[.-](?=[\p{L}\d_])){1,38}(?:#[\p{L}\d]{2,5})?_{0,2}/uy

/** The value that begins with the word `at`. */
export function valueAt({ scan, words }: Reading, at: number): Value | null {
  const start = words[at]!.start - leading(scan.text, words[at]!.start)
  value.lastIndex = start
  if (!value.test(scan.text)) return null
  const end = value.lastIndex
  const next = scan.text.charAt(end)
  if (/[`{</$\\&]/.test(scan.text.charAt(start - 1)) || /[`}>]/.test(next)) return null
  if (next === '@' || next === '(' || (next === '/' && scan.text.charAt(end + 1) !== ' ')) return null
  const sign = scan.text.charAt(start - 1) === '@' ? 1 : 0
  return { start: start - sign, end, text: scan.text.slice(start, end) }
}

/** Underscores belong to the name that they begin. */
function leading(text: string, start: number): number {
  let count = 0
  while (count < 3 && text.charAt(start - count - 1) === '_') count++
  return count
}

/** Whether a value after a cue is a name; `said` tells that a colon or an "is" announced it. */
export function accepts(
  reading: Reading,
  at: number,
  cue: Cue,
  said: boolean,
  { text, start }: Value,
): boolean {
  const lower = text.toLowerCase()
  if (domain.test(lower) || isNumeric(lower)) return false
  if (reading.scan.text.charAt(start) === '@') return !notAt.has(lower)
  const word = !hasShape(text)
  if (device.test(lower)) return false
  if (cue === 'shy')
    return !word && isStrong(text) && (said || text.includes('_') || of.has(lowerAt(reading, at - 1)))
  if (platforms.has(lower) || notNames.has(lower)) return false
  if (!word) return cue === 'name' || said || isStrong(text)
  if (lower.length < 3 || lower.split('-').some(part => notNames.has(part))) return false
  return isWordName(reading, at, cue, said)
}

/** A plain word is a name only where the words around leave no doubt. */
function isWordName(reading: Reading, at: number, cue: Cue, said: boolean): boolean {
  if (cue === 'login' && hasPassword(reading, at)) return true
  if (fill.has(lowerAt(reading, at)) || !said) return false
  const quoted = has(reading, at, gap.mark)
  const colon = has(reading, at, gap.colon)
  if (cue === 'name') return quoted || colon || isOwn(reading, at)
  return (colon || quoted || isNamed(reading, at)) && endsHere(reading, at)
}

/** "my username is annabanana": said by its owner, and no "taken" or "blocked". */
function isOwn(reading: Reading, at: number): boolean {
  if (isSentence(reading, at)) return false
  for (let before = at - 1; before >= Math.max(0, at - 6); before--) {
    if (owners.has(lowerAt(reading, before))) return true
  }
  return false
}

/** "instagram name is anna": the platform's cue names the name. */
function isNamed(reading: Reading, at: number): boolean {
  return says.has(lowerAt(reading, at - 1)) && lowerAt(reading, at - 1).length > 2
}

const device =
  /^(?:iphone|ipad|galaxy|switch|xbox|ps|pixel|windows|android|ios|mac|deck|rtx|gtx|usb|hdmi|mp)\d{1,2}(?!\d)/

const numeric =
  /^[\d.,:/#-]+$|^\d+(?:st|nd|rd|th|x|k|h|cm|kg|gb|mb|e|er|%)$|^v?\d+(?:\.\d+)+$|^\p{L}?\d{1,2}$/u

function isNumeric(lower: string): boolean {
  return numeric.test(lower)
}

/** "usuario lunagonzalo contraseña …" */
function hasPassword(reading: Reading, at: number): boolean {
  const next = lowerAt(reading, at + 1)
  const french = next === 'mot' && lowerAt(reading, at + 2) === 'de'
  return only(reading, at + 1, gap.space | gap.comma | gap.slash) && (passwords.has(next) || french)
}

/** A plain word with another word after it in the sentence may be a verb or an adjective. */
function isSentence(reading: Reading, at: number): boolean {
  const next = reading.words[at + 1]
  if (!next || !only(reading, at + 1, gap.space)) return false
  return /(?:ed|ing|en|t|é|ée|ado|ada|ato|ata)$/.test(lowerAt(reading, at))
}

function endsHere(reading: Reading, at: number): boolean {
  return has(reading, at + 1, ~(gap.space | gap.apostrophe)) || afterNames.has(lowerAt(reading, at + 1))
}
