import { expect, test } from 'vitest'
import { fold, settle } from './fold.ts'

test('what a reader does not see is taken out, and accents are composed', () => {
  expect(settle('a\u200bnna\u2060@\u00adx.example')).toBe('anna@x.example')
  expect(settle('e\u0301\u{e0041}\u202e!')).toBe('é!')
  expect(settle('one\ttwo\r\nthree\0')).toBe('one\ttwo\r\nthree')
})

test.each([
  ['\uff4d\uff45\uff20\uff58', 'me@x'],
  ['1\u20132\u20143\u22124', '1-2-3-4'],
  ['\u06f1\u06f2\u0669', '129'],
  ['it\u2019s \u201eso\u201c', 'it\'s "so"'],
  ['a\u00a0b\u202fc', 'a b c'],
  ['Größe ÉÈ', 'Größe ÉÈ'],
])('%s is searched as %s, sign for sign', (text, folded) => {
  expect(fold(text)).toBe(folded)
  expect(fold(text).length).toBe(text.length)
})
