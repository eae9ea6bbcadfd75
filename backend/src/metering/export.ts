import { counters, type Usage } from '@atavus/contract/workspace'
import { csvLine } from '../lib/csv.ts'
import type { UsageFilter } from './queries.ts'

/** What was used, as a file's text: each counter of the contract is a column, also where nothing was counted. */
export function csvOf({ items }: Usage): string {
  const lines = items.map(({ day, assistant, counts }) => [
    day,
    assistant?.id ?? '',
    assistant?.name ?? '',
    ...counters.map(counter => String(counts[counter] ?? 0)),
  ])
  return [['day', 'assistant_id', 'assistant', ...counters], ...lines].map(csvLine).join('')
}

/** The same for programs: a usage answer with the span and the moment it is of. */
export function jsonOf(usage: Usage, { from, to }: UsageFilter, at: Date): string {
  return JSON.stringify({ exportedAt: at, from, to, ...usage })
}
