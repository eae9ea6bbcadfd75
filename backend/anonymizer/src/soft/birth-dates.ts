import type { Finding, Scan } from '../scan.ts'
import { answerAfter } from './answers.ts'
import { type DateFound, dateAt, yearAt } from './birth/dates.ts'
import { type Cue, cues, fill, is, people, things, weekdays, world } from './birth/lexicon.ts'
import { datesOfPersons, isAfterName } from './birth/persons.ts'
import { valuesBelow } from './columns.ts'
import { gap, gapBefore, has, lowerAt, only, type Reading, readingOf } from './reading.ts'

/** Dates of which the words around say that somebody was born then. */
export function findBirthDates(scan: Scan): Finding[] {
  const reading = readingOf(scan)
  const findings: Finding[] = []
  for (let at = 0; at < reading.words.length; at++) findings.push(...found(reading, at))
  return [...findings, ...starred(reading)]
}

function found(reading: Reading, at: number): Finding[] {
  const word = reading.words[at]!
  if (word.digit) return unsaid(reading, at)
  const cue = isAlliance(reading, at) ? null : (cues.get(word.lower) ?? spelled(reading, at))
  if (cue) return around(reading, at, cue)
  return datesOfPersons(reading, at).map(dated => finding(reading, dated.at, dated.date, 0.6))
}

/** "Layla Mansour, 20.3.1950": nothing says that it is a birth date but its place and its age. */
function unsaid(reading: Reading, at: number): Finding[] {
  if (!reading.words[at - 1]?.capital) return []
  const date = dateAt(reading, at)
  return date && isAfterName(reading, at, date) ? [finding(reading, at, date, 0.55)] : []
}

/** NATO, not the Italian "nato". */
function isAlliance(reading: Reading, at: number): boolean {
  const word = reading.words[at]!
  return word.shout && word.lower === 'nato' && !reading.words[at + 1]?.shout && !reading.words[at - 1]?.shout
}

/** d.o.b., and the French "ne" without its accent right before a date. */
function spelled(reading: Reading, at: number): Cue | null {
  const lower = lowerAt(reading, at)
  if (lower === 'b' && lowerAt(reading, at - 1) === 'o' && lowerAt(reading, at - 2) === 'd') return 'field'
  if (lower === 'day' && lowerAt(reading, at - 1) === 'b' && reading.words[at]!.tie === '-') return 'birthday'
  if (world.has(lower) && isComing(reading, at)) return 'born'
  if (lower === 'b' && has(reading, at, gap.mark | gap.comma) && has(reading, at + 1, gap.dot)) return 'born'
  if (lower === 'ne' && /^(?:le|en)$/.test(lowerAt(reading, at + 1)) && reading.words[at + 2]?.digit)
    return 'born'
  return null
}

/** "came into the world", "zur Welt gekommen", "vu le jour": the words before or after say it. */
function isComing(reading: Reading, at: number): boolean {
  const before = lowerAt(reading, at - 1)
  return (
    before === 'zur' ||
    before === 'ter' ||
    coming.test(`${lowerAt(reading, at - 3)} ${lowerAt(reading, at - 2)} ${before}`)
  )
}

const coming = /^(?:.*(?:came into|vu|venu|venue) (?:the|le|au)|.*(?:vino|venido|vine|venuto|venuta) al)$/

function around(reading: Reading, at: number, cue: Cue): Finding[] {
  const found = after(reading, at, cue) ?? before(reading, at, cue) ?? answered(reading, at)
  if (found) return [found]
  return valuesBelow(reading, at).flatMap(cell => {
    const date = dateAt(reading, cell)
    return date?.year ? [finding(reading, cell, date, 0.8)] : []
  })
}

/** "Your date of birth?" and the date as the answer to it. */
function answered(reading: Reading, at: number): Finding | null {
  const answer = answerAfter(reading, at)
  const date = answer < 0 ? null : dateAt(reading, answer)
  return date?.year ? finding(reading, answer, date, 0.8) : null
}

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
function after(reading: Reading, at: number, cue: Cue): Finding | null {
  let said = false
  let free = 0
  for (let next = at + 1; next <= at + reach && reading.words[next]; next++) {
    if (!only(reading, next, near) || isSentenceEnd(reading, next)) return null
    said ||= has(reading, next, gap.colon | gap.cell) || is.has(lowerAt(reading, next - 1))
    const date = dateAt(reading, next)
    if (date) return isBirth(reading, at, cue, date, said) ? finding(reading, next, date, 0.8) : null
    const year = yearAt(reading, next)
    if (year)
      return isYear(reading, at, cue, said || (cue === 'field' && next === at + 1))
        ? finding(reading, next, year, 0.7)
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

const around8 = 8

/** Something was born that is not a person: a brand, an idea. */
function isThing(reading: Reading, at: number): boolean {
  return nearby(reading, at, things)
}

function isPerson(reading: Reading, at: number): boolean {
  return nearby(reading, at, people) && !isThing(reading, at)
}

function nearby(reading: Reading, at: number, words: ReadonlySet<string>): boolean {
  for (let next = at - 1; next >= Math.max(0, at - around8); next--) {
    if (isSentenceEnd(reading, next + 1) || has(reading, next + 1, gap.paragraph)) return false
    if (words.has(lowerAt(reading, next))) return true
  }
  return false
}

/** "am 3.4.85 in Köln geboren", "12/03/1985 is my birthday" */
function before(reading: Reading, at: number, cue: Cue): Finding | null {
  let said = false
  let free = 0
  for (let next = at - 1; next >= Math.max(0, at - reach); next--) {
    if (!only(reading, next + 1, near & ~gap.line) || isSentenceEnd(reading, next + 1)) return null
    const date = reading.words[next]!.digit ? lastDate(reading, next, cue) : null
    if (date) {
      const sure = cue === 'born' ? !isThing(reading, at) : said || isHad(reading, date.from)
      return sure ? finding(reading, date.from, date, 0.8) : null
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

/** The signs of genealogists: *12.03.1985, (* 12. März 1985), °12/03/1985. */
function starred(reading: Reading): Finding[] {
  return [...signed(reading, '*'), ...signed(reading, '°')]
}

function signed(reading: Reading, sign: string): Finding[] {
  const { text } = reading.scan
  const findings: Finding[] = []
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    const previous = text.charAt(at - 1)
    const bracket = previous === '('
    if (previous === sign || /\d/.test(previous) || (!bracket && text.charAt(at + 1) === ' ')) continue
    const start = text.charAt(at + 1) === ' ' ? at + 2 : at + 1
    const word = wordAt(reading, start)
    const date = word >= 0 ? dateAt(reading, word) : null
    if (date?.year && date.day && !isEmphasis(reading, date)) findings.push(finding(reading, word, date, 0.7))
  }
  return findings
}

/** The word that begins at a place, by halving. */
function wordAt({ words }: Reading, start: number): number {
  let [low, high] = [0, words.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    if (words[middle]!.start === start) return middle
    if (words[middle]!.start < start) low = middle + 1
    else high = middle - 1
  }
  return -1
}

function isEmphasis({ scan, words }: Reading, { to }: DateFound): boolean {
  return scan.text.charAt(words[to - 1]!.end) === '*'
}

function finding({ words }: Reading, from: number, { to }: DateFound, weight: number): Finding {
  return { kind: 'birth_date', start: words[from]!.start, end: words[to - 1]!.end, weight }
}
