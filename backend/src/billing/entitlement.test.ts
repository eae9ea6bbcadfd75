import { describe, expect, test } from 'vitest'
import { entitlement, heldPlan, none } from './entitlement.ts'
import type { HeldSubscription, StripeStatus } from './payments.ts'
import { customerOf, day, held, unpaidSince } from './testing/held.ts'

const plans = [
  { id: 'free', name: 'Free' },
  { id: 'starter', name: 'Starter' },
  { id: 'business', name: 'Business' },
]
const of = (...subscriptions: HeldSubscription[]) => entitlement(customerOf(...subscriptions), plans, 14)

test('what Stripe says of a subscription is kept as it is', () => {
  const next = { plan: 'business', interval: 'year', at: day(20) } as const

  expect(of(held({ endsAt: day(20), next }))).toEqual({
    odd: [],
    facts: {
      subscription: 'sub_1',
      status: 'active',
      plan: 'starter',
      interval: 'month',
      amount: 1900,
      currency: 'eur',
      periodEndsAt: day(20),
      endsAt: day(20),
      graceUntil: null,
      unpaidInvoice: null,
      nextPlan: 'business',
      nextInterval: 'year',
      nextAt: day(20),
    },
  })
})

test.each<[StripeStatus, string | null]>([
  ['active', 'starter'],
  ['trialing', 'starter'],
  ['past_due', 'starter'],
  ['unpaid', null],
  ['paused', null],
  ['incomplete', null],
  ['incomplete_expired', null],
  ['canceled', null],
])('of a subscription that is %s the plan that holds is %s', (status, plan) => {
  const { facts } = of(held({ ...unpaidSince(1), status }))

  expect(heldPlan(facts, day(0))).toBe(plan)
})

test.each<StripeStatus>(['incomplete', 'incomplete_expired', 'canceled'])(
  'one that is %s is none',
  status => {
    expect(of(held({ status }))).toEqual({ facts: none, odd: [] })
  },
)

test('a customer without any has none', () => {
  expect(of()).toEqual({ facts: none, odd: [] })
})

test.each<[string, Partial<HeldSubscription>, Partial<HeldSubscription>, string, boolean]>([
  ['one that runs before one that is over', { status: 'canceled', plan: 'business' }, {}, 'b', false],
  ['one that runs before one that lapsed', { status: 'unpaid', plan: 'business' }, {}, 'b', false],
  ['one that is paid before one that is not', { ...unpaidSince(1), plan: 'business' }, {}, 'b', true],
  ['of two that are paid the higher plan', { plan: 'business' }, { createdAt: day(0) }, 'a', true],
  ['of two alike the newer one', {}, { createdAt: day(0) }, 'b', true],
  ['a plan in its grace before something else that is paid', unpaidSince(1), { plan: null }, 'a', true],
  ['a plan that is known before one that is not', { plan: null }, { createdAt: day(-99) }, 'b', true],
  [
    'of two that lapsed the newer one',
    { status: 'unpaid' },
    { status: 'paused', createdAt: day(0) },
    'b',
    false,
  ],
])('of several there counts %s', (_, first, second, id, odd) => {
  const [a, b] = [held({ id: 'a', ...first }), held({ id: 'b', ...second })]

  for (const both of [of(a, b), of(b, a)]) {
    expect(both.facts.subscription).toBe(id)
    expect(both.odd.includes('several_live')).toBe(odd)
  }
})

test.each<[string, Partial<HeldSubscription>]>([
  ['a price of nobody’s', { plan: null }],
  ['a plan that was never ours', { plan: 'gold' }],
])('%s holds no plan, and is told', (_, more) => {
  const { facts, odd } = of(held(more))

  expect(facts).toMatchObject({ subscription: 'sub_1', plan: null, amount: 1900 })
  expect(heldPlan(facts, day(0))).toBeNull()
  expect(odd).toEqual(['plan_unknown'])
})

test('a change to a plan that is not known is told, and not kept', () => {
  const { facts, odd } = of(held({ next: { plan: 'gold', interval: 'month', at: day(20) } }))

  expect(facts).toMatchObject({ plan: 'starter', nextPlan: null, nextInterval: null, nextAt: null })
  expect(odd).toEqual(['plan_unknown'])
})

test('where nothing is owed any more, as of a voided invoice, the plan holds for the period', () => {
  const { facts } = of(held({ status: 'past_due', unpaid: null }))

  expect(facts).toMatchObject({ unpaidInvoice: null, graceUntil: day(20) })
  expect(heldPlan(facts, day(19))).toBe('starter')
  expect(heldPlan(facts, day(20))).toBeNull()
})

describe('a payment that failed', () => {
  const hours = (count: number) => new Date(day(0).getTime() + count * 3_600_000)
  const { facts } = of(held(unpaidSince(0)))

  test.each([
    [0, 'starter'],
    [13 * 24 + 23, 'starter'],
    [14 * 24 - 0.001, 'starter'],
    [14 * 24, null],
    [15 * 24, null],
  ])('leaves its plan for fourteen days: after %d hours %s holds', (count, plan) => {
    expect(heldPlan(facts, hours(count))).toBe(plan)
  })

  test('leaves it no longer where there is no grace', () => {
    const { facts } = entitlement(customerOf(held(unpaidSince(0))), plans, 0)

    expect(heldPlan(facts, day(0))).toBeNull()
  })

  test('is none while Stripe still tries, and says that the subscription is active', () => {
    const { facts } = of(held({ ...unpaidSince(1), status: 'active' }))

    expect(facts).toMatchObject({ unpaidInvoice: null, graceUntil: null })
  })
})
