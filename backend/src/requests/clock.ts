const dayMs = 24 * 60 * 60 * 1000
const promisedDays = 30
/** How much longer it may take at most, told within the first term with the reason (GDPR Art. 12(3)). */
const extraMonths = 2
/** Days before its day at which whoever answers is reminded. */
export const reminders = [7, 2] as const

/** The same day of a later month, or that month's last (31 January + 1 = 28 or 29 February), in UTC. */
function monthsLater(from: Date, months: number): Date {
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate()
  const moment = new Date(from)
  moment.setUTCDate(1)
  moment.setUTCMonth(from.getUTCMonth() + months)
  moment.setUTCDate(Math.min(from.getUTCDate(), last))
  return moment
}

/** Until when a request must be answered: thirty days (P8.7) or one calendar month (Art. 12(3)), whichever is shorter. */
export function dueOf(opened: Date): Date {
  const month = monthsLater(opened, 1)
  const promised = new Date(opened.getTime() + promisedDays * dayMs)
  return month < promised ? month : promised
}

/** Until when at most, once it was extended. */
export const extendedDue = (opened: Date): Date => monthsLater(dueOf(opened), extraMonths)

/** So many days before a moment. */
export const before = (due: Date, days: number): Date => new Date(due.getTime() - days * dayMs)

/** Until when a link that is sent now proves an address. */
export const linkEnd = (sent: Date): Date => new Date(sent.getTime() + 7 * dayMs)

/** Whether a request's day is so near that whoever answers is reminded. */
export const isNear = (due: Date, now: Date): boolean => now >= before(due, Math.max(...reminders))
