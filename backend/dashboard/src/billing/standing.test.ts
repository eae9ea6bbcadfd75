import { expect, test } from 'vitest'
import { endOf, standing } from './standing.ts'
import { billing, business, paying, subscription } from './testing/sample.ts'

const noon = (day: string) => `${day}T12:00:00.000Z`
const stillOpen = 'What is open stays due; nothing is charged for later periods.'
const starter = { id: 'starter', name: 'Starter' }
const next = { plan: business, interval: 'month', at: noon('2026-12-03') } as const

test.each([
  { of: 'no subscription', held: billing(), lines: ['Free of charge.'] },
  { of: 'a paid month', held: paying(), lines: ['€19.00 a month.', 'Next payment on 3 Dec 2026.'] },
  {
    of: 'a paid year',
    held: paying({ interval: 'year', price: { amount: 19000, currency: 'eur' } }),
    lines: ['€190.00 a year.', 'Next payment on 3 Dec 2026.'],
  },
  {
    of: 'an end',
    held: paying({ endsAt: noon('2026-12-03') }),
    lines: ['€19.00 a month.', 'It was ended: it holds until 3 Dec 2026, then Free.'],
  },
  {
    of: 'another plan to come',
    held: paying({ next }),
    lines: ['€19.00 a month.', 'On 3 Dec 2026 it becomes Business.'],
  },
  {
    of: 'another plan and interval to come',
    held: paying({ next: { ...next, interval: 'year' } }),
    lines: [
      '€19.00 a month.',
      'On 3 Dec 2026 it becomes Business.',
      'From 3 Dec 2026 it is paid by the year.',
    ],
  },
  {
    of: 'another interval to come',
    held: paying({ interval: 'year', next: { ...next, plan: starter } }),
    lines: ['€19.00 a year.', 'From 3 Dec 2026 it is paid by the month.'],
  },
])('with $of the plan stands so', ({ held, lines }) => {
  expect(standing(held, 'Free')).toEqual({ trouble: null, lines })
})

test('a payment that failed is said first, with the day until which the plan holds', () => {
  expect(standing(paying({ state: 'past_due', graceUntil: noon('2026-12-17') }), 'Free')).toEqual({
    trouble: 'A payment failed. Starter holds until 17 Dec 2026.',
    lines: ['€19.00 a month.'],
  })
})

test('a plan that is not paid holds no more', () => {
  const { trouble, lines } = standing(billing({ subscription: subscription({ state: 'lapsed' }) }), 'Free')
  expect(trouble).toMatch('Starter was not paid and holds no more; Free does.')
  expect(lines).toEqual([])
})

test.each([
  {
    state: 'active',
    graceUntil: null,
    said: ['Starter holds until 3 Dec 2026.', 'Nothing more is charged.'],
  },
  {
    state: 'past_due',
    graceUntil: noon('2026-11-20'),
    said: ['Starter holds until 20 Nov 2026.', stillOpen],
  },
  {
    state: 'past_due',
    graceUntil: noon('2026-12-17'),
    said: ['Starter holds until 3 Dec 2026.', stillOpen],
  },
  { state: 'lapsed', graceUntil: null, said: [stillOpen] },
] as const)('of its end is said, while it is $state: $said', ({ state, graceUntil, said }) => {
  expect(endOf(paying({ state, graceUntil }))).toEqual(said)
})
