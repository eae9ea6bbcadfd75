import { luhn } from './luhn.ts'
import type { NumberScheme } from './scheme.ts'

/** Canadian Social Insurance Number: Luhn; none begins with 8, and with 0 only made-up ones (Service Canada). */
export function isSin(digits: string): boolean {
  return digits[0] !== '8' && luhn(digits)
}

// Three threes with spaces are also how Spain, Poland and Portugal write a telephone: those begin with 6 and above.
export const canadian: NumberScheme[] = [
  {
    name: 'ca_sin',
    lengths: [9],
    valid: isSin,
    alone: written => /^\d{3}-\d{3}-\d{3}$|^[1-5]\d{2} \d{3} \d{3}$/.test(written),
    weight: 0.5,
  },
]
