import type { CodeScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/** Irish PPS number: weights 8 to 2, a second letter nine times, and the sum modulo 23 as a letter (Revenue). */
export function isPps(signs: string): boolean {
  const second = signs[8] === undefined || signs[8] === 'w' ? 0 : signs.charCodeAt(8) - 96
  const sum = weighted(signs, [8, 7, 6, 5, 4, 3, 2]) + second * 9
  return 'wabcdefghijklmnopqrstuv'[sum % 23] === signs[7]
}

export const irishCodes: CodeScheme[] = [
  {
    name: 'ie_pps',
    pattern: /(?<!\d)\d{7}[ -]?[a-w][abhiw]?(?![a-z\d])/g,
    valid: isPps,
    alone: written => /^\d{7} ?[A-W][ABHIW]?$|^\d{7}[a-w][abhiw]?$/.test(written),
    weight: 0.8,
  },
]
