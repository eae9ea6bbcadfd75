import { expect, test } from 'vitest'
import { places } from './cases.ts'
import { sqlInItsPlace } from './sql.ts'

const judged = (path: string, text: string) => places(sqlInItsPlace, { [path]: text })

test.each([
  'sql`select 1`',
  'tenant<Row[]>`\n  select id from a`',
  'person`where a = 1`',
  'keeper`delete from a`',
  'transaction`update a set b = 1`',
  "query('select id from visitors')",
  'query("SELECT count(*) AS n FROM visitors")',
  "query('select set_config($1)')",
  'run(`insert into a values (1)`)',
  'run(`update visitors set a = 1`)',
  'run(`delete from visitors`)',
  'run(`with old as (select 1) delete`)',
  "run('create unique index a on b')",
  "run('drop table a')",
  'anything`listen news`',
  'sql.unsafe(text)',
  'sql.unsafe<Row[]>(text)',
])('%s is refused in a domain', text => {
  expect(judged('backend/src/chat/ask.ts', text)).toEqual(['backend/src/chat/ask.ts:1'])
})

test.each([
  "say('Select a plan from the list below')".replace('from the', 'of the'),
  "say('Update your password')",
  "say('Delete this conversation?')",
  "say('with love')",
  "say('Create an assistant')",
  'css`color: red`',
  '`select-${name}`',
  '// sql`select 1`',
  '[...unsafe(a)]',
])('%s is prose', text => {
  expect(judged('backend/src/chat/ask.ts', text)).toEqual([])
})

test.each([
  ['backend/src/chat/queries.ts', 'tenant`select 1`'],
  ['backend/src/db/migrate.ts', 'sql.unsafe(`select 1`)'],
  ['backend/src/chat/ask.test.ts', 'sql`select 1`'],
  ['backend/src/testing/rows.ts', 'sql`select 1`'],
  ['backend/bench/rows.ts', 'sql`select 1`'],
])('%s may hold SQL', (path, text) => {
  expect(judged(path, text)).toEqual([])
})

test('even queries.ts may not use unsafe', () => {
  expect(judged('backend/src/chat/queries.ts', 'tenant.unsafe(a)')).toHaveLength(1)
})
