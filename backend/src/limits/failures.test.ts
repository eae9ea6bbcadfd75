import { expect, test } from 'vitest'
import { createFailures } from './failures.ts'

test('a network that fails too often waits until its share is free again, and no other does', () => {
  let now = 0
  const failures = createFailures({ burst: 3, every: 10 }, () => now)
  for (let i = 0; i < 3; i++) {
    expect(failures.wait('one')).toBe(0)
    failures.failed('one')
  }
  expect(failures.wait('one')).toBe(10)
  expect(failures.wait('other')).toBe(0)
  now = 10
  expect(failures.wait('one')).toBe(0)
  failures.failed('one')
  expect(failures.wait('one')).toBe(10)
  now = 1000
  expect(failures.wait('one')).toBe(0)
})

test('it remembers the latest ten thousand networks', () => {
  const failures = createFailures({ burst: 1, every: 10 }, () => 0)
  for (let i = 0; i <= 10_000; i++) failures.failed(String(i))
  expect(failures.wait('0')).toBe(0)
  expect(failures.wait('10000')).toBe(10)
})
