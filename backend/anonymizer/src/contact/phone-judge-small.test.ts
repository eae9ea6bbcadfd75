import { expect, test } from 'vitest'
import { scanOf } from '../scan.ts'
import { findPhones } from './phone-judge-small.ts'

const found = (text: string, regions: string[] = []) =>
  findPhones(scanOf(text, { regions })).map(({ start, end }) => text.slice(start, end))

test.each([
  ['+49 30 901820', []],
  ['+44 (0)20 7946 0018', []],
  ['+1 415 555 2671', []],
  ['+90 312 213 29 65', []],
  ['+254 712 345678', []],
  ['0171 2345678', ['DE']],
  ['06 12345678', ['NL']],
  ['07700 900123', ['GB']],
  ['8 (495) 123-45-67', ['RU']],
] as [string, string[]][])('the number %s is found', (number, regions) => {
  expect(found(`Telefon: ${number}`, regions)).toEqual([number])
})

test.each(['Order 302-4482913-22', 'on 12.03.2024', '1.234.567,89 €', 'ISBN 978-3-16-148410-0'])(
  '%s is none',
  text => {
    expect(found(text)).toEqual([])
  },
)
