import { isDeepStrictEqual } from 'node:util'
import type { Books, StripeEvent } from './books.ts'
import { newId } from './ids.ts'
import { apiVersion } from './version.ts'

type Plain = Record<string, unknown>

/** Writes an event down: what the object is at this moment, and on updates what it was. */
export function emit(books: Books, type: string, object: object, previous?: Plain): StripeEvent {
  const event: StripeEvent = {
    id: newId('evt_1'),
    object: 'event',
    api_version: apiVersion,
    created: books.now,
    data: structuredClone({ object: object as Plain, ...(previous && { previous_attributes: previous }) }),
    livemode: books.live,
    pending_webhooks: 0,
    request: { id: books.request?.id ?? null, idempotency_key: books.request?.key ?? null },
    type,
  }
  books.events.push(event)
  books.onEvent(event)
  return event
}

/** Changes an object and tells it by an event, unless nothing changed. */
export function change<Changed extends object>(
  books: Books,
  object: Changed,
  changes: Partial<Changed>,
  type: string,
) {
  const previous = differences(object as Plain, { ...object, ...changes } as Plain)
  Object.assign(object, changes)
  if (Object.keys(previous).length > 0) emit(books, type, object, previous)
}

/** The old values of what differs; hashes are compared key by key, lists as wholes. */
function differences(before: Plain, after: Plain): Plain {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return Object.fromEntries(
    [...keys]
      .filter(key => !isDeepStrictEqual(before[key], after[key]))
      .map(key => [key, previously(before[key], after[key])]),
  )
}

function previously(before: unknown, after: unknown): unknown {
  if (isHash(before) && isHash(after)) return differences(before, after)
  return structuredClone(before ?? null)
}

const isHash = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('data' in value)
