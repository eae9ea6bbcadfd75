/** Days of the workspace's time zone, both included, as `2026-11-26`. */
export interface Span {
  from: string
  to: string
}

/** So many days the backend tells of at once. */
export const longest = 92
/** And so many a file has. */
export const longestFile = 400
export const presets = ['7', '30', '90'] as const

/** The calendar day of a moment in a time zone (IANA). */
export function dayIn(timeZone: string, moment: Date): string {
  // Swedes write their dates as ISO 8601 has them.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment)
}

/** So many days later, or earlier. */
export function shifted(day: string, by: number): string {
  const date = new Date(`${day}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + by)
  return date.toISOString().slice(0, 10)
}

/** The days from the first to the last. */
export function daysOf({ from, to }: Span): string[] {
  const days: string[] = []
  for (let day = from; day <= to && days.length < longest; day = shifted(day, 1)) days.push(day)
  return days
}

/**
 * The span that an address asks for: so many days up to today, or days of its own; a week where it asks for none. Of
 * more than `most` days the last ones.
 */
export function spanOf(query: URLSearchParams, today: string, most = longest): Span {
  const from = query.get('from') ?? ''
  const to = query.get('to') ?? ''
  if (isDay(from) && isDay(to) && from <= to) {
    const [, latest = from] = [from, shifted(to, 1 - most)].toSorted()
    return { from: latest, to }
  }
  const days = presets.find(preset => preset === query.get('days')) ?? '7'
  return { from: shifted(today, 1 - Number(days)), to: today }
}

const isDay = (text: string) => /^2[01]\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
