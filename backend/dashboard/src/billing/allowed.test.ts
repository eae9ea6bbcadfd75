import { expect, test } from 'vitest'
import { allowed } from './allowed.ts'
import { starter } from './testing/sample.ts'

test('a plan says what it allows', () => {
  expect(allowed(starter.limits)).toEqual([
    '3,000 messages a month',
    '6,000,000 tokens a month',
    '1 assistant',
    '2 members',
    '500 passages of knowledge',
    'Models on this server only',
  ])
})

test('what has no limit is said in the same order', () => {
  const open = { messages: null, tokens: null, assistants: null, seats: null, passages: null, remote: true }
  expect(allowed(open)).toEqual([
    'Any number of messages',
    'Any number of tokens',
    'Any number of assistants',
    'Any number of members',
    'Any number of passages',
    'Also models outside this server',
  ])
})
