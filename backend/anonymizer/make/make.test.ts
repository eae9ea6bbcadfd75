import { expect, test } from 'vitest'
import plansKept from '../src/contact/plans-small.json' with { type: 'json' }
import { filterFrom, holds } from '../src/lexicon/filter.ts'
import namesKept from '../src/lexicon/small.json' with { type: 'json' }
import { filterOf } from './filter.ts'
import { smallNames } from './names.ts'
import { plans } from './plans.ts'

test('what is kept for browsers is made of the large data as they are now', () => {
  expect(namesKept).toEqual(smallNames())
  expect(plansKept).toEqual(plans())
})

test.each([1, 4, 8])('a filter of %i planes holds all its words, and of others as many as it may', planes => {
  const word = (at: number) => `w${(at * 7919).toString(36)}`
  const filter = filterFrom(
    filterOf(
      Array.from({ length: 3000 }, (_, at) => word(at)),
      planes,
    ),
  )
  const passing = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => word(from + at)).filter(one => holds(filter, one)).length
  expect(passing(0, 3000)).toBe(3000)
  const share = (passing(3000, 63_000) / 60_000) * 2 ** planes
  expect(share).toBeGreaterThan(0.8)
  expect(share).toBeLessThan(1.2)
})

test('a filter of nothing, and of one word', () => {
  expect(holds(filterFrom(filterOf(['anna'], 8)), 'anna')).toBe(true)
  const few = ['anna', 'otto', 'mia'].filter(word => holds(filterFrom(filterOf([], 8)), word))
  expect(few).toEqual([])
})
