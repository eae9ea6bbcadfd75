import { expect, test } from 'vitest'
import { ceilingIn } from './ceiling.tsx'

test('a ceiling of nothing is one, and a field that is switched off is none', () => {
  const form = new FormData()
  form.set('messagesPerDay', '0')
  expect(ceilingIn(form, 'messagesPerDay')).toBe(0)
  expect(ceilingIn(form, 'tokensPerDay')).toBe(null)
})
