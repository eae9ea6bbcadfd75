import { expect, test } from 'vitest'
import { mistyped } from './typos.ts'

test('a long word is known with a letter missing, doubled or swapped, but not where that is another word', () => {
  const words = mistyped(new Set(['contract', 'born']), new Set(['contact']))

  expect([...words]).toEqual(expect.arrayContaining(['contract', 'contrct', 'conttract', 'cnotract', 'born']))
  expect(words.has('contact')).toBe(false)
  expect(words.has('bron')).toBe(false)
})
