import type { NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/** Swiss AHV number, "756.9217.0769.85": 756 for the country, and the check digit of an EAN-13 (GS1, ZAS). */
export function isAhv(digits: string): boolean {
  return digits.startsWith('756') && weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0
}

export const swiss: NumberScheme[] = [
  {
    name: 'ch_ahv',
    lengths: [13],
    valid: isAhv,
    alone: written => /^\d{3}[. -]?\d{4}[. -]?\d{4}[. -]?\d{2}$/.test(written),
    sure: true,
  },
]
