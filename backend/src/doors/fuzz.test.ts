import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodies } from '../testing/bodies.ts'
import { describedDoors, expectWhole, knockable } from '../testing/knock.ts'
import { type Schema, valuesOf } from '../testing/schema-values.ts'

// Every door with everything that can be its body: what the schema takes, what it does not, odd types, keys of
// prototypes, bodies that are none. Nothing breaks, and nothing slips in.

const writers = describedDoors.filter(({ body }) => body)
let house: Awaited<ReturnType<typeof knockable>>

beforeAll(async () => {
  house = await knockable()
}, 60_000)
afterAll(() => house.close())

test.each(writers)('$operationId takes or refuses what its schema makes, and never breaks', async door => {
  const before = house.atavus.faults.length
  await fc.assert(
    fc.asyncProperty(valuesOf(door.body as Schema), async value => {
      expectWhole(door, value, await house.send(door, { body: JSON.stringify(value) }))
    }),
    { numRuns: 25 },
  )
  expect(house.atavus.faults.slice(before)).toEqual([])
})

const odd: unknown[] = [
  null,
  true,
  0,
  -1,
  Number.MAX_VALUE,
  1.5,
  '',
  ' ',
  '\u0000',
  '\ud800',
  'x'.repeat(5000),
  [],
  [[]],
  {},
  { $ne: null },
  ['a', 'b'],
  { toString: 'x' },
  { length: 1e9 },
  '__proto__',
  '../../etc/passwd',
  "'; drop table accounts; --",
  '2026-13-45',
  '00000000-0000-0000-0000-000000000000',
  Number.MAX_SAFE_INTEGER,
]

test.each(writers)('$operationId refuses odd types in every field', async door => {
  const before = house.atavus.faults.length
  const example = bodies[door.operationId as keyof typeof bodies]?.body?.({}) as Record<string, unknown>
  expect(example, door.operationId).toBeTruthy()
  for (const field of Object.keys(door.body?.properties ?? {}))
    for (const value of odd) {
      const body = { ...example, [field]: value }
      expectWhole(door, body, await house.send(door, { body: JSON.stringify(body) }))
    }
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '0',
    'true',
    '{"a":1}',
    '[[[[]]]]',
    '\u0000',
    `{"x":${'['.repeat(5000)}`,
    '{"a":1,"a":2}',
  ]) {
    const answer = await house.send(door, { body: text })
    expectWhole(door, text, answer)
    expect({ door: door.operationId, text, status: answer.status }).toMatchObject({ status: 400 })
  }
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ])
    expect(
      (await house.send(door, { body: JSON.stringify(example), headers: { 'content-type': type } })).status,
    ).toBe(415)
  expect(house.atavus.faults.slice(before)).toEqual([])
})

/** What a client must never set: whose a thing is, what it costs, when it was made; and the keys of prototypes. */
const slipped = [
  'userId',
  'accountId',
  'account_id',
  'tenantId',
  'workspaceId',
  'workspace_id',
  'owner',
  'plan',
  'admin',
  'operator',
  'createdAt',
  'id_',
  'passwordHash',
  'suspendedAt',
  'publicKey',
  'constructor',
  'prototype',
  'toString',
]

test.each(writers)(
  '13 $operationId knows no field beside its own (regressions 5, 16, 17, 47)',
  async door => {
    const example = bodies[door.operationId as keyof typeof bodies]?.body?.({}) as Record<string, unknown>
    for (const field of slipped.filter(name => !(name in (door.body?.properties ?? {})))) {
      const answer = await house.send(door, {
        body: JSON.stringify({ ...example, [field]: house.place.ids.workspace }),
      })
      expect({ door: door.operationId, field, ...answer }).toMatchObject({
        status: 400,
        problem: { code: 'invalid_request' },
      })
    }
    // JSON has no prototypes: the key is one like another, and reaches nothing.
    const text = JSON.stringify(example).replace(/^\{/, '{"__proto__":{"admin":true},')
    expectWhole(door, text, await house.send(door, { body: text.replace(',}', '}') }))
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  },
)

test('what was sent to every door has left the workspace’s own things whole', async () => {
  const rows = await house.sql<{ count: number }[]>`
    select count(*)::int as count from memberships where workspace_id = ${house.place.ids.workspace ?? ''} and role = 'owner'
  `
  expect(rows[0]?.count).toBe(1)
})
