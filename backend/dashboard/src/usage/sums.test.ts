import { counters } from '@atavus/contract/workspace'
import { expect, test } from 'vitest'
import { allWords } from '../words/words.ts'
import { byAssistant, byDay, featuresIn, measures, sum } from './sums.ts'

const fenn = { id: 'f', name: 'Fenn' }
const otter = { id: 'o', name: 'Otter' }
const items = [
  { day: '2026-11-23', assistant: null, counts: { calls: 2 } },
  { day: '2026-11-23', assistant: fenn, counts: { messages: 3, 'feature:stop': 1 } },
  { day: '2026-11-25', assistant: fenn, counts: { messages: 1 } },
  { day: '2026-11-25', assistant: otter, counts: { messages: 9, 'feature:stop': 1, 'feature:try': 4 } },
]

test('the figures are those of all days and assistants together', () => {
  expect(sum(items)).toEqual({ calls: 2, messages: 13, 'feature:stop': 2, 'feature:try': 4 })
})

test('a day on which nothing happened is a day', () => {
  const days = byDay(items, ['2026-11-23', '2026-11-24', '2026-11-25'])
  expect(days.map(({ counts }) => counts.messages ?? 0)).toEqual([3, 0, 10])
})

test('the busiest assistant stands first', () => {
  expect(byAssistant(items).map(({ name, counts }) => [name, counts.messages])).toEqual([
    ['Otter', 9],
    ['Fenn', 4],
  ])
})

test('the feature that was used most stands first, and figures are none', () => {
  expect(featuresIn(sum(items))).toEqual([
    ['feature:try', 4],
    ['feature:stop', 2],
  ])
})

test('every counter has words, as a figure or as a feature', () => {
  for (const { usage } of Object.values(allWords))
    expect([...Object.keys(usage.measures), ...Object.keys(usage.features)].sort()).toEqual(
      [...counters].sort(),
    )
  expect(Object.keys(allWords.en.usage.measures)).toEqual(measures)
})
