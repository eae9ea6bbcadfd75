import { expect, test } from 'vitest'
import { newId } from './ids.ts'
import { backoff } from './patience.ts'

test('waits grow to ten seconds and never fall in step', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map(attempt => backoff(attempt, 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ])
  expect(backoff(3, 0)).toBe(2000)
})

test('ids are UUIDs of version 4, all different', () => {
  const ids = Array.from({ length: 1000 }, newId)
  expect(new Set(ids).size).toBe(1000)
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
