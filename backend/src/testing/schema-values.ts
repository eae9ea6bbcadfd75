import fc from 'fast-check'

/** As much of JSON Schema as the OpenAPI document uses. */
export interface Schema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}

const samples: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid(),
  email: fc.constantFrom('a@shop.example', 'b.c+d@shop.example'),
  uri: fc.constantFrom('https://shop.example/a', 'http://shop.example/'),
  date: fc.constantFrom('2026-11-20', '2026-11-01', '2199-12-31', '2000-01-01'),
  'date-time': fc.constantFrom('2026-11-20T11:59:00.000Z', '2026-11-20T12:00:00Z', '2036-01-01T00:00:00Z'),
}

/** Values that a schema takes, as far as types and bounds say; a pattern may still refuse one. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map(valuesOf))
  switch (schema.type) {
    case 'object':
      return objectsOf(schema)
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      })
    case 'string':
      return stringsOf(schema)
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? -10, -1e9),
        max: Math.min(schema.maximum ?? 1e6, 1e9),
      })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue()
  }
}

function objectsOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valuesOf(one)]))
  return fc.record(fields, { requiredKeys: required.filter(name => name in fields) })
}

function stringsOf({ format, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const known = format && samples[format]
  if (known) return known
  const most = Math.min(maxLength, 300)
  return fc.oneof(
    fc.string({ minLength, maxLength: most }),
    fc.string({ minLength, maxLength: most, unit: 'binary' }),
    fc.constantFrom('en', 'x'.repeat(Math.max(minLength, 1)), '0'.repeat(64), 'someone', 'UTC'),
  )
}
