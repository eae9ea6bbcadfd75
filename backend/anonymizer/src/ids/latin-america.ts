import { isDay, pair } from './days.ts'
import type { CodeScheme, NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

const curpSigns = '0123456789abcdefghijklmnñopqrstuvwxyz'

/** Mexican CURP: letters of the name, day of birth, sex, state, and a check digit (RENAPO, Instructivo CURP). */
export function isCurp(signs: string): boolean {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += curpSigns.indexOf(signs.charAt(at)) * (18 - at)
  const isBorn = isDay(2000 + pair(signs, 4), pair(signs, 6), pair(signs, 8))
  return isBorn && (10 - (sum % 10)) % 10 === Number(signs[17])
}

/** Chilean RUT of a person or firm: weights 2 to 7 from the right, modulo 11, K for ten (Servicio de Impuestos Internos). */
export function isRut(signs: string): boolean {
  const digits = signs.slice(0, -1).padStart(8, '0')
  const rest = (11 - (weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
  return (rest === 10 ? 'k' : String(rest)) === signs.at(-1)
}

/** Argentinian CUIL or CUIT of a person, "20-12345678-6": weights modulo 11 (AFIP RG 10/97). */
export function isCuil(digits: string): boolean {
  return /^2[034567]/.test(digits) && weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

/** Brazilian CPF, "111.444.777-35": two check digits modulo 11 (Receita Federal). */
export function isCpf(digits: string): boolean {
  return (
    !/^(\d)\1+$/.test(digits) && [9, 10].every(length => cpfCheck(digits, length) === Number(digits[length]))
  )
}

function cpfCheck(digits: string, length: number): number {
  const weights = Array.from({ length }, (_, at) => length + 1 - at)
  return ((weighted(digits, weights) * 10) % 11) % 10
}

export const latinAmerican: NumberScheme[] = [
  {
    name: 'ar_cuil',
    lengths: [11],
    valid: isCuil,
    alone: written => /^\d\d-\d{8}-\d$/.test(written),
  },
  {
    name: 'br_cpf',
    lengths: [11],
    valid: isCpf,
    alone: written => /^\d{3}\.\d{3}\.\d{3}-\d\d$/.test(written),
  },
]

export const latinAmericanCodes: CodeScheme[] = [
  {
    name: 'mx_curp',
    pattern: /(?<![a-z\d])[a-z]{4}\d{6}[hmx][a-z]{5}[a-z\d]\d(?![a-z\d])/g,
    valid: isCurp,
    alone: () => true,
    sure: true,
  },
  {
    name: 'cl_rut',
    pattern: /(?<![\d.,-]|[a-z])\d{1,2}(?:\.\d{3}\.\d{3}|\d{6}) ?- ?[\dk](?![a-z\d-])/g,
    valid: isRut,
    alone: written => /^\d{1,2}\.\d{3}\.\d{3}-[\dkK]$/.test(written),
  },
]
