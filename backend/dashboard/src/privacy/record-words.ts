import type { Language } from '../words/pick.ts'
import { language, words } from '../words/words.ts'

const units = { Y: 'year', M: 'month', D: 'day' } as const
const shorter = { H: 'hour', M: 'minute' } as const

/** An ISO 8601 duration of one unit as people say it: `14 days`; what is kept until it is deleted says so. */
export function termInWords(term: string, spoken: Language = language): string {
  const [, count, unit] = /^P(\d+)([YMD])$/.exec(term) ?? []
  const [, less, small] = /^PT(\d+)([HM])$/.exec(term) ?? []
  if (count && unit) return inUnits(Number(count), units[unit as keyof typeof units], spoken)
  if (less && small) return inUnits(Number(less), shorter[small as keyof typeof shorter], spoken)
  return words.record.untilDeleted
}

const inUnits = (count: number, unit: string, spoken: Language): string =>
  new Intl.NumberFormat(spoken, { style: 'unit', unit, unitDisplay: 'long' }).format(count)

/** Several things in one line: `a, b and c`. */
export const inWords = (parts: readonly string[], spoken: Language = language): string =>
  new Intl.ListFormat(spoken === 'en' ? 'en-GB' : spoken).format(parts)

/** The word for a name; the name itself where there is none yet. */
export const named = (known: Record<string, string>, name: string): string =>
  Object.hasOwn(known, name) ? (known[name] ?? name) : name
