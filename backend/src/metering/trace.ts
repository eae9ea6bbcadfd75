import type { Traced } from '@atavus/contract/workspace'
import type { Tenant } from '../db/tenancy.ts'
import { type Cursor, cursorOf } from '../lib/cursor.ts'
import { type Sums, tracedUsage, type UsageFilter } from './queries.ts'

const pageSize = 100

/** A page of which conversations the counts of a span belong to, and what no conversation is left for. */
export async function traced(tenant: Tenant, span: UsageFilter, before: Cursor | undefined): Promise<Traced> {
  const after = before && { day: before.at.toISOString().slice(0, 10), conversation: before.id }
  const { items, totals, living } = await tracedUsage(tenant, { ...span, after, limit: pageSize + 1 })
  const page = items.slice(0, pageSize)
  const last = page.at(-1)
  const more = items.length > pageSize && last
  const next = more ? cursorOf({ at: new Date(`${last.day}T00:00:00Z`), id: last.conversation }) : null
  return { items: page, next, totals, gone: without(totals, living) }
}

/** Never less than nothing: a conversation may be older than the counting, and then has more than was counted. */
function without(totals: Sums, living: Sums): Sums {
  return {
    messages: Math.max(totals.messages - living.messages, 0),
    tokensIn: Math.max(totals.tokensIn - living.tokensIn, 0),
    tokensOut: Math.max(totals.tokensOut - living.tokensOut, 0),
  }
}
