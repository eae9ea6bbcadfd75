import { signValue } from './mod97.ts'
import type { CodeScheme } from './scheme.ts'

const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
const replaced = 'lmnpqrstuv'
const digitPlaces = [6, 7, 9, 10, 12, 13, 14]

/**
 * Italian codice fiscale of a person, also where letters replace digits because two people share one (omocodia):
 * DM 23 December 1976, articles 2 to 6.
 */
export function isCodiceFiscale(signs: string): boolean {
  let sum = 0
  for (let at = 0; at < 15; at++) {
    const value = signValue(signs.charCodeAt(at))
    const place = value > 9 ? value - 10 : value
    sum += at % 2 === 0 ? odd[place]! : place
  }
  const day = Number(plain(signs).slice(9, 11)) % 40
  return day > 0 && day < 32 && sum % 26 === signValue(signs.charCodeAt(15)) - 10
}

/** With its digits again where letters stand for them. */
function plain(signs: string): string {
  return Array.from(signs, (sign, at) =>
    digitPlaces.includes(at) && sign > '9' ? String(replaced.indexOf(sign)) : sign,
  ).join('')
}

export const italianCodes: CodeScheme[] = [
  {
    name: 'it_codice_fiscale',
    pattern:
      /(?<![a-z\d])[a-z]{3}[ -]?[a-z]{3}[ -]?[\dlmnp-v]{2}[ -]?[a-ehlmprst][\dlmnp-v]{2}[ -]?[a-z][\dlmnp-v]{3}[ -]?[a-z](?![a-z\d])/g,
    valid: isCodiceFiscale,
    alone: written => /\d/.test(written),
    sure: true,
  },
]
