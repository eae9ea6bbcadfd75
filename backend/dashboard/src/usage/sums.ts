import type { Counter, Usage } from '@atavus/contract/workspace'

type Items = Usage['items']
export type Counts = Partial<Record<Counter, number>>

/** What is counted in figures; all else is a feature. */
export const measures = ['messages', 'answers', 'tokens_in', 'tokens_out', 'calls'] as const
export type Measure = (typeof measures)[number]
export type Feature = Exclude<Counter, Measure>

/** All of the items together. */
export function sum(items: Items): Counts {
  const total: Counts = {}
  for (const { counts } of items)
    for (const [counter, count] of Object.entries(counts) as [Counter, number][])
      total[counter] = (total[counter] ?? 0) + count
  return total
}

/** For each day all that happened on it; days without anything count nothing. */
export function byDay(items: Items, days: readonly string[]): { day: string; counts: Counts }[] {
  return days.map(day => ({ day, counts: sum(items.filter(item => item.day === day)) }))
}

/** For each assistant all that it did, the busiest first. */
export function byAssistant(items: Items): { id: string; name: string; counts: Counts }[] {
  const names = new Map(items.flatMap(({ assistant }) => (assistant ? [[assistant.id, assistant.name]] : [])))
  return [...names]
    .map(([id, name]) => ({ id, name, counts: sum(items.filter(item => item.assistant?.id === id)) }))
    .sort((one, other) => (other.counts.messages ?? 0) - (one.counts.messages ?? 0))
}

/** The features that were used, the most used first. */
export function featuresIn(counts: Counts): [feature: Feature, count: number][] {
  return Object.entries(counts)
    .filter((pair): pair is [Feature, number] => pair[0].startsWith('feature:') && pair[1] > 0)
    .sort(([, one], [, other]) => other - one)
}

export const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
