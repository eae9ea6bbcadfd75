import { expect, test } from 'vitest'
import { dayOf, usageOf } from './days.ts'

test.each([
  {
    of: 'a month from midnight to midnight',
    from: '2026-11-02T23:00:00.000Z',
    until: '2026-12-02T23:00:00.000Z',
    to: '/usage?from=2026-11-03&to=2026-12-02',
  },
  {
    of: 'a month from some hour on',
    from: '2026-11-03T10:00:00.000Z',
    until: '2026-12-03T10:00:00.000Z',
    to: '/usage?from=2026-11-03&to=2026-12-03',
  },
  {
    of: 'a single moment',
    from: '2026-11-02T23:00:00.000Z',
    until: '2026-11-02T23:00:00.000Z',
    to: '/usage?from=2026-11-03&to=2026-11-03',
  },
])('$of is looked up by the workspace’s own days', ({ from, until, to }) => {
  expect(usageOf({ from, until }, { timeZone: 'Europe/Berlin' })).toBe(to)
})

test.each([
  { timeZone: 'Pacific/Auckland', said: '1 Dec 2026' },
  { timeZone: 'UTC', said: '30 Nov 2026' },
])('midnight in Auckland is $said in $timeZone, wherever it is read', ({ timeZone, said }) => {
  expect(dayOf('2026-11-30T11:00:00.000Z', { timeZone })).toBe(said)
})
