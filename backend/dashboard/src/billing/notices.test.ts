import type { Billing } from '@atavus/contract/billing'
import { expect, test } from 'vitest'
import { noticeOf } from './notices.ts'
import { billing, paying, subscription } from './testing/sample.ts'

const used = (counts: Partial<Billing['used']>, said: Partial<Billing> = {}) =>
  billing({ ...said, used: { ...billing().used, ...counts } })

test.each([
  { counts: {}, text: undefined },
  { counts: { messages: 239 }, text: undefined },
  { counts: { messages: 240 }, text: '80% of this month’s messages are used.' },
  { counts: { messages: 299 }, text: '99% of this month’s messages are used.' },
  { counts: { messages: 240, tokens: 570_000 }, text: '95% of this month’s tokens are used.' },
  {
    counts: { messages: 300 },
    text: 'This month’s messages are used. Visitors get no answers until 1 Dec 2026.',
  },
  {
    counts: { tokens: 700_000 },
    text: 'This month’s tokens are used. Visitors get no answers until 1 Dec 2026.',
  },
])('with $counts used it says: $text', ({ counts, text }) => {
  expect(noticeOf(used(counts))?.text).toBe(text)
})

test('whoever chose quotes is told of quotes', () => {
  expect(noticeOf(used({ messages: 300 }, { atLimit: 'quote' }))?.text).toBe(
    'This month’s messages are used. Visitors get quotes until 1 Dec 2026.',
  )
})

test('without a limit nothing is ever near', () => {
  const plan = billing().plan
  const open = { ...plan, limits: { ...plan.limits, messages: null, tokens: null } }
  expect(noticeOf(used({ messages: 1e9, tokens: 1e12 }, { plan: open }))).toBeNull()
})

test('a payment that failed comes before anything else, and stays', () => {
  const held = paying({ state: 'past_due', graceUntil: '2026-12-17T12:00:00.000Z' })
  expect(noticeOf({ ...held, used: { ...held.used, messages: 3000 } })).toMatchObject({
    text: 'A payment failed. Starter holds until 17 Dec 2026.',
    stays: true,
  })
})

test('that a plan lapsed can be put away', () => {
  const lapsed = billing({ subscription: subscription({ state: 'lapsed' }) })
  expect(noticeOf(lapsed)).toMatchObject({
    text: 'Starter was not paid, so Free holds.',
    stays: false,
  })
})

test.each([
  { timeZone: 'Pacific/Auckland', day: '1 Dec 2026' },
  { timeZone: 'America/Los_Angeles', day: '30 Nov 2026' },
])('the day that it names is the workspace’s own: $day in $timeZone', ({ timeZone, day }) => {
  const renewsAt = '2026-11-30T11:00:00.000Z'
  expect(noticeOf(used({ messages: 300 }, { timeZone, renewsAt }))?.text).toContain(`until ${day}.`)
})

test('who pays for what is suspended is told first, until it is ended', () => {
  const ended = subscription({ endsAt: '2026-12-03T12:00:00.000Z' })
  const held = { ...paying(), suspended: true }
  expect(noticeOf({ ...held, used: { ...held.used, messages: 3000 } })).toMatchObject({
    text: 'This workspace is suspended, but Starter is still paid for until it is ended.',
    stays: true,
  })
  expect(noticeOf({ ...held, subscription: ended })).toBeNull()
  expect(noticeOf(billing({ suspended: true }))).toBeNull()
})

test('whoever put one notice away is told the next', () => {
  const ids = [
    used({ messages: 240 }),
    used({ messages: 250 }),
    used({ messages: 300 }),
    used({ messages: 300 }, { atLimit: 'quote' }),
    used({ messages: 240 }, { month: '2026-12' }),
  ].map(held => noticeOf(held)?.id)
  expect(new Set(ids).size).toBe(4)
  expect(ids[0]).toBe(ids[1])
})
