import { expect, test } from 'vitest'
import { dayIn, daysOf, longestFile, spanOf } from './span.ts'

const today = '2026-03-01'

test.each([
  { asked: '', span: { from: '2026-02-23', to: today } },
  { asked: 'days=30', span: { from: '2026-01-31', to: today } },
  { asked: 'days=400', span: { from: '2026-02-23', to: today } },
  { asked: 'from=2026-02-01&to=2026-02-03', span: { from: '2026-02-01', to: '2026-02-03' } },
  { asked: 'from=2026-02-03&to=2026-02-01', span: { from: '2026-02-23', to: today } },
  { asked: 'from=yesterday&to=2026-02-01', span: { from: '2026-02-23', to: today } },
  { asked: 'from=2020-01-01&to=2026-02-01', span: { from: '2025-11-02', to: '2026-02-01' } },
])('“$asked” asks for $span.from to $span.to', ({ asked, span }) => {
  expect(spanOf(new URLSearchParams(asked), today)).toEqual(span)
})

test('a file has a whole year, and of more than fits the last days', () => {
  const year = new URLSearchParams('from=2025-03-01&to=2026-02-28')
  expect(spanOf(year, today, longestFile)).toEqual({ from: '2025-03-01', to: '2026-02-28' })
  expect(spanOf(year, today)).toEqual({ from: '2025-11-29', to: '2026-02-28' })
  const more = new URLSearchParams('from=2020-01-01&to=2026-02-28')
  expect(spanOf(more, today, longestFile)).toEqual({ from: '2025-01-25', to: '2026-02-28' })
})

test('a span has each of its days once, over the end of a month and of summer time', () => {
  expect(daysOf({ from: '2026-02-27', to: '2026-03-02' })).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
  ])
  expect(daysOf({ from: '2026-10-24', to: '2026-10-26' })).toHaveLength(3)
})

test('a moment belongs to the day that the workspace’s clocks show', () => {
  const late = new Date('2026-03-01T23:30:00Z')
  expect(dayIn('Europe/Berlin', late)).toBe('2026-03-02')
  expect(dayIn('America/New_York', late)).toBe('2026-03-01')
})
