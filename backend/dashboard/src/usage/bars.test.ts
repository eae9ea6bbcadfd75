import { expect, test } from 'vitest'
import { barsOf, topOf } from './bars.ts'

test.each([
  { values: [], top: 4 },
  { values: [0, 0], top: 4 },
  { values: [3], top: 4 },
  { values: [7, 9], top: 10 },
  { values: [10], top: 20 },
  { values: [41, 99], top: 100 },
  { values: [1_250_000], top: 2_000_000 },
])('$values reach at most to $top', ({ values, top }) => {
  expect(topOf(values)).toBe(top)
})

test('a bar stands on the ground, is as tall as its value, and nothing has none', () => {
  const [none, half, whole, some] = barsOf([0, 50, 100, 0.001], 100)
  expect(none?.height).toBe(0)
  expect(half).toMatchObject({ y: 50, height: 50 })
  expect(whole).toMatchObject({ y: 0, height: 100 })
  expect(some?.height).toBeGreaterThan(1)
})
