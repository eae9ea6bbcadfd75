import type { Finding, Scan } from '../scan.ts'
import { answerAfter } from './answers.ts'
import { cueAt } from './birth/cues.ts'
import { dateAt } from './birth/dates.ts'
import type { Cue } from './birth/lexicon.ts'
import { dateAfter, dateBefore } from './birth/near.ts'
import { type Dated, datesOfPersons, isAfterName } from './birth/persons.ts'
import { starred } from './birth/signs.ts'
import { valuesBelow } from './columns.ts'
import { type Reading, readingOf } from './reading.ts'

/** Dates of which the words around say that somebody was born then. */
export function findBirthDates(scan: Scan): Finding[] {
  const reading = readingOf(scan)
  const found: Dated[] = []
  for (let at = 0; at < reading.words.length; at++) found.push(...datesAt(reading, at))
  return [...found, ...starred(reading)].map(({ at, date, weight }) => ({
    kind: 'birth_date',
    start: reading.words[at]!.start,
    end: reading.words[date.to - 1]!.end,
    weight,
  }))
}

function datesAt(reading: Reading, at: number): Dated[] {
  if (reading.words[at]!.digit) return unsaid(reading, at)
  const cue = cueAt(reading, at)
  return cue ? said(reading, at, cue) : datesOfPersons(reading, at)
}

/** "Layla Mansour, 20.3.1950": nothing says that it is a birth date but its place and its age. */
function unsaid(reading: Reading, at: number): Dated[] {
  if (!reading.words[at - 1]?.capital) return []
  const date = dateAt(reading, at)
  return date && isAfterName(reading, at, date) ? [{ at, date, weight: 0.55 }] : []
}

function said(reading: Reading, at: number, cue: Cue): Dated[] {
  const found =
    dateAfter(reading, at, cue) ?? dateBefore(reading, at, cue) ?? valueAt(reading, answerAfter(reading, at))
  return found ? [found] : valuesBelow(reading, at).flatMap(cell => valueAt(reading, cell) ?? [])
}

/** The date in a cell of a table, or in the answer to "Your date of birth?". */
function valueAt(reading: Reading, at: number): Dated | null {
  const date = at < 0 ? null : dateAt(reading, at)
  return date?.year ? { at, date, weight: 0.8 } : null
}
