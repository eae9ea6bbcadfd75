import { expect, test } from 'vitest'
import { find } from './find.ts'

const masked = (text: string) => {
  const found = find(text, { regions: [] })
  return found.reduceRight((rest, { start, end }) => `${rest.slice(0, start)}*${rest.slice(end)}`, text)
}

test.each([
  ['My passport number is X 12 34 56 78 90 12 ok', 'My passport number is * ok'],
  ['my social security is 12 345 678 901 23 4', 'my social security is *'],
])('of a number without a test no group is left: %s', (text, rest) => {
  expect(masked(text)).toBe(rest)
})

test.each([
  ['Meine IBAN: DE89 3704 0044 0532 0130 00, bitte 12,50 € zurück', 'Meine IBAN: *, bitte 12,50 € zurück'],
  ['Kreditkarte 4111 1111 1111 1111 am 3. Mai', 'Kreditkarte * am 3. Mai'],
])('what stands its test ends where it ends: %s', (text, rest) => {
  expect(masked(text)).toBe(rest)
})
