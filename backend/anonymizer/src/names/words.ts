import type { Scan } from '../scan.ts'

/** A run of letters or digits. Hyphens, apostrophes and dots stand between words; `tie` tells which. */
export interface Word {
  start: number
  end: number
  lower: string
  /** Begins with a capital letter. */
  capital: boolean
  /** All capitals, two letters at least. */
  shout: boolean
  /** Contains a digit. */
  digit: boolean
  /** Begins a sentence, a line, a table cell, or what stands after a colon, a bracket or a bullet. */
  first: boolean
  /** The one sign between the word before and this one ('' at the beginning, or where there are more). */
  tie: string
}

const kept = new WeakMap<Scan, readonly Word[]>()

/** The words of a text in their order, split once per scan. */
export function wordsOf(scan: Scan): readonly Word[] {
  let words = kept.get(scan)
  if (!words) {
    words = split(scan)
    kept.set(scan, words)
  }
  return words
}

const other = 0
const small = 1
const large = 2
const digit = 3
const table = Uint8Array.from({ length: 0x250 }, (_, code) => slowClass(code))

function split({ text, lower }: Scan): Word[] {
  const words: Word[] = []
  let last: Word | undefined
  for (let at = 0; at < text.length; at++) {
    const kind = classOf(text, at)
    if (kind === other) continue
    const start = at
    let smalls = 0
    let larges = 0
    let digits = 0
    for (let next = kind; next !== other; next = ++at < text.length ? classOf(text, at) : other) {
      if (next === small) smalls++
      else if (next === large) larges++
      else digits++
    }
    const tie = last && start - last.end === 1 ? text.charAt(last.end) : ''
    last = {
      start,
      end: at,
      lower: lower.slice(start, at),
      capital: kind === large,
      shout: larges > 1 && smalls === 0,
      digit: digits > 0,
      first: begins(text, last, start),
      tie,
    }
    words.push(last)
  }
  return words
}

/** Signs after which a capital says nothing; a full stop after an initial or a title is not the end of a sentence. */
const opening = new Set('\n!?:;|([{"•·*>#…')
const abbreviated = new Set(
  'dr mr mrs ms mx prof st hr fr sr sra srta sig dott avv ing dipl dhr mevr mw mme mlle nr no str bzw ca geb ref tel ext'.split(
    ' ',
  ),
)

function begins(text: string, last: Word | undefined, start: number): boolean {
  if (!last) return true
  for (let at = last.end; at < start; at++) {
    const sign = text.charAt(at)
    if (opening.has(sign) || sign > '\u2190') return true
    if (sign === '.' && at + 1 < start && !isAbbreviated(last)) return true
  }
  return false
}

function isAbbreviated(word: Word): boolean {
  return (word.end - word.start === 1 && !word.digit) || abbreviated.has(word.lower)
}

function classOf(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return table[code] ?? slowClass(code)
}

function slowClass(code: number): number {
  const sign = String.fromCharCode(code)
  if (/[\p{Lu}\p{Lt}]/u.test(sign)) return large
  if (/[\p{L}\p{M}]/u.test(sign)) return small
  return /\p{N}/u.test(sign) ? digit : other
}
