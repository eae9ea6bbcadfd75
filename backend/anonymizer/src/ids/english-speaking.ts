import { isDay, pair } from './days.ts'
import { luhn } from './luhn.ts'
import type { CodeScheme, NumberScheme } from './scheme.ts'
import { weighted } from './weighted.ts'

/** Australian tax file number: weights modulo 11 (Australian Taxation Office). */
export function isTfn(digits: string): boolean {
  return weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0
}

/** South African identity number: the day of birth, citizenship, and Luhn (Identification Act 68 of 1997). */
export function isSouthAfrican(digits: string): boolean {
  return (
    isDay(2000 + pair(digits, 0), pair(digits, 2), pair(digits, 4)) &&
    /^.{10}[01]/.test(digits) &&
    luhn(digits)
  )
}

/** Singapore NRIC and FIN: weights modulo 11 as a letter, by the letter before (ICA). */
export function isNric(signs: string): boolean {
  const shift = /^[tg]/.test(signs) ? 4 : signs.startsWith('m') ? 3 : 0
  const rest = (weighted(signs.slice(1), [2, 7, 6, 5, 4, 3, 2]) + shift) % 11
  const letters = /^[st]/.test(signs) ? 'jzihgfedcba' : signs.startsWith('m') ? 'xwutrqpnjlk' : 'xwutrqpnmlk'
  return letters[signs.startsWith('m') ? 10 - rest : rest] === signs[8]
}

export const englishSpeaking: NumberScheme[] = [
  { name: 'au_tfn', lengths: [9], valid: isTfn },
  { name: 'za_id', lengths: [13], valid: isSouthAfrican },
  {
    name: 'in_aadhaar',
    lengths: [12],
    forms: /^\d{12}$|^\d{4}([ -])\d{4}\1\d{4}$/,
    valid: digits => /^[2-9]/.test(digits),
    unchecked: true,
  },
  { name: 'uk_utr', lengths: [10], forms: /^\d{10}$|^\d{5} \d{5}$/, valid: () => true, unchecked: true },
]

export const englishSpeakingCodes: CodeScheme[] = [
  {
    name: 'sg_nric',
    pattern: /(?<![a-z\d])[stfgm]\d{7}[a-z](?![a-z\d])/g,
    valid: isNric,
    alone: () => true,
    weight: 0.8,
  },
  {
    name: 'in_pan',
    pattern: /(?<![a-z\d])[a-z]{3}[abcfghjlpt][a-z]\d{4}[a-z](?![a-z\d])/g,
    valid: () => true,
    alone: written => /^[A-Z]{3}P/.test(written),
    unchecked: true,
    weight: 0.6,
  },
]
