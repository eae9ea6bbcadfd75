import { gap, gapBefore, has, lowerAt, only, type Reading } from '../reading.ts'
import { frenchTypes, measures, numberLabels } from './lexicon.ts'

const houseNumber = /^\d{1,5}(?:[a-z]|bis|ter|quater|hs|er|[a-z]\d)?$/
const addition = /^(?:\d{1,4}[a-z]?|[a-z]|[ivx]{1,4}|hs|bis)$/
export const repeated = new Set(['bis', 'ter', 'quater', 'hs', 'huis'])
const money = /^ ?[%€$£¥]/

/** The end of the house number that begins with the word `at`, or 0: 12, 12a, 12 bis, 12-14, 12/3/7, 5-2, s/n. */
export function houseNumberAt(reading: Reading, at: number): number {
  const first = lowerAt(reading, at)
  if (first === 's' && reading.words[at + 1]?.tie === '/' && lowerAt(reading, at + 1) === 'n') return at + 2
  if (!houseNumber.test(first) || first.startsWith('00')) return 0
  let to = at + 1
  while (to < at + 4 && isAddition(reading, to)) to++
  if (repeated.has(lowerAt(reading, to)) && only(reading, to, gap.space)) to++
  if (isLetter(reading, to)) to++
  return isAmount(reading, to) ? 0 : to
}

function isAddition(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word || !addition.test(word.lower)) return false
  if (word.tie === '-' || word.tie === '/') return true
  const before = gapBefore(reading, at)
  return (
    /^\d{1,3}[a-z]?$/.test(word.lower) &&
    (before === (gap.space | gap.dash) || before === (gap.space | gap.slash))
  )
}

/** A letter with a space before it: "12 B", and "12 b" where nothing else follows that it could belong to. */
function isLetter(reading: Reading, at: number): boolean {
  const word = reading.words[at]
  if (!word || !/^[a-h]$/.test(word.lower) || !only(reading, at, gap.space)) return false
  const next = reading.words[at + 1]
  const over =
    !next || !only(reading, at + 1, gap.space) || /^\d{4,5}$/.test(next.lower) || frenchTypes.has(next.lower)
  if (next?.tie === "'") return false
  return over || (word.lower !== 'a' && (word.capital || word.lower !== 'e'))
}

/** Whether what ends before the word `at` is an amount, a price, a time or a date, and not a number of a house. */
export function isAmount(reading: Reading, at: number): boolean {
  const { text } = reading.scan
  const end = reading.words[at - 1]!.end
  if (money.test(text.slice(end, end + 2))) return true
  const next = reading.words[at]
  if (!next) return false
  if (/^[.,:]$/.test(next.tie) && /^\d{1,3}$/.test(next.lower)) return true
  return measures.has(next.lower) && only(reading, at, gap.space | gap.dot | gap.dash)
}

/** Where the name ends that the number at `at` belongs to: before "Nr.", "nº", "n." and the like. */
export function beforeNumber(reading: Reading, at: number): { name: number; labelled: boolean } {
  const label = numberLabels.has(lowerAt(reading, at - 1)) && !has(reading, at, gap.comma | gap.line)
  return label ? { name: at - 2, labelled: true } : { name: at - 1, labelled: has(reading, at, gap.hash) }
}
