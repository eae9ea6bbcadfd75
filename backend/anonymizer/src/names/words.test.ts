import { expect, test } from 'vitest'
import { scanOf } from '../scan.ts'
import { wordsOf } from './words.ts'

const split = (text: string) => wordsOf(scanOf(text, { regions: [] }))

test('words are runs of letters or digits, and know what ties them to the one before', () => {
  expect(split("Jean-Luc O'Neill, 12a").map(word => [word.tie, word.lower])).toEqual([
    ['', 'jean'],
    ['-', 'luc'],
    [' ', 'o'],
    ["'", 'neill'],
    ['', '12a'],
  ])
})

test('capitals, digits and places are told', () => {
  const [hello, anna, number] = split('Hello ANNA 7b')
  expect(hello).toMatchObject({ start: 0, end: 5, capital: true, shout: false, first: true })
  expect(anna).toMatchObject({ start: 6, end: 10, capital: true, shout: true, first: false })
  expect(number).toMatchObject({ digit: true, capital: false })
})

test('a sentence begins after its sign, not after a title or an initial', () => {
  const firsts = (text: string) => split(text).flatMap(word => (word.first ? [word.lower] : []))
  expect(firsts('Ask Dr. Weber or J. Smith. Thanks! (Or not.)\nBye')).toEqual(['ask', 'thanks', 'or', 'bye'])
})

test('a text is split once', () => {
  const scan = scanOf('one two', { regions: [] })
  expect(wordsOf(scan)).toBe(wordsOf(scan))
})
