import { expect, test } from 'vitest'
import { places } from './cases.ts'
import { noLongFiles } from './length.ts'

const lines = (count: number) => 'a\n'.repeat(count)

test('a code file of 301 lines is too long, one of 300 is not', () => {
  const files = { 'a.ts': lines(301), 'b.tsx': lines(301), 'c.mjs': lines(301), 'd.ts': lines(300) }
  expect(places(noLongFiles, files)).toEqual(['a.ts:301', 'b.tsx:301', 'c.mjs:301'])
})

test('data may be long', () => {
  expect(places(noLongFiles, { 'a.json': lines(999), 'b.sql': lines(999), 'c.md': lines(999) })).toEqual([])
})
