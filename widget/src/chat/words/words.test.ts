import { maskedKinds } from '@atavus/contract/events'
import { expect, test } from 'vitest'
import { message } from '../../client/testing.ts'
import { whereabouts } from './whereabouts.ts'
import { counted, country, wordsFor } from './words.ts'

test.each([
  { language: 'en', kind: 'person', count: 1, said: '1 name' },
  { language: 'en', kind: 'email', count: 2, said: '2 e-mail addresses' },
  { language: 'de', kind: 'password', count: 1, said: '1 Passwort' },
  { language: 'de', kind: 'password', count: 2, said: '2 Passwörter' },
] as const)('$count $kind in $language is $said', ({ language, kind, count, said }) => {
  expect(counted(wordsFor(language).sent.kinds[kind], count)).toBe(said.replace(' ', '\u00a0'))
})

test.each(['en', 'de'])('in %s every kind has a stem and two ends', language => {
  const { kinds } = wordsFor(language).sent
  expect(Object.keys(kinds).sort()).toEqual([...maskedKinds].sort())
  for (const words of Object.values(kinds)) expect(words.split('|')).toHaveLength(3)
})

test.each([
  { code: 'CN', language: 'de', said: 'China' },
  { code: 'DE', language: 'en', said: 'Germany' },
  { code: 'cn', language: 'en', said: 'cn' },
  { code: '<b>', language: 'en', said: '<b>' },
])('$code in $language is $said', ({ code, language, said }) => {
  expect(country(code, language)).toBe(said)
})

test.each([
  { because: null, said: 'the usual model was not available' },
  { because: 'down', said: 'the usual model was not available' },
  { because: 'refused', said: 'as you chose' },
  { because: 'unsure', said: 'because we could not tell what in it identifies you' },
] as const)('another model answered because $because: $said', ({ because, said }) => {
  const where = { model: 'ollama', where: 'server', fallback: true, because, sent: null } as const
  expect(whereabouts(message('assistant', 'a', { whereabouts: where }), wordsFor('en'))).toContain(
    ` · ${said} · `,
  )
})
