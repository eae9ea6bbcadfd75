import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pseudonym } from '../lib/ids.ts'
import { describedDoors, expectWhole, knockable } from '../testing/knock.ts'
import { filled } from '../testing/tenants.ts'

// Every door with odd queries, paths, methods and headers: nothing breaks, and the process lives on.

const readers = describedDoors.filter(({ parameters }) => parameters.some(one => one.in === 'query'))
let house: Awaited<ReturnType<typeof knockable>>

beforeAll(async () => {
  house = await knockable()
}, 60_000)
afterAll(() => house.close())

test.each(readers)('$operationId refuses doubled, unknown and odd parameters', async door => {
  const before = house.atavus.faults.length
  const names = door.parameters.filter(one => one.in === 'query').map(({ name }) => name)
  for (const query of [
    ...names.map(name => `?${name}=a&${name}=b`),
    ...names.map(name => `?${name}[]=a`),
    ...names.map(name => `?${name}=%00`),
    '?unknown=1',
    '?constructor=1',
    '?__proto__[x]=1',
    '?%ff=1',
  ]) {
    const answer = await house.send(door, { query, ids: house.place.ids })
    expectWhole(door, query, answer)
    expect({ door: door.operationId, query, status: answer.status }).toMatchObject({ status: 400 })
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.string({ unit: 'binary', maxLength: 50 }),
      async (name, value) => {
        const query = `?${new URLSearchParams({ [name]: value })}`
        expectWhole(door, query, await house.send(door, { query, ids: house.place.ids }))
      },
    ),
    { numRuns: 15 },
  )
  expect(house.atavus.faults.slice(before)).toEqual([])
})

test.each(describedDoors)(
  '23 $operationId outlives odd paths, methods and headers (regressions 31, 51)',
  async door => {
    const before = house.atavus.faults.length
    const headers: Record<string, string>[] = [
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer a b c' },
      { authorization: 'bearer x' },
      { authorization: `Bearer ${'x'.repeat(6000)}` },
      { authorization: 'Basic Og==' },
      { cookie: '=;;;=' },
      { cookie: '__Host-atavus=a; __Host-atavus=b' },
      { 'last-event-id': 'x:-1' },
      { 'last-event-id': `${'9'.repeat(400)}` },
      { 'idempotency-key': 'x'.repeat(300) },
      { 'x-forwarded-for': "'; --" },
      { 'accept-language': '\x80' },
      { 'user-agent': '' },
    ]
    const path = door.path
    for (const extra of headers) {
      const answer = await fetch(house.base + filled(path, house.place.ids, pseudonym()), {
        method: 'HEAD',
        headers: extra,
      })
      expect(answer.status).toBeLessThan(500)
      const again = await fetch(house.base + filled(path, {}, pseudonym()), {
        method: door.method.toUpperCase(),
        headers: extra,
      })
      await again.body?.cancel()
      expect({ door: door.operationId, extra, status: again.status }).toSatisfy(() =>
        door.security.length > 0 ? again.status >= 400 && again.status < 500 : again.status < 500,
      )
    }
    if (path.includes('{'))
      for (const id of [
        '1',
        '%00',
        '%ff',
        "1'--",
        '..%2f..',
        'x'.repeat(2000),
        '00000000-0000-0000-0000-00000000000g',
        '{x}',
      ]) {
        const answer = await house.send({ ...door, path: path.replace(/\{\w+\}/g, id) }, {})
        expect({ door: door.operationId, id, status: answer.status }).toSatisfy(
          () => answer.status >= 400 && answer.status < 500,
        )
      }
    const taken = describedDoors.filter(other => other.path === path).map(({ method }) => method)
    const method = taken.includes('put') ? 'PATCH' : 'PUT'
    expect((await fetch(house.base + filled(path, {}, pseudonym()), { method })).status).toBe(405)
    expect(house.atavus.faults.slice(before)).toEqual([])
  },
)

test('an unknown path under /v1 is not found, whatever the method', async () => {
  for (const path of [
    '/v1',
    '/v1/',
    '/v1/nothing',
    `/v1/chat/${pseudonym()}`,
    '/v1/assistants/',
    '/v1//assistants',
  ])
    expect((await fetch(house.base + path)).status).toBe(404)
})
