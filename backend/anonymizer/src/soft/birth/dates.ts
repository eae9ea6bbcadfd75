import { gap, gapBefore, lowerAt, only, type Reading } from '../reading.ts'
import { dateLinks, months, yearLinks } from './lexicon.ts'

/** A date that begins with some word: where it ends, and what of it there is. */
export interface DateFound {
  to: number
  year: number | null
  /** A day and a month, and not only a year. */
  day: boolean
}

const dayWord = /^(\d{1,2})(?:st|nd|rd|th|er|ère|º|°|ste|de|e)?$/
const separators = gap.dot | gap.slash | gap.dash | gap.space
const inside = gap.space | gap.dot | gap.comma | gap.dash | gap.slash | gap.apostrophe

/** The date that begins with the word `at`: 12.03.1985, 1985-03-12, 3/12/85, 3. April 1985, March 3rd, 1985. */
export function dateAt(reading: Reading, at: number): DateFound | null {
  const word = reading.words[at]
  if (!word) return null
  if (!word.digit) return monthFirst(reading, at)
  return (
    numeric(reading, at) ??
    isoAt(reading, at) ??
    named(reading, at) ??
    compact(reading, at) ??
    gluedAt(reading, at)
  )
}

/** A year alone. */
export function yearAt(reading: Reading, at: number): DateFound | null {
  const lower = lowerAt(reading, at)
  if (!/^(?:19\d\d|20[0-3]\d)$/.test(lower) || isJoined(reading, at + 1)) return null
  return { to: at + 1, year: Number(lower), day: false }
}

function numeric(reading: Reading, at: number): DateFound | null {
  const [first, second, third] = [lowerAt(reading, at), lowerAt(reading, at + 1), lowerAt(reading, at + 2)]
  if (!/^\d{1,2}$/.test(first) || !/^\d{1,2}$/.test(second) || !/^(?:\d{2}|\d{4})$/.test(third)) return null
  const between = gapBefore(reading, at + 1)
  if ((between & ~separators) !== 0 || (gapBefore(reading, at + 2) & ~separators) !== 0) return null
  if (between === gap.space && third.length !== 4) return null
  const year = yearOf(third)
  if (!year || !isDay(Number(first), Number(second)) || isJoined(reading, at + 3)) return null
  return { to: at + 3, year, day: true }
}

/** 1985-03-12, 1985/3/12 */
function isoAt(reading: Reading, at: number): DateFound | null {
  const [first, second, third] = [lowerAt(reading, at), lowerAt(reading, at + 1), lowerAt(reading, at + 2)]
  const day = /^(\d{1,2})(?:t\d\d)?$/.exec(third)?.[1]
  if (!/^\d{4}$/.test(first) || !/^\d{1,2}$/.test(second) || !day) return null
  const joints = gap.dot | gap.slash | gap.dash
  if (!only(reading, at + 1, joints) || !only(reading, at + 2, joints)) return null
  const year = yearOf(first)
  return year && isDay(Number(day), Number(second)) ? { to: at + 3, year, day: true } : null
}

/** "3. April 1985", "3rd of March 1985", "3 de marzo de 1985", "1er mars" */
function named(reading: Reading, at: number): DateFound | null {
  const day = Number(dayWord.exec(lowerAt(reading, at))?.[1] ?? 0)
  if (day < 1 || day > 31) return null
  let next = at + 1
  if (dateLinks.has(lowerAt(reading, next)) && only(reading, next, gap.space)) next++
  if (!months.has(lowerAt(reading, next)) || !only(reading, next, inside)) return null
  return withYear(reading, next + 1)
}

/** "March 3rd, 1985", "March 1985" */
function monthFirst(reading: Reading, at: number): DateFound | null {
  if (!months.has(lowerAt(reading, at))) return null
  const day = Number(dayWord.exec(lowerAt(reading, at + 1))?.[1] ?? 0)
  if (day >= 1 && day <= 31 && only(reading, at + 1, inside)) return withYear(reading, at + 2)
  const next = dateLinks.has(lowerAt(reading, at + 1)) ? at + 2 : at + 1
  const year = yearAt(reading, next)
  return year && only(reading, next, gap.space | gap.comma) ? year : null
}

function withYear(reading: Reading, at: number): DateFound {
  const next = yearLinks.has(lowerAt(reading, at)) && only(reading, at, gap.space | gap.dot) ? at + 1 : at
  const lower = lowerAt(reading, next)
  const near = only(reading, next, inside)
  const short = /^\d{2}$/.test(lower) && !isJoined(reading, next + 1)
  const year = near && (short || /^\d{4}$/.test(lower)) ? yearOf(lower) : null
  return year ? { to: next + 1, year, day: true } : { to: at, year: null, day: true }
}

/** 19850312, 12031985, 120385: only where a label says so. */
function compact(reading: Reading, at: number): DateFound | null {
  const lower = lowerAt(reading, at)
  const parts =
    /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(lower)?.slice(1, 4).reverse() ??
    /^(\d\d)(\d\d)((?:19|20)\d\d|\d\d)$/.exec(lower)?.slice(1, 4)
  if (!parts || !isDay(Number(parts[0]), Number(parts[1]))) return null
  return { to: at + 1, year: yearOf(parts[2]!), day: true }
}

/** 12mar1985, 3mai85 */
function gluedAt(reading: Reading, at: number): DateFound | null {
  const match = /^(\d{1,2})(\p{L}{3,})(\d{4}|\d{2})$/u.exec(lowerAt(reading, at))
  const day = Number(match?.[1] ?? 0)
  if (!match || day < 1 || day > 31 || !months.has(match[2]!)) return null
  return { to: at + 1, year: yearOf(match[3]!), day: true }
}

function yearOf(digits: string): number | null {
  const number = Number(digits)
  if (digits.length === 2) return number > 29 ? 1900 + number : 2000 + number
  return number >= 1900 && number < 2030 ? number : null
}

function isDay(first: number, second: number): boolean {
  const [small, large] = first < second ? [first, second] : [second, first]
  return small >= 1 && small <= 12 && large <= 31
}

/** More digits glued to what would be the year: a number, not a date. */
function isJoined(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  return Boolean(word?.digit && /^[./-]$/.test(word.tie))
}
