import { contentOf } from '../client/jwt.ts'

/** One thing that was asked, and what was said to it. */
export interface Purpose {
  id: string
  given: boolean
  /** Who gets words for it, with the ISO 3166-1 code of their country. */
  recipients: [name: string, country: string][]
}

/** What a receipt says of itself; '' where it does not. */
export interface ReceiptContent {
  /** ISO 8601. */
  givenAt: string
  validUntil: string
  /** What opens everything under the receipt on the server's page. */
  code: string
  origin: string
  controller: string
  processor: string
  purposes: Purpose[]
  /** Everything, as the server wrote it: what is nested gets a name with dots. */
  fields: [string, string][]
}

/** Reads a signed receipt. Only for reading: the signature is checked by whoever is shown the receipt. */
export function readReceipt(receipt: string): ReceiptContent {
  const content = contentOf(receipt)
  const fields = rows('', content)
  const held = new Map(fields)
  const get = (name: string) => held.get(name) ?? ''
  const both = (party: string) => [get(`${party}.name`), get(`${party}.contact`)].filter(Boolean).join(', ')
  const purposes = each(Object(content).purposes, ({ id, state, recipients }) => ({
    id: String(id),
    given: state === 'given',
    recipients: each(recipients, ({ name, country }): [string, string] => [String(name), String(country)]),
  }))
  return {
    givenAt: get('event.at'),
    validUntil: get('event.validUntil'),
    code: get('code'),
    origin: get('origin'),
    controller: both('controller'),
    processor: both('processor'),
    purposes,
    fields,
  }
}

function each<T>(list: unknown, read: (item: Record<string, unknown>) => T): T[] {
  return Array.isArray(list) ? list.map(item => read(Object(item))) : []
}

function rows(name: string, value: unknown): [string, string][] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => rows(name ? `${name}.${key}` : key, inner))
}
