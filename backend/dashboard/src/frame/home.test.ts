import { rights, roles } from '@atavus/contract/rights'
import { expect, test } from 'vitest'
import { homeOf, waysFor } from './home.ts'

const reading = ['/assistants', '/conversations', '/usage', '/team']

test.each([
  { role: 'owner', ways: [...reading, '/keys', '/data', '/logs'] },
  { role: 'editor', ways: [...reading, '/data'] },
  { role: 'viewer', ways: reading },
  { role: 'member', ways: ['/chat'] },
] as const)('a role that is $role is shown what it may enter', ({ role, ways }) => {
  expect(waysFor({ rights: rights[role], operator: false, billing: false }).map(({ to }) => to)).toEqual(ways)
})

test.each([
  { role: 'owner', way: true },
  { role: 'editor', way: true },
  { role: 'viewer', way: true },
  { role: 'member', way: false },
] as const)('where there are plans, the way to them for a role that is $role: $way', ({ role, way }) => {
  const ways = waysFor({ rights: rights[role], operator: false, billing: true })
  expect(ways.some(({ to }) => to === '/billing')).toBe(way)
})

test.each(roles)('an operator finds the platform’s room in any role: %s', role => {
  expect(waysFor({ rights: rights[role], operator: true, billing: true }).at(-1)?.to).toBe('/operator')
})

test('members begin at the chat, all others at the assistants', () => {
  expect(roles.map(role => homeOf({ rights: rights[role] }))).toEqual([
    '/assistants',
    '/assistants',
    '/assistants',
    '/chat',
  ])
})
