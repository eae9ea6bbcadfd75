import { type Context, surroundings } from '../ids/context.ts'
import contrary from '../ids/contrary.json' with { type: 'json' }
import { bookOf } from '../ids/cues.ts'
import { matches } from '../matches.ts'
import type { Detector, Finding, Scan } from '../scan.ts'
import words from './cues.json' with { type: 'json' }
import { fits, isIban, structureOf } from './iban.ts'

const book = bookOf({ iban: words.iban, contrary })
const head = /[a-z]{2}[ .-]?\d[ .-]?\d/g
/** Each group ends where its run of signs does: else the ways to cut a long run into groups would be without number. */
const mistyped =
  /[a-z]{2}[ .-]?\d[ .-]?\d(?:[ .-]?[a-z]{4}(?=[ .-]?\d))?(?:[ .-]{0,2}(?=[a-z]{0,4}\d)[a-z\d]{1,32}(?![a-z\d])){1,10}/y

/** Account numbers by country, however they are spaced; what comes after one is left alone. */
export const findIbans: Detector = scan => {
  const around = surroundings(scan, book)
  return matches(scan.lower, head).flatMap(({ index }) => {
    if (!begins(scan.lower, index)) return []
    const whole = read(scan.lower, index)
    if (
      whole &&
      isIban(whole.signs) &&
      (!isWord(scan.text, index) || isAnnounced(around.of(index, whole.end)))
    )
      return [finding(scan, index, whole.end, 1)]
    const end = whole && !isSign(scan.lower, whole.end) ? whole.end : roughEnd(scan, index)
    if (!end || !isAnnounced(around.of(index, end))) return []
    return [finding(scan, index, end, 0.7)]
  })
}

function isAnnounced({ names, direct, attached }: Context): boolean {
  return (direct || attached) && names.has('iban')
}

function finding(scan: Scan, start: number, end: number, weight: number): Finding {
  return { kind: 'iban', scheme: scan.lower.slice(start, start + 2), start, end, weight }
}

/** At the beginning of a word, or glued to the word itself. */
function begins(lower: string, at: number): boolean {
  return !isSign(lower, at - 1) || lower.startsWith('iban', at - 4)
}

/** A small word before a number, like "de 1234…". */
function isWord(text: string, at: number): boolean {
  return /^[a-z]{2} /.test(text.slice(at, at + 3))
}

/** The signs that the country's structure asks for, with no more between two of them than a gap. */
function read(lower: string, start: number): { signs: string; end: number } | undefined {
  const structure = structureOf(lower.slice(start, start + 2))
  if (!structure) return undefined
  let signs = lower.slice(start, start + 2)
  let at = start + 2
  for (const kind of `nn${structure}`) {
    at = afterGap(lower, at)
    if (!fits(kind, lower.charCodeAt(at))) return undefined
    signs += lower.charAt(at++)
  }
  return /\d/.test(lower.charAt(at)) && /\d/.test(lower.charAt(at - 1)) ? undefined : { signs, end: at }
}

function afterGap(lower: string, at: number): number {
  let next = at
  while (next < at + 3 && ' .-/\n'.includes(lower.charAt(next) || 'x')) next++
  return next
}

/** Where something ends that begins like an IBAN but is too short, too long or of no country. */
function roughEnd({ lower }: Scan, start: number): number | undefined {
  mistyped.lastIndex = start
  const written = mistyped.exec(lower)?.[0]
  const length = written?.replace(/[^a-z\d]/g, '').length ?? 0
  return length > 11 && length < 36 ? start + written!.length : undefined
}

function isSign(lower: string, at: number): boolean {
  return /[a-z\d]/.test(lower.charAt(at))
}
