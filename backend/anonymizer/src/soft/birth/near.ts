// Dates in the words after or before a cue.
import { gap, gapBefore, has, lowerAt, only, type Reading } from '../reading.ts'
import { type DateFound, dateAt, yearAt } from './dates.ts'
import { type Cue, fill, is, people, things, weekdays } from './lexicon.ts'
import type { Dated } from './persons.ts'

const reach = 10
const near =
  gap.picture |
  gap.space |
  gap.comma |
  gap.colon |
  gap.mark |
  gap.cell |
  gap.dot |
  gap.dash |
  gap.apostrophe |
  gap.slash |
  gap.line

/** "born in London on 3 March 1985", "Geburtsdatum: 12.03.1985" */
export function dateAfter(reading: Reading, at: number, cue: Cue): Dated | null {
  let said = false
  let free = 0
  for (let next = at + 1; next <= at + reach && reading.words[next]; next++) {
    if (!only(reading, next, near) || isSentenceEnd(reading, next)) return null
    said ||= has(reading, next, gap.colon | gap.cell) || is.has(lowerAt(reading, next - 1))
    const date = dateAt(reading, next)
    if (date) return isBirth(reading, at, cue, date, said) ? { at: next, date, weight: 0.8 } : null
    const year = yearAt(reading, next)
    if (year)
      return isYear(reading, at, cue, said || (cue === 'field' && next === at + 1))
        ? { at: next, date: year, weight: 0.7 }
        : null
    if (isFiller(reading, next) || (cue === 'birthday' && people.has(lowerAt(reading, next)))) continue
    if (cue === 'birthday' || cue === 'year' || ++free > (cue === 'born' ? 4 : 5)) return null
  }
  return null
}

function isSentenceEnd(reading: Reading, at: number): boolean {
  const before = gapBefore(reading, at)
  if (!(before & gap.dot) || !(before & gap.space)) return false
  return lowerAt(reading, at - 1).length > 4 && reading.words[at]!.capital
}

function isFiller(reading: Reading, at: number): boolean {
  const lower = lowerAt(reading, at)
  return fill.has(lower) || is.has(lower) || weekdays.has(lower)
}

const latestParty = 2018

function isBirth(reading: Reading, at: number, cue: Cue, date: DateFound, said: boolean): boolean {
  if (cue === 'year') return isYear(reading, at, cue, said)
  if (cue === 'birthday') return said || (date.year !== null && date.year < latestParty)
  if (date.year === null) return cue === 'field' || isPerson(reading, at)
  return cue === 'field' || !isThing(reading, at)
}

function isYear(reading: Reading, at: number, cue: Cue, said: boolean): boolean {
  if (cue === 'field') return said
  if (cue === 'birthday') return false
  if (cue === 'year') return said || isPerson(reading, at)
  return !isThing(reading, at)
}

const nearest = 8

/** Something was born that is not a person: a brand, an idea. */
function isThing(reading: Reading, at: number): boolean {
  return nearby(reading, at, things)
}

function isPerson(reading: Reading, at: number): boolean {
  return nearby(reading, at, people) && !isThing(reading, at)
}

function nearby(reading: Reading, at: number, words: ReadonlySet<string>): boolean {
  for (let next = at - 1; next >= Math.max(0, at - nearest); next--) {
    if (isSentenceEnd(reading, next + 1) || has(reading, next + 1, gap.paragraph)) return false
    if (words.has(lowerAt(reading, next))) return true
  }
  return false
}

/** "am 3.4.85 in Köln geboren", "12/03/1985 is my birthday" */
export function dateBefore(reading: Reading, at: number, cue: Cue): Dated | null {
  let said = false
  let free = 0
  for (let next = at - 1; next >= Math.max(0, at - reach); next--) {
    if (!only(reading, next + 1, near & ~gap.line) || isSentenceEnd(reading, next + 1)) return null
    const date = reading.words[next]!.digit ? lastDate(reading, next, cue) : null
    if (date) {
      const sure = cue === 'born' ? !isThing(reading, at) : said || isHad(reading, date.from)
      return sure ? { at: date.from, date, weight: 0.8 } : null
    }
    if (is.has(lowerAt(reading, next))) said = true
    else if (!isFiller(reading, next) && (cue !== 'born' || ++free > 3)) return null
  }
  return null
}

/** "Ich habe am 3. April Geburtstag" */
function isHad(reading: Reading, from: number): boolean {
  return /^(?:habe?|hat|hatte)$/.test(lowerAt(reading, from - 2)) && lowerAt(reading, from - 1) === 'am'
}

/** The date whose last word is `last`. */
function lastDate(reading: Reading, last: number, cue: Cue): (DateFound & { from: number }) | null {
  for (let from = Math.max(0, last - 4); from < last; from++) {
    const date = dateAt(reading, from)
    if (date && date.to === last + 1 && date.year) return { ...date, from }
  }
  const year = cue === 'born' ? yearAt(reading, last) : null
  return year && { ...year, from: last }
}
