import { expect, test } from 'vitest'
import { entitlement, none } from './entitlement.ts'
import { graceSteps, noticesOf } from './notices.ts'
import type { HeldSubscription } from './payments.ts'
import type { SubscriptionFacts } from './queries.ts'
import { customerOf, day, held, unpaidSince } from './testing/held.ts'

const plans = ['free', 'starter', 'business'].map(id => ({ id, name: id }))
const facts = (more: Partial<HeldSubscription> = {}): SubscriptionFacts =>
  entitlement(customerOf(held(more)), plans, 14).facts
const told = (before: SubscriptionFacts, after: SubscriptionFacts, now = day(0)) =>
  noticesOf(before, after, now).map(({ notice }) => notice)
const steps = (before: SubscriptionFacts, after: SubscriptionFacts, now = day(0)) =>
  graceSteps(before, after, now).map(({ subject: { invoice, step }, at }) => [
    invoice,
    step,
    (at.getTime() - day(0).getTime()) / 86_400_000,
  ])

const another = { id: 'sub_2' }
const lapsed = { ...unpaidSince(20) }
const cancelled = { endsAt: day(20) }

test.each<[string, SubscriptionFacts, SubscriptionFacts, string[]]>([
  ['nothing where nothing changed', facts(), facts(), []],
  ['nothing where there is none', none, none, []],
  ['that a plan began', none, facts(), ['plan-started']],
  ['that a plan began after another', facts(), facts(another), ['plan-started']],
  ['that a larger plan holds', facts(), facts({ plan: 'business' }), ['plan-changed']],
  ['that it is paid by year', facts(), facts({ interval: 'year' }), ['plan-changed']],
  ['nothing of a period that is paid anew', facts(), facts({ periodEndsAt: day(50) }), []],
  [
    'nothing of a change that is to come',
    facts(),
    facts({ next: { plan: 'business', interval: 'month', at: day(20) } }),
    [],
  ],
  ['that it was cancelled', facts(), facts(cancelled), ['plan-ending']],
  ['that it was cancelled, once', facts(cancelled), facts(cancelled), []],
  ['nothing of one that is kept', facts(cancelled), facts(), []],
  ['that it began and was cancelled', none, facts(cancelled), ['plan-started', 'plan-ending']],
  ['that it has ended', facts(cancelled), none, ['plan-ended']],
  ['that one which lapsed has ended', facts(lapsed), none, ['plan-ended']],
  ['that a payment failed', facts(), facts(unpaidSince(0)), ['payment-failed']],
  ['that a payment failed, once', facts(unpaidSince(0)), facts(unpaidSince(0)), []],
  ['that another payment failed', facts(unpaidSince(9)), facts(unpaidSince(0, 'in_2')), ['payment-failed']],
  ['that the first payment failed', none, facts(unpaidSince(0)), ['plan-started', 'payment-failed']],
  ['that it is paid again', facts(unpaidSince(9)), facts(), ['payment-recovered']],
  ['that what had lapsed is paid again', facts(lapsed), facts(), ['payment-recovered']],
  ['that what Stripe gave up is paid again', facts({ status: 'unpaid' }), facts(), ['payment-recovered']],
  [
    'that it is paid again, and other',
    facts(unpaidSince(9)),
    facts({ plan: 'business' }),
    ['plan-changed', 'payment-recovered'],
  ],
  ['that it was paused', facts(), facts({ status: 'paused' }), ['grace-over']],
  [
    'nothing yet of what is told when its time is over',
    facts(unpaidSince(9)),
    facts({ ...unpaidSince(9), status: 'unpaid' }),
    [],
  ],
  ['nothing of a plan that nobody knows', facts(), facts({ plan: null }), []],
])('owners are told %s', (_, before, after, notices) => {
  expect(told(before, after)).toEqual(notices)
})

test('a notice says which plan it is about, and until when it holds', () => {
  expect(noticesOf(facts(), facts({ plan: 'business', ...unpaidSince(1) }), day(0))).toEqual([
    { notice: 'plan-changed', plan: 'business' },
    { notice: 'payment-failed', plan: 'business', until: day(13) },
  ])
  expect(noticesOf(facts(), facts(cancelled), day(0))).toEqual([
    { notice: 'plan-ending', plan: 'starter', until: day(20) },
  ])
  expect(noticesOf(facts(), none, day(0))).toEqual([{ notice: 'plan-ended', plan: 'starter' }])
})

test.each<[string, SubscriptionFacts, SubscriptionFacts, unknown[][]]>([
  [
    'three days before its end, and at it',
    facts(),
    facts(unpaidSince(0)),
    [
      ['in_1', 'ending', 11],
      ['in_1', 'over', 14],
    ],
  ],
  ['at its end, where that is near', facts(), facts(unpaidSince(12)), [['in_1', 'over', 2]]],
  ['at once, where it is over', facts(), facts(unpaidSince(14)), [['in_1', 'over', 0]]],
  ['no second time', facts(unpaidSince(1)), facts(unpaidSince(1)), []],
  ['no second time when it is over', facts(lapsed), facts(lapsed), []],
  [
    'at once, where Stripe gives up sooner',
    facts(unpaidSince(1)),
    facts({ ...unpaidSince(1), status: 'unpaid' }),
    [['in_1', 'over', 0]],
  ],
  ['never, where it is paid', facts(unpaidSince(1)), facts(), []],
  [
    'of the next invoice',
    facts(unpaidSince(13)),
    facts(unpaidSince(0, 'in_2')),
    [
      ['in_2', 'ending', 11],
      ['in_2', 'over', 14],
    ],
  ],
])('of a payment that failed owners are told again %s', (_, before, after, expected) => {
  expect(steps(before, after)).toEqual(expected)
})
