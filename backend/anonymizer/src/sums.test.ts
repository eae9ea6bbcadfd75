import { expect, test } from 'vitest'
import { sumsOf } from './sums.ts'

test('the same stretch has the same sum wherever it stands, and no other one of its length', () => {
  const text = 'a.de/a.de/b.de/ a.de/a.de/c.de/'
  const sum = sumsOf(text)
  const known = sumsOf('a.de/a.de/')(0, 10)
  const places = Array.from({ length: text.length - 9 }, (_, at) => at)
  expect(places.filter(at => sum(at, at + 10) === known)).toEqual([0, 16])
})
