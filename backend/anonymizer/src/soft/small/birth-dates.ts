import { cellsOf } from '../../ids/columns.ts'
import { isDay } from '../../ids/days.ts'
import { matches } from '../../matches.ts'
import type { Finding, Scan } from '../../scan.ts'

// Dates of birth for a browser: dates beside a word that says so, and dates long ago behind somebody's name. The server
// (`../birth-dates.ts`) knows years without a day, days without a year, and lists of people as well.

/** The dates of birth in a text in which it is known where people stand. */
export function findBirthDates({ text, lower }: Scan, people: readonly Finding[]): Finding[] {
  const cellAt = cellsOf(text)
  const names = new Set(people.map(({ end }) => end))
  return matches(lower, dates).flatMap(({ index: start, 0: date }) => {
    const end = start + date.length
    const head = cellAt(start)?.heading
    const heading = head ? lower.slice(head.start, head.end) : ''
    const near = lower.slice(Math.max(0, start - 50), start)
    const told = before.test(near) || after.test(lower.slice(end, end + 30)) || born.test(heading)
    const long = isLongAgo(date)
    const beside = names.has(start - (/[ ,(;|]{1,3}$/.exec(near)?.[0].length ?? 0))
    const party = day.test(near) || day.test(heading)
    return isReal(date) && (told || (long && (beside || party)))
      ? [{ kind: 'birth_date', start, end, weight: told ? 0.8 : 0.6 }]
      : []
  })
}

function isLongAgo(date: string): boolean {
  const [year = ''] = /\d{4}|\d\d$/.exec(date) ?? []
  return year.length === 2 ? year > '29' || year < '06' : year > '1914' && year < '2006'
}

/** What is written in numbers alone is a day of a calendar, whichever comes first. */
function isReal(date: string): boolean {
  const [one = 1, two = 1, three] = (date.match(/\d+/g) ?? []).map(Number)
  if (three === undefined) return true
  const [month, at] = one > 31 ? [two, three] : one > 12 ? [two, one] : [one, two]
  return isDay(2000, month, at)
}
const month =
  '(?:jan|ene|gen|f[eé][bv]|m[aä]r|maa|mrt|mrz|apr|avr|abr|ma[iyg]|mei|jui?n|giu|jui?l|lug|aug|aoû|ago|se[pt]|o[ckt]t|nov|d[eéi][cz])\\p{L}{0,7}\\.?'
const dates = new RegExp(
  `(?<![\\p{L}\\d./-])(?:\\d{1,2}(?:st|nd|rd|th|er|º|°)?[. -]{0,2}(?:of |de |d')?${month}[ ,-]{0,2}(?:del? )?\\d{4}|` +
    `${month} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}([./ -]) ?\\d{1,2}\\1 ?(?:\\d{4}|\\d\\d)|\\d{4}[./-]\\d{1,2}[./-]\\d{1,2})(?![\\p{L}\\d]|[./-]\\d)`,
  'gu',
)
const words =
  '(?<!\\p{L})(?:born|birth(?!da?y)|d\\.?o\\.?b|(?<=[(,] ?)b(?=\\.)|geb(?:oren|urt(?!stag)|(?!\\p{L}))|née?(?:\\(e\\))? (?:le|en|à)|naissance|nac(?:id[oa]|imiento|í|\\.)|nat[oa] (?:il|a|l)(?!\\p{L})|nascita|geboorte|geboren)'
const born = new RegExp(words, 'u')
const before = new RegExp(`${words}\\p{L}*[.?]?[^\\d.!?]{0,30}$`, 'u')
const after = /^ \(?(?:geb(?:oren|\.)|is (?:my|his|her) (?:birth|dob|date of b)|nacid[oa]|nat[oa] )/u
const day = /(?:birthda?y|geburtstag|cumplea|complean|verjaar|anniversaire)[^\d.!?]{0,20}$/u
