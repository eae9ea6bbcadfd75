import { isDay, pair } from './days.ts'
import type { CodeScheme } from './scheme.ts'

const signsOfThirtyOne = '0123456789abcdefhjklmnprstuvwxy'

/**
 * Finnish henkilötunnus, "131052-308T": the day of birth, a sign for the century, a running number and nine digits
 * modulo 31. Since 2023 also Y, X, W, V, U for the 1900s and B to F for the 2000s (asetus 690/2022, DVV).
 */
export function isHetu(signs: string): boolean {
  const century = signs[6] === '+' ? 1800 : /[-u-y]/.test(signs[6]!) ? 1900 : 2000
  const digits = signs.slice(0, 6) + signs.slice(7, 10)
  return (
    isDay(century + pair(signs, 4), pair(signs, 2), pair(signs, 0)) &&
    Number(signs.slice(7, 10)) > 1 &&
    signsOfThirtyOne[Number(digits) % 31] === signs[10]
  )
}

export const finnishCodes: CodeScheme[] = [
  {
    name: 'fi_hetu',
    pattern: /(?<!\d)\d{6}[-+a-fu-y]\d{3}[\da-fhj-npr-y](?![a-z\d])/g,
    valid: isHetu,
    whole: true,
    alone: () => true,
  },
]
