import { isDay, pair } from './days.ts'
import { mod97 } from './mod97.ts'
import type { NumberScheme } from './scheme.ts'

/**
 * Belgian Rijksregisternummer, "85.07.30-033.28", and BIS number (month + 20 or + 40): 97 less the remainder of what
 * comes before, for those born since 2000 with a 2 in front. Royal decree of 3 April 1984, IBZ.
 */
export function isRrn(digits: string): boolean {
  const base = digits.slice(0, 9)
  const check = Number(digits.slice(9))
  const old = 97 - mod97(base) === check && isBorn(1900 + pair(digits, 0), digits)
  return old || (97 - mod97(`2${base}`) === check && isBorn(2000 + pair(digits, 0), digits))
}

/** Someone whose day of birth is not known has zeroes in its place. */
function isBorn(year: number, digits: string): boolean {
  const month = pair(digits, 2) % 20
  const day = pair(digits, 4)
  return (
    year < 2040 &&
    pair(digits, 2) < 53 &&
    (isDay(year, month, day) || (month === 0 && day < 32) || (month < 13 && day === 0))
  )
}

/** Number of the Belgian identity card, "591-1234567-07": the remainder by 97 of its first ten digits, 97 for 0. */
export function isBelgianCard(digits: string): boolean {
  return (mod97(digits.slice(0, 10)) || 97) === Number(digits.slice(10))
}

export const belgian: NumberScheme[] = [
  {
    name: 'be_rrn',
    lengths: [11],
    valid: isRrn,
    alone: (written, bare) =>
      /^\d{2}([. /-]?)\d{2}\1\d{2}[. /-]?\d{3}[. /-]?\d{2}$/.test(written) &&
      bare.slice(2, 4) !== '00' &&
      bare.slice(4, 6) !== '00',
  },
  {
    name: 'be_id_card',
    lengths: [12],
    valid: isBelgianCard,
    alone: written => /^\d{3}-\d{7}-\d{2}$/.test(written),
  },
]
