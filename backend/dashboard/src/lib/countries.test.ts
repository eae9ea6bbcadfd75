import { expect, test } from 'vitest'
import { countriesWith } from './countries.ts'

test('countries stand in the order of their names, each once, with those that were chosen', () => {
  const german = countriesWith(['DE', 'GL'], 'de')
  expect(german).toContainEqual(['GL', 'Grönland'])
  expect(german.filter(([code]) => code === 'DE')).toEqual([['DE', 'Deutschland']])
  const names = german.map(([, name]) => name)
  expect(names.indexOf('Österreich')).toBeLessThan(names.indexOf('Peru'))
  for (const [code, name] of german) expect(name, code).not.toBe(code)
})
