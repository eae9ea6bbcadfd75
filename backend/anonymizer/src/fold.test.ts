import { expect, test } from 'vitest'
import { fold, settle } from './fold.ts'

test('what a reader does not see is taken out, and accents are composed', () => {
  expect(settle('a\u200bnna\u2060@\u00adx.example')).toBe('anna@x.example')
  expect(settle('e\u0301\u{e0041}\u202e!')).toBe('é!')
  expect(settle('one\ttwo\r\nthree\0')).toBe('one\ttwo\r\nthree')
})

test.each([
  ['𝟒𝟏𝟏𝟏 𝐀𝐧𝐧𝐚', '4111 Anna'],
  ['4\ufe0f\u20e31\ufe0f\u20e3', '41'],
  ['4\u03361\u0336 a\u0332n', '41 an'],
  ['①②③④⑤', '12345'],
  ['12 m²', '12 m²'],
  ['Anna\u0085Kowalska', 'Anna\nKowalska'],
])('%s is written plainly: %s', (text, plain) => {
  expect(settle(text)).toBe(plain)
})

test.each([
  ['4111·1111•1111', '4111 1111 1111'],
  ['a · b', 'a · b'],
  ['x﹫y。example', 'x@y.example'],
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
