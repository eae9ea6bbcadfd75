import { expect, test } from 'vitest'
import { places } from './cases.ts'
import { timeFromTheWorld } from './time.ts'

const judged = (path: string, text: string) => places(timeFromTheWorld, { [path]: text })

test.each([
  'Date.now()',
  'const clock = Date.now',
  'new Date()',
  'new Date( )',
  'new Date',
  'Date()',
  'sql`select now()`',
  'tenant`update a set b = current_timestamp where c = ${d}`',
  "query('select clock_timestamp()')",
])('%s is refused in the backend', text => {
  expect(judged('backend/src/chat/a.ts', text)).toEqual(['backend/src/chat/a.ts:1'])
})

test.each([
  'new Date(row.at)',
  'new Date(\n  row.at)',
  'world.now()',
  'sql`select ${world.now()}`',
  "say('right now()')",
  'performance.now()',
  'function Date(at: string) {}',
])('%s is fine', text => {
  expect(judged('backend/src/chat/a.ts', text)).toEqual([])
})

test('a migration may not read the clock, but may speak of it', () => {
  expect(judged('backend/migrations/1.sql', '-- never now()\ncreate table a (b timestamptz)')).toEqual([])
  expect(judged('backend/migrations/1.sql', '\nb timestamptz default now()')).toEqual([
    'backend/migrations/1.sql:2',
  ])
})

test('tests and the widget have clocks of their own', () => {
  expect(judged('backend/src/chat/a.test.ts', 'Date.now()')).toEqual([])
  expect(judged('widget/src/a.ts', 'Date.now()')).toEqual([])
})
