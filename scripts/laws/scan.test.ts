import { expect, test } from 'vitest'
import { scan } from './scan.ts'

test.each([
  ['a comment', 'a // b(\nc', 'a      \nc'],
  ['a block comment over lines', 'a /* x\n y */ b', 'a     \n      b'],
  ['a string', "a('fetch(')", "a('      ')"],
  ['an escaped quote', "'it\\'s' + b", "'     ' + b"],
  ['a template with a hole', '`select ${name(`x`)} y` + b', '`       ${name(` `)}  ` + b'],
  ['braces inside a hole', '`${f({ a: {} })}x` + b', '`${f({ a: {} })} ` + b'],
  ['a regular expression with quotes', 'x = /[\'"`/]/g + b', 'x =           + b'],
  ['a division', 'a / b / c', 'a / b / c'],
  ['a division after a bracket', "(a) / 2 + 'x' / 3", "(a) / 2 + ' ' / 3"],
  ['a closing tag', '<p>{a}</p>', '<p>{a}</p>'],
  ['an empty tag', '<br/> + "a"', '<br/> + " "'],
])('%s keeps its length and only its code stays', (_, source, code) => {
  expect(scan(source).code).toBe(code)
})

test('an apostrophe in the text of a tag spoils no further than its line', () => {
  expect(scan("<p>don't</p>\nfetch('x')").code).toContain("fetch(' ')")
})

test.each([
  ['sql`select 1`', 'sql', 'select 1'],
  ['tenant<Row[]>`select ${id}`', 'tenant', 'select  '],
  ['tenant<{ id: string; n: number }[]>`select 1`', 'tenant', 'select 1'],
  ['db.sql`x`', 'sql', 'x'],
  ['x => `select 1`', null, 'select 1'],
  ['return `select 1`', null, 'select 1'],
  ["'select 1'", null, 'select 1'],
])('%s is a literal with its tag', (source, tag, text) => {
  expect(scan(source).literals).toEqual([{ start: expect.any(Number), tag, text }])
})
