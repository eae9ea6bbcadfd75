import { isDay, pair } from './days.ts'
import { mod11mod10 } from './iso7064.ts'
import type { CodeScheme, NumberScheme } from './scheme.ts'
import { crossWeighted } from './weighted.ts'

/**
 * German tax number for life (Steuer-ID): ISO 7064 and, among the first ten digits, exactly one that comes twice or
 * three times, but not three times in a row. § 139b AO, BZSt "Aufbau der Identifikationsnummer". Only one random
 * number in three hundred passes both.
 */
export function isTaxId(digits: string): boolean {
  const ten = digits.slice(0, 10)
  const counts = Array.from('0123456789', digit => ten.split(digit).length - 1)
  const repeated = counts.filter(count => count > 1)
  return (
    digits[0] !== '0' &&
    repeated.length === 1 &&
    repeated[0]! < 4 &&
    !/(\d)\1\1/.test(ten) &&
    mod11mod10(digits)
  )
}

/**
 * German Rentenversicherungsnummer, "65 170839 J 008": area, day of birth, first letter of the name at birth, running
 * number, check digit. VKVV § 2 and § 4.
 */
export function isPension(signs: string): boolean {
  const digits = signs.slice(0, 8) + placeOf(signs[8]!) + signs.slice(9)
  if (!isDay(2000 + pair(signs, 6), pair(signs, 4), pair(signs, 2))) return false
  return crossWeighted(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 === Number(signs[11])
}

/** German Krankenversichertennummer, a letter and nine digits: § 290 SGB V, GKV-Spitzenverband, annex 1. */
export function isKvnr(signs: string): boolean {
  const digits = placeOf(signs[0]!) + signs.slice(1, 9)
  return crossWeighted(digits, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10 === Number(signs[9])
}

/** The place of a letter in the alphabet, of two digits. */
function placeOf(letter: string): string {
  return String(letter.charCodeAt(0) - 96).padStart(2, '0')
}

export const german: NumberScheme[] = [
  {
    name: 'de_tax_id',
    lengths: [11],
    valid: isTaxId,
    alone: written => /^\d{11}$|^\d{2} \d{3} \d{3} \d{3}$/.test(written),
    weight: 0.8,
  },
  {
    name: 'de_tax_number',
    lengths: [10, 11, 13],
    forms: /^\d{10,13}$|^\d{2,5} ?[ /] ?\d{3,4} ?[ /] ?\d{4,5}$/,
    valid: () => true,
    unchecked: true,
  },
]

export const germanCodes: CodeScheme[] = [
  {
    name: 'de_pension',
    pattern: /(?<!\d)\d\d[ /-]?\d\d[ .]?\d\d[ .]?\d\d[ /-]?[a-z][ /-]?\d\d ?\d(?![a-z\d])/g,
    valid: isPension,
    alone: () => true,
    sure: true,
  },
  {
    name: 'de_kvnr',
    pattern: /(?<![a-z\d])[a-z] ?\d{3} ?\d{3} ?\d{3}(?![a-z\d])/g,
    valid: isKvnr,
  },
]
