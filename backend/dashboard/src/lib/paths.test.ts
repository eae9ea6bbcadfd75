import { expect, test } from 'vitest'
import { keepLanguage, match, wantedPath, withQuery } from './paths.ts'

test.each([
  { pattern: '', path: '/', places: {} },
  { pattern: '/assistants', path: '/assistants/', places: {} },
  {
    pattern: '/assistants/{assistant}/{tab}',
    path: '/assistants/a1/embed',
    places: { assistant: 'a1', tab: 'embed' },
  },
  { pattern: '/assistants/{assistant}', path: '/assistants/a%20b', places: { assistant: 'a b' } },
  { pattern: '/assistants/{assistant}', path: '/assistants/%zz', places: { assistant: '%zz' } },
  { pattern: '/assistants/{assistant}', path: '/assistants', places: null },
  { pattern: '/assistants/{assistant}', path: '/assistants/a1/embed', places: null },
  { pattern: '/conversations', path: '/assistants', places: null },
])('$path held against $pattern gives $places', ({ pattern, path, places }) => {
  expect(match(pattern, path)).toEqual(places)
})

test('a query leaves out what is empty', () => {
  expect(withQuery('/c', { day: '2026-11-23', assistant: '', cursor: undefined })).toBe('/c?day=2026-11-23')
  expect(withQuery('/c', {})).toBe('/c')
})

test('the chosen language goes along, unless another is asked for', () => {
  expect(keepLanguage('/assistants', '?lang=de&day=x')).toBe('/assistants?lang=de')
  expect(keepLanguage('/c?day=1', '?lang=de')).toBe('/c?day=1&lang=de')
  expect(keepLanguage('/c?lang=en', '?lang=de')).toBe('/c?lang=en')
  expect(keepLanguage('/c', '')).toBe('/c')
})

test.each([
  { to: '/conversations?day=2026-11-23', path: '/conversations?day=2026-11-23' },
  { to: null, path: '/' },
  { to: 'https://elsewhere.example/', path: '/' },
  { to: '//elsewhere.example/', path: '/' },
  { to: '/\\elsewhere.example/', path: '/' },
  { to: '/\t/elsewhere.example', path: '/' },
  { to: 'javascript:alert(1)', path: '/' },
  { to: '/sign-in', path: '/' },
  { to: '/v1/conversations/export?format=csv', path: '/' },
])('after signing in, $to leads to $path', ({ to, path }) => {
  expect(wantedPath(to)).toBe(path)
})
