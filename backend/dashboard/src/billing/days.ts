import type { Billing, Invoice } from '@atavus/contract/billing'
import { day } from '../lib/format.ts'
import { withQuery } from '../lib/paths.ts'
import { dayIn } from '../usage/span.ts'

/** The usage of the days that an invoice is for, by the workspace's own days; the moment it ends belongs to the next. */
export function usageOf(
  { from, until }: Pick<Invoice, 'from' | 'until'>,
  { timeZone }: Pick<Billing, 'timeZone'>,
): string {
  const last = Math.max(Date.parse(from), Date.parse(until) - 1)
  return withQuery('/usage', {
    from: dayIn(timeZone, new Date(from)),
    to: dayIn(timeZone, new Date(last)),
  })
}

/** The workspace's own day of a moment, as mails name it too, wherever whoever looks at it is: `1 Dec 2026`. */
export const dayOf = (iso: string, { timeZone }: Pick<Billing, 'timeZone'>): string =>
  day(iso, undefined, timeZone)
