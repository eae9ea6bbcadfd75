import { scopes } from '@atavus/contract/rights'
import { expect, test } from 'vitest'
import { byKind, scopesIn } from './scopes.ts'

test('every scope stands in one group, that of what it is about', () => {
  const groups = byKind(scopes)
  expect(groups.map(({ kind }) => kind)).toEqual([
    'assistants',
    'knowledge',
    'conversations',
    'chat',
    'usage',
  ])
  expect(groups.flatMap(({ members }) => members)).toEqual(scopes)
})

test('a form names the scopes that are ticked, and none that there is not', () => {
  const form = new FormData()
  for (const ticked of ['chat', 'assistants:read', 'everything']) form.append('scopes', ticked)
  expect(scopesIn(form)).toEqual(['assistants:read', 'chat'])
})
