import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodies } from '../testing/bodies.ts'
import { describedDoors, expectWhole, knockable } from '../testing/knock.ts'
import type { Schema } from '../testing/schema-values.ts'
import { furnish } from '../testing/tenants.ts'
import { naughty } from './testing/naughty.ts'

// Row 22: what is SQL, a pattern, a query or code to somebody is a string to us, wherever it is put: it breaks
// nothing, and changes nothing of anybody else’s.

let house: Awaited<ReturnType<typeof knockable>>
let neighbour: string

beforeAll(async () => {
  house = await knockable()
  neighbour = (await furnish(house.atavus, house.base)).ids.workspace ?? ''
  // What was put off is done, and counted.
  await house.atavus.work()
  await house.atavus.world.logs.flush()
}, 60_000)
afterAll(() => house.close())

/** A sum over all rows of the neighbour's workspace, of every table that has any. */
async function neighbourly(): Promise<string[]> {
  const { sql } = house
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not in ('api_log', 'security_log') order by 1
  `
  const sums: string[] = []
  for (const { name } of tables) {
    const [row] = await sql`
      select count(*)::int as count, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum
      from ${sql(name)} t where workspace_id = ${neighbour}
    `
    sums.push(`${name} ${row?.count} ${row?.sum}`)
  }
  return sums
}

/** Where a body has strings: the names that lead to each. */
function stringsIn(schema: Schema | undefined, way: string[] = []): string[][] {
  if (!schema) return []
  const either = schema.anyOf ?? schema.oneOf
  if (either) return either.flatMap(one => stringsIn(one, way))
  if (schema.type === 'string') return [way]
  if (schema.type === 'array') return stringsIn(schema.items, [...way, '0'])
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => stringsIn(inner, [...way, name]))
}

/** The body with a string put in at the end of a way. */
function put(body: unknown, [name, ...rest]: string[], text: string): unknown {
  if (name === undefined) return text
  if (name === '0') return [put((body as unknown[] | undefined)?.[0], rest, text)]
  return { ...(body as object), [name]: put((body as Record<string, unknown>)?.[name], rest, text) }
}

const slowMs = 2500
/** Bodies have many fields: what is SQL goes into each, of the rest every fifth. */
const telling = naughty.filter((_, at) => at < 9 || at % 5 === 0)
/** Who is suspended can do no more of this. */
const idsFor = ({ path }: { path: string }) => (path.startsWith('/v1/operator') ? {} : house.place.ids)
const writers = describedDoors.filter(({ body }) => stringsIn(body).length > 0)

test.each(writers)(
  '22 $operationId takes every string as one',
  async door => {
    const before = await neighbourly()
    const example = bodies[door.operationId as keyof typeof bodies]?.body?.({})
    for (const way of stringsIn(door.body))
      for (const text of telling) {
        const began = performance.now()
        const body = put(example, way, text)
        expectWhole(door, body, await house.send(door, { body: JSON.stringify(body), ids: idsFor(door) }))
        expect(performance.now() - began).toBeLessThan(slowMs)
      }
    expect(house.atavus.faults).toEqual([])
    expect(await neighbourly()).toEqual(before)
  },
  60_000,
)

const readers = describedDoors.filter(({ parameters }) => parameters.some(one => one.in === 'query'))

test.each(readers)('22 $operationId takes every parameter as one', async door => {
  const names = door.parameters.filter(one => one.in === 'query').map(({ name }) => name)
  const known = bodies[door.operationId as keyof typeof bodies]?.query ?? ''
  for (const name of names)
    for (const text of naughty) {
      const query = new URLSearchParams(known)
      query.set(name, text)
      const began = performance.now()
      expectWhole(door, `${query}`, await house.send(door, { query: `?${query}`, ids: house.place.ids }))
      expect(performance.now() - began).toBeLessThan(slowMs)
    }
  expect(house.atavus.faults).toEqual([])
})

const named = describedDoors.filter(({ path }) => path.includes('{'))

test.each(named)('22 $operationId finds nothing by what is no id', async door => {
  for (const text of naughty) {
    const path = door.path.replaceAll(/\{\w+\}/g, encodeURIComponent(text))
    const { status } = await house.send({ ...door, path }, door.body ? { body: '{}' } : {})
    expect([text, status >= 400 && status < 500]).toEqual([text, true])
  }
  expect(house.atavus.faults).toEqual([])
})
