import { expect, test } from 'vitest'
import { scanOf } from '../scan.ts'
import { passwordColumns } from './password-columns.ts'

const found = (text: string) =>
  passwordColumns(scanOf(text, { regions: [] })).map(({ start, end }) => text.slice(start, end))

test.each([
  ['user;password;role\nanna;Sommer2024;admin\ntom;hunter2;user', ['Sommer2024', 'hunter2']],
  ['| Name | Kennwort |\n|---|---|\n| Tom | Hund!77 |', ['Hund!77']],
  ['"login","mot de passe"\n"marie","soleil 88"', ['soleil 88']],
  ['naam\twachtwoord\nfemke\tfiets20', ['fiets20']],
])('in a column of passwords: %s', (text, values) => {
  expect(found(text)).toEqual(values)
})

test.each([
  'password, please reset it\nthanks, Tom',
  'name;city\nanna;password',
  'the password; it is gone\n\nx;y',
])('no column: %s', text => {
  expect(found(text)).toEqual([])
})
