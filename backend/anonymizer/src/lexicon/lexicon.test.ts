import { expect, test } from 'vitest'
import { family, given, keyOf, plain, sure, thing, wordIn } from './bits.ts'
import { lexicon } from './lexicon.ts'

const { bitsOf } = lexicon

const has = (word: string, bits: number) => (bitsOf(keyOf(word)) & bits) === bits

test('names of many countries are known, with accents and without', () => {
  for (const name of ['Sophie', 'jürgen', 'Ayşe', 'nguyen', 'oluwaseun', 'Siobhán']) {
    expect(has(name.toLowerCase(), given)).toBe(true)
  }
  for (const name of ['müller', 'mueller', 'muller', 'oezdemir', 'garcía', 'kowalski', 'de', 'jansen']) {
    expect(has(name, family)).toBe(name !== 'de')
  }
})

test('names that are words, months or places are told', () => {
  expect(has('will', given | wordIn.en)).toBe(true)
  expect(has('koch', family | wordIn.de)).toBe(true)
  expect(has('luz', given | wordIn.es)).toBe(true)
  expect(has('june', thing)).toBe(true)
  expect(has('florence', thing)).toBe(true)
  expect(has('sophie', sure | plain)).toBe(true)
})

test('ordinary words are in their languages', () => {
  expect(has('bestellung', wordIn.de)).toBe(true)
  expect(has('because', wordIn.en)).toBe(true)
  expect(bitsOf('because') & (given | family)).toBe(0)
  expect(bitsOf('qxzvbk')).toBe(0)
})
