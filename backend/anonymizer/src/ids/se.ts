import { isDay, pair } from './days.ts'
import { luhn } from './luhn.ts'
import type { NumberScheme } from './scheme.ts'

/**
 * Swedish personnummer and samordningsnummer (day + 60), of ten digits or twelve with the century: Luhn over the last
 * ten. Folkbokföringslagen (1991:481) § 18, SKV 704.
 */
export function isPersonnummer(digits: string): boolean {
  const ten = digits.slice(-10)
  const year = digits.length === 12 ? Number(digits.slice(0, 4)) : 2000 + pair(ten, 0)
  const day = pair(ten, 4)
  if (digits.length === 12 && (year < 1850 || year > 2099)) return false
  return isDay(year, pair(ten, 2), day > 60 ? day - 60 : day) && luhn(ten)
}

export const swedish: NumberScheme[] = [
  {
    name: 'se_personnummer',
    lengths: [10, 12],
    valid: isPersonnummer,
    alone: (written, bare) => /^\d{6}[+-]\d{4}$|^\d{8}[+-]?\d{4}$/.test(written) && isGrown(bare),
  },
]

/** A date and four digits are also how orders are numbered, so children's numbers need a word beside them. */
function isGrown(digits: string): boolean {
  if (digits.length === 12) return digits.startsWith('19') || /^20(?:0\d|1[0-3])/.test(digits)
  const year = pair(digits, 0)
  return year < 14 || year > 29
}
