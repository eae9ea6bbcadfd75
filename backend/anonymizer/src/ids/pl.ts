import { isDay, pair } from './days.ts'
import type { NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/** Polish PESEL: the day of birth, with 20 added to the month since 2000 and 80 before 1900, and a check digit. */
export function isPesel(digits: string): boolean {
  const month = pair(digits, 2)
  const year = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)]! + pair(digits, 0)
  return (
    isDay(year, month % 20, pair(digits, 4)) && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
  )
}

// Of someone who was born before 1920 or will be after 2040 the eleven digits are more likely a telephone.
export const polish: NumberScheme[] = [
  {
    name: 'pl_pesel',
    lengths: [11],
    valid: isPesel,
    alone: (written, bare) => /^(?:[2-9]\d[01]|[0-3]\d[23])\d{8}$/.test(written) && bare === written,
  },
]
