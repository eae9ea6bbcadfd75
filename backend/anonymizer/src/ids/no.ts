import { isDay, pair } from './days.ts'
import type { NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/**
 * Norwegian fødselsnummer with its two check digits, D-number (day + 40) and the numbers of the test register
 * (month + 80). Forskrift om folkeregistrering, chapter 2; Skatteetaten.
 */
export function isFodselsnummer(digits: string): boolean {
  const day = pair(digits, 0) % 40
  const month = pair(digits, 2) % 80
  const year = yearOf(pair(digits, 4), Number(digits.slice(6, 9)))
  return (
    pair(digits, 0) < 72 &&
    year > 0 &&
    isDay(year, month, day) &&
    weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  )
}

/** The running number tells the century; a year that was never given out is no year. */
function yearOf(short: number, individual: number): number {
  if (individual < 500) return 1900 + short
  if (short < 40) return 2000 + short
  if (individual < 750 && short > 53) return 1800 + short
  return individual < 900 ? Number.NaN : 1900 + short
}

export const norwegian: NumberScheme[] = [
  {
    name: 'no_fodselsnummer',
    lengths: [11],
    valid: isFodselsnummer,
    alone: written => /^\d{6}[ -]?\d{5}$/.test(written),
  },
]
