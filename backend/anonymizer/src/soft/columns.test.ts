import { expect, test } from 'vitest'
import { scanOf } from '../scan.ts'
import { valuesBelow } from './columns.ts'
import { type Reading, readingOf } from './reading.ts'

/** What stands below each word of a text, and how often one of its signs was looked at on the way. */
function read(text: string): { below: string[][]; looks: number } {
  const whole = readingOf(scanOf(text, { regions: [] }))
  let looks = 0
  const counted = new Proxy(Object(text), {
    get: (signs, name) => {
      const value = Reflect.get(signs, name, signs)
      if (name === 'charAt' || name === 'charCodeAt') looks++
      return typeof value === 'function' ? value.bind(signs) : value
    },
  })
  const reading: Reading = { ...whole, scan: { ...whole.scan, text: counted } }
  const below = reading.words.map((_, at) => valuesBelow(reading, at).map(cell => reading.words[cell]!.lower))
  return { below, looks }
}

test('below a heading stand the first words of its column, and below a row those of the rows after it', () => {
  const { below } = read('name;user;"a;b"\nAnna;nova_1;x\nKim;lark;\n\nend;of;it\n')
  expect(below.slice(0, 3)).toEqual([['anna', 'kim'], ['nova', 'lark'], ['x']])
  expect(below[4]).toEqual(['kim'])
  expect(below.at(-1)).toEqual([])
})

test('a table of labels alone is read once for all of them', () => {
  const line = `${'user;'.repeat(70)}\n`
  const looksAt = (lines: number) => read(line.repeat(lines)).looks / lines
  expect(looksAt(120)).toBeLessThan(looksAt(30) * 1.5)
  // Its own cells, once for each of its signs, and for each of its words the way back to where it begins.
  expect(looksAt(60)).toBeLessThan(line.length * 80)
})
