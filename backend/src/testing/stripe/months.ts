type Interval = string

const day = 86_400

/**
 * Gives the end of the period that starts at `start` of a cycle anchored at `anchor`, in seconds. Months and years
 * keep the anchor's day where the month has it and take its last day otherwise: 31 January, 28 February, 31 March.
 */
export function periodEnd(anchor: number, start: number, interval: Interval, count: number): number {
  if (interval === 'day' || interval === 'week')
    return nextAfter(start, turn => anchor + turn * count * (interval === 'day' ? day : 7 * day))
  const months = interval === 'year' ? 12 * count : count
  return nextAfter(start, turn => monthsAfter(anchor, turn * months))
}

/** Gives the moment `months` after the anchor, at its time of the day (UTC). */
export function monthsAfter(anchor: number, months: number): number {
  const from = new Date(anchor * 1000)
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const midnight = Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / 1000
  return midnight + (anchor % day)
}

function nextAfter(start: number, at: (turn: number) => number): number {
  let turn = 1
  while (at(turn) <= start) turn++
  return at(turn)
}
