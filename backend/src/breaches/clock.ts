const hourMs = 60 * 60 * 1000

/** Hours from awareness within which the authority must be told (GDPR Art. 33(1)). */
const hours = 72
/** Hours from awareness at which operators are reminded while nothing is decided. */
const reminders = [24, 60, hours] as const
/** By how much an operator's clock may be ahead of ours. */
const aheadMs = 5 * 60 * 1000

const after = (noticed: Date, hours: number): Date => new Date(noticed.getTime() + hours * hourMs)

/** Until when the authority must be told of a breach that was noticed at a moment. */
export const dueAt = (noticed: Date): Date => after(noticed, hours)

/** When to remind of a breach that is written down now: at once where a moment to do so has passed, then at the others. */
export function remindersFrom(noticed: Date, now: Date): Date[] {
  const moments = reminders.map(hours => after(noticed, hours))
  const ahead = moments.filter(moment => moment >= now)
  return ahead.length < moments.length ? [now, ...ahead] : ahead
}

/** The latest moment at which something can have been decided by now. */
export const latestDecision = (now: Date): Date => new Date(now.getTime() + aheadMs)
