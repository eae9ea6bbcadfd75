import { isDay, pair } from './days.ts'
import { luhn } from './luhn.ts'
import type { NumberScheme } from './scheme.ts'

/** Luxembourg matricule: the day of birth, a running number, and two check digits, of which the first is Luhn's (CTIE). */
export function isMatricule(digits: string): boolean {
  const year = Number(digits.slice(0, 4))
  return (
    year > 1899 && year < 2040 && isDay(year, pair(digits, 4), pair(digits, 6)) && luhn(digits.slice(0, 12))
  )
}

export const luxembourgish: NumberScheme[] = [
  {
    name: 'lu_matricule',
    lengths: [13],
    valid: isMatricule,
    alone: written => /^(?:19|200|201[0-3])\d{2,}$|^(?:19\d\d|200\d|201[0-3]) ?\d{4} ?\d{5}$/.test(written),
    weight: 0.8,
  },
]
