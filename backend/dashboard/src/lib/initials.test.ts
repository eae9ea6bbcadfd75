import { expect, test } from 'vitest'
import { initials } from './initials.ts'

test.each([
  { name: 'Anna Maria Kowalska', letters: 'AK' },
  { name: 'anna', letters: 'A' },
  { name: 'shop-owner_7', letters: 'S7' },
  { name: 'Élodie  Ödön', letters: 'ÉÖ' },
  { name: 'E\u0301lodie', letters: 'E\u0301' },
  { name: '李 小龙', letters: '李小' },
  { name: ' ', letters: '' },
])('$name is $letters', ({ name, letters }) => {
  expect(initials(name)).toBe(letters)
})
