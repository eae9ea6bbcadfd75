import { expect, test } from 'vitest'
import { partsOf } from './parts.ts'

const origin = 'http://localhost:4600'

test('links to our own pages can be followed, and nothing of the text is lost', () => {
  const text = `Open this:\n\n${origin}/verify#abc_-1\n\nOr write to https://elsewhere.example/help.`
  const parts = partsOf(text, origin)
  expect(parts.filter(({ kind }) => kind === 'link').map(part => part.text)).toEqual([
    `${origin}/verify#abc_-1`,
  ])
  expect(parts.map(part => part.text).join('')).toBe(text)
})

test('the mark after a link is not part of it', () => {
  for (const mark of ['.', ',', ').', '?'])
    expect(partsOf(`at ${origin}/sign-in${mark}`, origin)[1]).toEqual({
      kind: 'link',
      text: `${origin}/sign-in`,
    })
})

test.each([
  `${origin}.elsewhere.example/verify#abc`,
  'http://localhost:4601/verify#abc',
  `https://elsewhere.example/?to=${origin}/`,
  'http://localhost:4600@elsewhere.example/',
  'http://[',
  'javascript:alert(1)',
])('%s stays words', text => {
  expect(partsOf(`see ${text} now`, origin).every(({ kind }) => kind === 'text')).toBe(true)
})
