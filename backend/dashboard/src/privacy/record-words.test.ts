import { expect, test } from 'vitest'
import { inWords, named, termInWords } from './record-words.ts'

test.each([
  ['P1Y', '1 year', '1 Jahr'],
  ['P25M', '25 months', '25 Monate'],
  ['P14D', '14 days', '14 Tage'],
  ['PT24H', '24 hours', '24 Stunden'],
  ['PT30M', '30 minutes', '30 Minuten'],
])('%s is %s, or %s', (term, english, german) => {
  expect(termInWords(term, 'en')).toBe(english)
  expect(termInWords(term, 'de')).toBe(german)
})

test('what is kept until it is deleted says so, and no machine’s word is shown', () => {
  expect(termInWords('deleted')).not.toBe('deleted')
})

test('several things stand in one line, and what has no word yet bears its name', () => {
  expect(inWords(['a', 'b', 'c'], 'en')).toBe('a, b and c')
  expect(inWords(['a', 'b', 'c'], 'de')).toBe('a, b und c')
  expect(named({ a: 'Ann' }, 'a')).toBe('Ann')
  expect(named({ a: 'Ann' }, 'toString')).toBe('toString')
})
