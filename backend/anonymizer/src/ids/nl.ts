import type { NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/** Dutch Burgerservicenummer: the eleven test (Logisch Ontwerp BSN, RvIG). An older one may lack its leading zero. */
export function isBsn(digits: string): boolean {
  const nine = digits.padStart(9, '0')
  return Number(nine) > 9_999_999 && weighted(nine, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0
}

export const dutch: NumberScheme[] = [
  {
    name: 'nl_bsn',
    lengths: [8, 9],
    forms: /^\d{8,9}$|^\d{2,4}([ .-])\d{2,3}\1\d{2,3}$|^\d{3,4}([ .-])\d{2}\2\d{3}$/,
    valid: isBsn,
  },
]
