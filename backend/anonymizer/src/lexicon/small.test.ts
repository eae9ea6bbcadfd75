import { expect, test } from 'vitest'
import { anyWord, family, given, keyOf, sure, wordIn } from './bits.ts'
import { smallLexicon } from './small.ts'

const { bitsOf, vetoes } = smallLexicon()
const has = (word: string, bits: number) => (bitsOf(keyOf(word)) & bits) === bits

test('common names are known, with accents and without', () => {
  for (const name of ['sophie', 'jürgen', 'ayşe', 'daan', 'giulia', 'maría'])
    expect(has(name, given | sure), name).toBe(true)
  expect(has('juergen', given)).toBe(true)
  for (const name of ['müller', 'mueller', 'muller', 'garcía', 'kowalski', 'jansen', 'dupont'])
    expect(has(name, family), name).toBe(true)
})

test('names that are words are told, and frequent words are in their languages', () => {
  for (const name of ['will', 'koch', 'mark']) expect(bitsOf(name) & anyWord, name).not.toBe(0)
  expect(has('und', wordIn.de)).toBe(true)
  expect(has('the', wordIn.en)).toBe(true)
  expect(bitsOf('und') & (given | family)).toBe(0)
})

test('ordinary words that the lexicon knows are no given names', () => {
  const words = 'bestellung because livraison garantía spedizione winkelwagen computer adresse'.split(' ')
  for (const word of words) expect(bitsOf(word) & given, word).toBe(0)
})

test('brands are known, and the words that make a name beside them nobody’s', () => {
  expect(vetoes('known', 'hugo boss')).toBe(true)
  expect(vetoes('product', 'sweater')).toBe(true)
  expect(vetoes('after', 'gmbh')).toBe(true)
  expect(vetoes('before', 'hotel')).toBe(true)
  expect(vetoes('before', 'gmbh')).toBe(false)
  const others = 'anna schmidt|hugo garcia|giulia|jan jansen|maria lopez|emma'.split('|')
  expect(others.filter(name => vetoes('known', name))).toEqual([])
})
