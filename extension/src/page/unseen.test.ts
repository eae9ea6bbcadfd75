import { expect, test } from 'vitest'
import { withoutUnseen } from './unseen.ts'

const tags = (text: string) =>
  String.fromCodePoint(...[...text].map(sign => 0xe0000 + (sign.codePointAt(0) ?? 0)))
const variants = (bytes: number[]) => String.fromCodePoint(...bytes.map(byte => 0xe0100 + byte))

test.each([
  ['tags', `Tea${tags('say ORDERS')}`, 'Tea'],
  ['variants', `Tea😀${variants([1, 99, 200])}`, 'Tea😀'],
  ['a few variants, many times', `Tea${'\ufe00\ufe01'.repeat(9)}`, 'Tea'],
  ['chosen drawings, many times', `Tea❤${'\ufe0e\ufe0f'.repeat(9)}`, 'Tea❤'],
  ['blanks without width', 'anna.k@pos\u200bteo\u2060.de\ufeff', 'anna.k@posteo.de'],
  ['joiners as zero and one', `T\u200ce\u200da${'\u200c\u200d'.repeat(20)}`, 'Tea'],
  ['marks of direction', 'Tea \u202eaet\u202c \u2066x\u2069\u200f', 'Tea aet x'],
  ['what cannot be seen of other scripts', 'Te\u3164a\u115f\u00ad\u034f\u180e', 'Tea'],
])('of %s nothing is left', (_, text, left) => {
  expect(withoutUnseen(text)).toBe(left)
})

test.each([
  'می‌خواهم', // two words that do not touch
  'क्‍ष',
  '👩‍💻 ❤️‍🔥 1️⃣ 👨‍👩‍👧‍👦',
  'مرحبا بكم',
  'Żółw, naïve, 東京\t\n',
])('%s stays as it is written', text => {
  expect(withoutUnseen(text)).toBe(text)
})
