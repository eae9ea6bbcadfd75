/** The calendar day of a moment in a time zone (IANA), as `YYYY-MM-DD`. */
export function dayIn(timeZone: string, moment: Date): string {
  return formatter(timeZone).format(moment)
}

/** The moments at which a calendar day begins and ends in a time zone, also where clocks change. */
export function spanOf(timeZone: string, day: string): { from: Date; until: Date } {
  const known = spans.get(timeZone)
  if (known?.day === day) return known.span
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const span = { from: beginningOf(timeZone, day), until: beginningOf(timeZone, next) }
  spans.set(timeZone, { day, span })
  return span
}

/** The first day of a day's month, and the moment at which the next month begins in a time zone. */
export function monthOf(timeZone: string, day: string): { month: string; monthEnds: Date } {
  const known = months.get(timeZone)
  const month = `${day.slice(0, 7)}-01`
  if (known?.month === month) return known
  const next = new Date(Date.parse(`${month}T00:00:00Z`) + 32 * 86_400_000).toISOString().slice(0, 7)
  const found = { month, monthEnds: beginningOf(timeZone, `${next}-01`) }
  months.set(timeZone, found)
  return found
}

const months = new Map<string, { month: string; monthEnds: Date }>()

// Every turn asks for the same day of its time zone.
const spans = new Map<string, { day: string; span: { from: Date; until: Date } }>()

/** Between the two moments that can be midnight (UTC±14 h), the first one that shows the day. */
function beginningOf(timeZone: string, day: string): Date {
  let low = Date.parse(`${day}T00:00:00Z`) - 15 * 3_600_000
  let high = low + 30 * 3_600_000
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (dayIn(timeZone, new Date(middle)) >= day) high = middle
    else low = middle
  }
  return new Date(high)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}
