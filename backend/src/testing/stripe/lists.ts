import type { Books, List } from './books.ts'
import { refused } from './refusals.ts'

interface Paging {
  limit?: number | undefined
  starting_after?: string | undefined
  ending_before?: string | undefined
}

/** A page of a list, newest first; `all` stands oldest first. */
export function pageOf<Entry extends { id: string }>(all: Entry[], paging: Paging, url: string): List<Entry> {
  const { limit = 10, starting_after, ending_before } = paging
  if (starting_after && ending_before)
    throw refused('You can only pass one of these parameters.', 'ending_before', 'parameters_exclusive')
  const newest = all.toReversed()
  if (ending_before) {
    const end = position(newest, ending_before, 'ending_before')
    const start = Math.max(0, end - limit)
    return { object: 'list', data: newest.slice(start, end), has_more: start > 0, url }
  }
  const start = starting_after ? position(newest, starting_after, 'starting_after') + 1 : 0
  const data = newest.slice(start, start + limit)
  return { object: 'list', data, has_more: start + limit < newest.length, url }
}

function position(entries: Array<{ id: string }>, id: string, param: string): number {
  const index = entries.findIndex(entry => entry.id === id)
  if (index < 0) throw refused(`No such object: '${id}'`, param, 'resource_missing')
  return index
}

/** A list inside another object, always whole. */
export const listOf = <Entry>(data: Entry[], url: string): List<Entry> => ({
  object: 'list',
  data,
  has_more: false,
  url,
})

/** Gives a copy in which the ids at the named paths (`data.schedule`) are replaced by their objects. */
export function expanded(books: Books, answer: unknown, paths: string[] = []): unknown {
  const copy = structuredClone(answer)
  for (const path of paths) {
    const steps = path.split('.')
    if (steps.length > 4) throw refused('You cannot expand more than 4 levels of a property.', 'expand')
    open(books, copy, steps)
  }
  return copy
}

function open(books: Books, here: unknown, [step, ...rest]: string[]): void {
  if (step === undefined || here === null) return
  // Of what was deleted nothing is left to expand.
  if (typeof here === 'object' && 'deleted' in here) return
  if (Array.isArray(here)) {
    for (const entry of here) open(books, entry, [step, ...rest])
    return
  }
  const holder = here as Record<string, unknown>
  if (typeof here !== 'object' || !(step in holder))
    throw refused(`This property cannot be expanded (${step}).`, 'expand')
  const value = holder[step]
  if (typeof value === 'string') holder[step] = found(books, value, step)
  else if (value !== null && typeof value !== 'object')
    throw refused(`This property cannot be expanded (${step}).`, 'expand')
  open(books, holder[step], rest)
}

function found(books: Books, id: string, step: string): unknown {
  if (books.deleted.has(id)) return { id, object: 'customer', deleted: true }
  const { customers, products, prices, subscriptions, schedules, invoices, paymentMethods, configurations } =
    books
  const kinds = [
    customers,
    products,
    prices,
    subscriptions,
    schedules,
    invoices,
    paymentMethods,
    configurations,
  ]
  for (const kind of kinds) if (kind.has(id)) return structuredClone(kind.get(id))
  throw refused(`This property cannot be expanded (${step}).`, 'expand')
}
