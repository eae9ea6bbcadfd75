import { mod97, signValue } from '../ids/mod97.ts'
import countries from './iban-countries.json' with { type: 'json' }

// How the account number of each country is made up, after its two letters and two check digits: n digits, a letters,
// c either (ISO 13616, SWIFT IBAN registry; the African ones and Iran as they use it without being in it).
const structures = new Map(
  Object.entries(countries).map(([country, structure]) => [country, spelled(structure)]),
)

/** The account number of a country sign by sign: `nnnncc…`. */
export function structureOf(country: string): string | undefined {
  return structures.get(country)
}

/** Whether a sign may stand where the structure has `n`, `a` or `c`. */
export function fits(kind: string | undefined, code: number): boolean {
  const value = signValue(code)
  if (kind === 'n') return value >= 0 && value < 10
  return kind === 'a' ? value > 9 && value < 36 : value >= 0 && value < 36
}

/** ISO 13616: country and check digits put last, letters as 10 to 35, leave 1 when divided by 97. */
export function isIban(signs: string): boolean {
  return mod97(signs.slice(4) + signs.slice(0, 4)) === 1
}

function spelled(structure: string): string {
  return structure
    .split(' ')
    .map(part => part.charAt(0).repeat(Number(part.slice(1))))
    .join('')
}
