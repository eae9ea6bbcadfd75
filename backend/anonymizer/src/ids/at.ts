import { isDay, pair } from './days.ts'
import type { NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/**
 * Austrian Sozialversicherungsnummer, "1237 010180": a running number, a check digit, the day of birth. § 31 ASVG,
 * weights as published by the Dachverband der Sozialversicherungsträger; months 13 to 15 when a day is used up.
 */
export function isSvnr(digits: string): boolean {
  const month = pair(digits, 6)
  const year = 2000 + pair(digits, 8)
  if (digits[0] === '0' || !(isDay(year, month, pair(digits, 4)) || isLateMonth(month, pair(digits, 4))))
    return false
  return weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(digits[3])
}

function isLateMonth(month: number, day: number): boolean {
  return month > 12 && month < 16 && day > 0 && day < 32
}

export const austrian: NumberScheme[] = [
  {
    name: 'at_svnr',
    lengths: [10],
    valid: isSvnr,
    alone: written => /^\d{4}[ /-]\d{6}$/.test(written),
    weight: 0.8,
  },
]
