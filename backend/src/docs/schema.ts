import { type Html, html, withCode } from './html.ts'

/** JSON Schema, as far as the contract makes use of it. */
export interface Schema {
  type?: string
  format?: string
  pattern?: string
  allOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  propertyNames?: Schema
  additionalProperties?: Schema | false
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** What a field is about, by its path: `purposes.remote`, `items.id`. */
export type Notes = Record<string, string>

/** The fields of an object, nested; each with its type, its limits and what it is about. */
export function fields(schema: Schema, notes: Notes = {}, path = ''): Html | null {
  const entries = Object.entries(schema.properties ?? {})
  if (entries.length === 0) return null
  const field = ([name, property]: [string, Schema]) => {
    const note = notes[path + name]
    return html`<li><code class="name">${name}</code> <span class="type">${typeOf(property)}</span>${
      !schema.required?.includes(name) && html` <span class="optional">optional</span>`
    }${note && html`<p>${withCode(note)}</p>`}${nested(property, notes, `${path}${name}.`)}</li>`
  }
  return html`<ul class="fields">${entries.map(field)}</ul>`
}

/** What is inside of a field: an object's own fields, those of a list's items, of each of several forms. */
function nested(schema: Schema, notes: Notes, path: string): Html | null {
  const inner = withoutNull(schema)
  if (inner.type === 'array' && inner.items) return nested(inner.items, notes, path)
  return fields(inner, notes, path)
}

/** A type in words: `text, 1 to 80 characters`. */
export function typeOf(schema: Schema): string {
  const inner = withoutNull(schema)
  if (inner !== schema) return `${typeOf(inner)}, or null`
  if (schema.const !== undefined) return `always ${JSON.stringify(schema.const)}`
  if (schema.enum) return `one of ${schema.enum.join(', ')}`
  if (schema.anyOf ?? schema.oneOf) return (schema.anyOf ?? schema.oneOf ?? []).map(typeOf).join(' or ')
  switch (schema.type) {
    case 'string':
      return textOf(schema)
    case 'integer':
    case 'number':
      return `${schema.type === 'integer' ? 'whole number' : 'number'}${span(schema.minimum, schema.maximum)}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return `list of ${typeOf(schema.items ?? {})}${span(schema.minItems, schema.maxItems, ' items')}`
    case 'object':
      return schema.propertyNames?.enum
        ? `object of ${typeOf(schema.additionalProperties || {})} by ${schema.propertyNames.enum.join(', ')}`
        : 'object'
    default:
      return 'text'
  }
}

const formats: Record<string, string> = {
  uuid: 'id (UUID)',
  'date-time': 'moment (ISO 8601, UTC)',
  date: 'calendar day (YYYY-MM-DD)',
  uri: 'address (URL)',
  email: 'e-mail address',
}

/** How zod writes a calendar day whose year is bound as well: by its forms alone. */
const isDay = ({ allOf = [] }: Schema): boolean => allOf.some(({ pattern }) => pattern?.includes('-02-29'))

function textOf(schema: Schema): string {
  const { pattern, minLength, maxLength } = schema
  const format = isDay(schema) ? 'date' : schema.format
  const known = formats[format ?? '']
  if (known) return `${known}${format === 'uri' ? span(undefined, maxLength, ' characters') : ''}`
  const form = pattern && !oneLine.has(pattern) ? `, of the form ${pattern}` : ''
  return `text${span(minLength, maxLength, ' characters')}${form}`
}

/** Said in the introduction, once for all. */
const oneLine = new Set(['^[^\\p{Cc}]*$', '^[^\\p{Cc}\\p{Zl}\\p{Zp}]*$'])

function span(least: number | undefined, most: number | undefined, what = ''): string {
  const bounds = [least, most].map(bound =>
    Number.isSafeInteger(bound) && !isEdge(bound) ? bound : undefined,
  )
  const [from, to] = bounds
  if (from && to) return from === to ? `, ${from}${what}` : `, ${from} to ${to}${what}`
  if (to !== undefined) return `, ${from === 0 && !what ? '0 to' : 'at most'} ${to}${what}`
  return from ? `, at least ${from}${what}` : ''
}

/** What stands for no bound at all. */
const isEdge = (bound: number | undefined): boolean => Math.abs(bound ?? 0) === Number.MAX_SAFE_INTEGER

function withoutNull(schema: Schema): Schema {
  const forms = schema.anyOf?.filter(({ type }) => type !== 'null') ?? []
  return schema.anyOf && forms.length === 1 && forms.length < schema.anyOf.length
    ? (forms[0] ?? schema)
    : schema
}
