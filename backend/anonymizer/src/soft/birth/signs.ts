import type { Reading } from '../reading.ts'
import { type DateFound, dateAt } from './dates.ts'
import type { Dated } from './persons.ts'

/** The signs of genealogists: *12.03.1985, (* 12. März 1985), °12/03/1985. */
export function starred(reading: Reading): Dated[] {
  return [...signed(reading, '*'), ...signed(reading, '°')]
}

function signed(reading: Reading, sign: string): Dated[] {
  const { text } = reading.scan
  const found: Dated[] = []
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    const previous = text.charAt(at - 1)
    const bracket = previous === '('
    if (previous === sign || /\d/.test(previous) || (!bracket && text.charAt(at + 1) === ' ')) continue
    const start = text.charAt(at + 1) === ' ' ? at + 2 : at + 1
    const word = wordAt(reading, start)
    const date = word >= 0 ? dateAt(reading, word) : null
    if (date?.year && date.day && !isEmphasis(reading, date)) found.push({ at: word, date, weight: 0.7 })
  }
  return found
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
