import { expect, test } from 'vitest'
import { places } from './cases.ts'
import { circles, noCircles } from './circles.ts'

test('a file that comes back to itself is found, once', () => {
  const files = {
    'widget/src/a.ts': "import { b } from './b.ts'",
    'widget/src/b.ts': "\nimport { c } from './c.ts'",
    'widget/src/c.ts': "import { a } from './a.ts'",
  }
  expect(places(noCircles, files)).toEqual(['widget/src/a.ts:1'])
})

test('a file that imports itself is found', () => {
  expect(places(noCircles, { 'a.ts': "import { a } from './a.ts'" })).toEqual(['a.ts:1'])
})

test('a circle that a type closes is none', () => {
  const files = {
    'a.ts': "import { b } from './b.ts'",
    'b.ts': "import type { A } from './a.ts'",
  }
  expect(places(noCircles, files)).toEqual([])
})

test('a diamond is no circle', () => {
  const diamond = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }
  expect(circles(new Map(Object.entries(diamond)))).toEqual([])
})

test('two circles through one file are both found', () => {
  const eight = { a: ['b', 'c'], b: ['a'], c: ['a'] }
  expect(circles(new Map(Object.entries(eight)))).toEqual([
    ['a', 'b', 'a'],
    ['a', 'c', 'a'],
  ])
})
