import { signValue } from './mod97.ts'
import type { CodeScheme, NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/** Portuguese NIF: weights 9 to 2 and a check digit modulo 11, where ten becomes 0 (Autoridade Tributária). */
export function isNif(digits: string): boolean {
  const rest = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
  return /^[1235689]|^45|^7/.test(digits) && (rest < 2 ? 0 : 11 - rest) === Number(digits[8])
}

/** Cartão de Cidadão, "00000000 0 ZZ4": Luhn in which letters count as 10 to 35 (AMA, "Validação de número"). */
export function isCitizenCard(signs: string): boolean {
  let sum = 0
  for (let at = 0; at < signs.length; at++) {
    const value = signValue(signs.charCodeAt(at)) * (at % 2 === 0 ? 2 : 1)
    sum += value > 9 && at % 2 === 0 ? value - 9 : value
  }
  return sum % 10 === 0
}

export const portuguese: NumberScheme[] = [{ name: 'pt_nif', lengths: [9], valid: isNif }]

export const portugueseCodes: CodeScheme[] = [
  {
    name: 'pt_cc',
    pattern: /(?<!\d)\d{8}[ -]?\d[ -]?[a-z\d]{2}\d(?![a-z\d])/g,
    valid: isCitizenCard,
    alone: written => /^\d{8}[ -]?\d[ -]?(?:[A-Z]{2}|[a-z]{2})\d$/.test(written),
  },
]
