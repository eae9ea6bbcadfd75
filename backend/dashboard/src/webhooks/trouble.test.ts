import type { Delivery } from '@atavus/contract/workspace'
import { expect, test } from 'vitest'
import { words } from '../words/words.ts'
import { isUnderWay, troubleOf } from './trouble.ts'

const now = new Date('2026-11-20T12:00:10.000Z')
const sent: Pick<Delivery, 'state' | 'status' | 'problem' | 'at'> = {
  state: 'waiting',
  status: null,
  problem: null,
  at: '2026-11-20T12:00:00.000Z',
}

test('what is being sent is no failure, and it will show in a moment how it went', () => {
  expect(troubleOf(sent)).toBe(words.webhooks.delivery.notYet)
  expect(isUnderWay(sent, now)).toBe(true)
})

test.each([
  ['was answered', { status: 500 }],
  ['failed', { problem: 'timeout' }],
  ['was given up', { state: 'given_up' }],
  ['was sent off long ago', { at: '2026-11-20T11:59:00.000Z' }],
] as const)('nothing is waited for that %s', (_, facts) => {
  expect(isUnderWay({ ...sent, ...facts }, now)).toBe(false)
})

test('an attempt of which nothing is known any more has failed', () => {
  expect(troubleOf({ ...sent, state: 'given_up' })).toBe(words.webhooks.delivery.troubles.other)
})
