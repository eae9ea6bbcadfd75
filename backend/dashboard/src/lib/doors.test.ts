import { dashboardOperations } from '@atavus/contract/dashboard-operations'
import { expect, test } from 'vitest'
import { address, doors } from './doors.ts'

test('every door of the contract is known under its own method and path', () => {
  const contract = Object.entries(dashboardOperations).map(([name, { method, path }]) => [
    name,
    [method.toUpperCase(), path],
  ])
  expect(doors).toEqual(Object.fromEntries(contract))
})

test('an address takes its places and query, and nothing slips out of them', () => {
  expect(address('document', { assistant: 'a', document: '../b' })).toBe('/v1/assistants/a/documents/..%2Fb')
  expect(address('conversations', {}, { day: '2026-11-23', cursor: undefined })).toBe(
    '/v1/conversations?day=2026-11-23',
  )
})
