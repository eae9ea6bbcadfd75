import { pair } from './days.ts'
import type { CodeScheme, NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/** NHS number of England, Wales and the Isle of Man: modulo 11 with weights 10 to 2 (NHS Data Dictionary). */
export function isNhs(digits: string): boolean {
  return weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && !/^(\d)\1+$/.test(digits)
}

/**
 * UK National Insurance number: letters and prefixes that are never given out are left aside (HMRC NIM39110). QQ is one
 * of them, but stands in all examples.
 */
export function isNino(signs: string): boolean {
  return /^(?:qq|(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z])\d{6}[a-d]?$/.test(signs)
}

/**
 * Number of a British driving licence: five letters of the name, day of birth around its year (month + 50 for women),
 * initials, and three signs of the DVLA's own (DVLA, "Driver number").
 */
export function isDriverNumber(signs: string): boolean {
  const month = pair(signs, 6) % 50
  const day = pair(signs, 8)
  return (
    /^[a-z]{1,5}9{0,4}\d{6}/.test(signs) &&
    month > 0 &&
    month < 13 &&
    pair(signs, 6) < 63 &&
    day > 0 &&
    day < 32
  )
}

// Ten digits in three groups are also an American telephone: what no NHS number begins with needs a word.
export const british: NumberScheme[] = [
  {
    name: 'uk_nhs',
    lengths: [10],
    valid: isNhs,
    alone: written => /^[34679]\d\d \d{3} \d{4}$/.test(written),
    weight: 0.5,
  },
]

export const britishCodes: CodeScheme[] = [
  {
    name: 'uk_nino',
    pattern: /(?<![a-z\d])[a-z]{2}[ -]?\d\d[ -]?\d\d[ -]?\d\d(?:[ -]?[a-z])?(?![a-z\d])/g,
    valid: isNino,
    alone: written => /^(?:[A-Z]{2}[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]|[a-z]{2}\d{6}[a-d])$/.test(written),
    unchecked: true,
    weight: 0.8,
  },
  {
    name: 'uk_driving_licence',
    pattern: /(?<![a-z\d])[a-z][a-z9]{4}[ -]?\d{6}[ -]?[a-z][a-z9]\d[a-z\d]{2}(?![a-z\d])/g,
    valid: isDriverNumber,
    alone: () => true,
  },
]
