import { endCodes } from '@atavus/contract/events'
import { refusals } from '@atavus/contract/refusals'
import { expect, test } from 'vitest'
import { languages, pickLanguage } from './pick.ts'
import { allWords, count, fill } from './words.ts'

type Leaf = [path: string, text: string]

function leaves(words: unknown, path = ''): Leaf[] {
  if (typeof words === 'string') return [[path, words]]
  return Object.entries(words as object).flatMap(([name, inner]) => leaves(inner, `${path}.${name}`))
}
const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

test.each(languages)('%s has every word, none empty, with the places that English has', language => {
  const english = leaves(allWords.en)
  const other = new Map(leaves(allWords[language]))
  expect([...other.keys()].sort()).toEqual(english.map(([path]) => path).sort())
  for (const [path, text] of english) {
    expect(other.get(path)?.trim(), path).toBeTruthy()
    expect(places(other.get(path) ?? ''), path).toEqual(places(text))
  }
})

test.each(languages)('%s has words for every refusal and every bad end', language => {
  expect(Object.keys(allWords[language].refusals)).toEqual(expect.arrayContaining(Object.keys(refusals)))
  expect(Object.keys(allWords[language].conversation.codes).sort()).toEqual([...endCodes].sort())
})

test.each([
  { search: '', wanted: ['de-AT', 'en'], picked: 'de' },
  { search: '', wanted: ['fr', 'de'], picked: 'de' },
  { search: '?lang=en', wanted: ['de'], picked: 'en' },
  { search: '?lang=xx', wanted: ['de'], picked: 'de' },
  { search: '', wanted: ['fr'], picked: 'en' },
  { search: '', wanted: [], picked: 'en' },
])('$search with $wanted is read in $picked', ({ search, wanted, picked }) => {
  expect(pickLanguage(search, wanted)).toBe(picked)
})

test('a phrase takes its values, and a place without one stays', () => {
  expect(fill('{a} of {b}', { a: 3 })).toBe('3 of {b}')
})

test.each([
  { n: 1, language: 'en', said: '1 day' },
  { n: 1200, language: 'en', said: '1,200 days' },
  { n: 1, language: 'de', said: '1 Tag' },
  { n: 1200, language: 'de', said: '1.200 Tage' },
] as const)('$n in $language is $said', ({ n, language, said }) => {
  expect(count(allWords[language].units.days, n, language)).toBe(said)
})
