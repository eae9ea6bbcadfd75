import type { CodeScheme, NumberScheme } from './scheme.ts'

const letters = 'trwagmyfpdxbnjzsqvhlcke'

/** Spanish DNI: the letter tells the number modulo 23 (Real Decreto 1553/2005, Ministerio del Interior). */
export function isDni(signs: string): boolean {
  return letters[Number(signs.slice(0, -1)) % 23] === signs.at(-1)
}

/** Spanish number of a foreigner, NIE: as a DNI in which X, Y, Z stand for 0, 1, 2 (Orden INT/2058/2008). */
export function isNie(signs: string): boolean {
  return isDni('xyz'.indexOf(signs[0]!) + signs.slice(1))
}

/**
 * Spanish social security number: province, running number, and both modulo 97 (Tesorería General de la Seguridad
 * Social). In the old ones, of seven digits, the province stands right before those.
 */
export function isNuss(digits: string): boolean {
  const province = Number(digits.slice(0, 2))
  const check = Number(digits.slice(10))
  const old = digits[2] === '0' && Number(digits.slice(0, 2) + digits.slice(3, 10)) % 97 === check
  return province > 0 && province < 67 && (old || Number(digits.slice(0, 10)) % 97 === check)
}

export const spanish: NumberScheme[] = [
  {
    name: 'es_nuss',
    lengths: [12],
    valid: isNuss,
    alone: written => /^\d{2}([ /-])\d{8}\1\d{2}$/.test(written),
  },
  // A DNI whose letter was left out.
  {
    name: 'es_dni',
    lengths: [8],
    forms: /^\d{8}$|^\d\d[. ]\d{3}[. ]\d{3}$/,
    valid: () => true,
    unchecked: true,
  },
]

// "12345678 y …" goes on with the Spanish "and": a small letter counts where it stands close.
export const spanishCodes: CodeScheme[] = [
  {
    name: 'es_dni',
    pattern: /(?<!\d|\d[.,])(?:\d{7,8}|\d{1,2}[. ]\d{3}[. ]\d{3})[ -]?[a-z](?![a-z\d])/g,
    valid: isDni,
    alone: written => /^\d{8}-?[a-z]$|^\d{1,2}\.\d{3}\.\d{3} ?-?[A-Za-z]$|^\d{8} ?-?[A-Z]$/.test(written),
  },
  {
    name: 'es_nie',
    pattern: /(?<![a-z\d])[xyz][ .-]?\d[. ]?\d{3}[. ]?\d{3}[ .-]?[a-z](?![a-z\d])/g,
    valid: isNie,
    alone: written => !/ [a-z]$/.test(written),
  },
]
