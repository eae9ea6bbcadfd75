import { isDay, pair } from './days.ts'
import type { NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/**
 * Danish CPR number, "070761-4285": the day of birth and four digits, of which the first tells the century (CPR-kontoret,
 * "Personnummeret i CPR"). The old check does not hold for all numbers since October 2007.
 */
export function isCpr(digits: string): boolean {
  return isDay(yearOf(pair(digits, 4), Number(digits[6])), pair(digits, 2), pair(digits, 0))
}

function yearOf(short: number, seventh: number): number {
  if (seventh < 4) return 1900 + short
  if (seventh === 4 || seventh === 9) return short < 37 ? 2000 + short : 1900 + short
  return short < 58 ? 2000 + short : 1800 + short
}

/** The old check: weighted sum a multiple of eleven. */
export function isCheckedCpr(digits: string): boolean {
  return weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

export const danish: NumberScheme[] = [
  {
    name: 'dk_cpr',
    lengths: [10],
    valid: isCpr,
    alone: (written, bare) => /^\d{6} ?- ?\d{4}$/.test(written) && isCheckedCpr(bare),
    unchecked: true,
    weight: 0.8,
  },
]
