import { mod97 } from './mod97.ts'
import type { CodeScheme, NumberScheme } from './scheme.ts'

const born = /^[1-478]\d\d(?:0[1-9]|1[0-2]|[2-3]\d|4[0-2]|[5-9]\d)(?:0[1-9]|[1-9]\d|2[ab])/

// Only people whose month of birth is not known have other months.
const known = /^[1278]\d\d(?:0[1-9]|1[0-2]).{10}$/

/**
 * French numéro de sécurité sociale (NIR): sex, year, month, département (2A and 2B count as 19 and 18), commune,
 * order, and a key of 97 less the remainder (décret 82-103, INSEE). Without its key there is only the form.
 */
export function isNir(signs: string): boolean {
  if (!born.test(signs)) return false
  if (signs.length === 13) return true
  const number = signs.slice(0, 13).replace('2a', '19').replace('2b', '18')
  return 97 - mod97(number) === Number(signs.slice(13))
}

/** French numéro fiscal (SPI): the first ten digits modulo 511 are the last three (DGFiP). */
export function isSpi(digits: string): boolean {
  return /^[0-3]/.test(digits) && Number(digits.slice(0, 10)) % 511 === Number(digits.slice(10))
}

export const french: NumberScheme[] = [
  {
    name: 'fr_nir',
    lengths: [13, 15],
    valid: isNir,
    alone: (_written, bare) => known.test(bare),
    sure: true,
    unchecked: true,
  },
  {
    name: 'fr_tax_id',
    lengths: [13],
    valid: isSpi,
    alone: written => /^\d{2} \d{2} \d{3} \d{3} \d{3}$/.test(written),
  },
]

export const frenchCodes: CodeScheme[] = [
  {
    name: 'fr_nir',
    pattern:
      /(?<!\d)[1-478][ .-]?\d\d[ .-]?\d\d[ .-]?2[ab][ .-]?\d{3}[ .-]?\d{3}(?: ?[ .\-/] ?\d\d|\d\d)?(?![a-z\d])/g,
    valid: isNir,
    alone: (_written, bare) => known.test(bare),
    sure: true,
  },
]
