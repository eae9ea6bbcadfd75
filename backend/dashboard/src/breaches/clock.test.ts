import { expect, test } from 'vitest'
import { clockAt } from './clock.ts'

const due = '2026-11-23T10:00:00.000Z'

test.each([
  ['2026-11-20T10:00:00.000Z', '72 h 0 min left', false],
  ['2026-11-23T08:29:30.000Z', '1 h 30 min left', false],
  ['2026-11-23T10:00:00.000Z', '0 h 0 min left', false],
  ['2026-11-23T11:05:00.000Z', 'over for 1 h 5 min', true],
])('at %s a clock until 10:00 says “%s”', (now, said, over) => {
  expect(clockAt(due, new Date(now))).toEqual({ said, over })
})
