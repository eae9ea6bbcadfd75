import { expect, test } from 'vitest'
import { cardToTake } from './card.ts'
import type { HeldSubscription } from './payments.ts'
import { customerOf, held } from './testing/held.ts'

interface Case {
  /** The subscription and the card of the last look. */
  known?: string | null
  seen?: string | null
  card?: string | null
  at?: Partial<HeldSubscription>
}

const takenOf = ({ known = 'sub_1', seen = null, card = 'pm_new', at }: Case) =>
  cardToTake({ subscription: known, cardSeen: seen }, { ...customerOf(held(at)), card })

test.each<[string, Case, { overdue: boolean; replaces: boolean }]>([
  ['the first one that was chosen', {}, { overdue: false, replaces: true }],
  ['another one', { seen: 'pm_former' }, { overdue: false, replaces: true }],
  ['one in a trial', { at: { status: 'trialing' } }, { overdue: false, replaces: true }],
  ['one after a payment failed', { at: { status: 'past_due' } }, { overdue: true, replaces: true }],
  ['one after Stripe gave up', { at: { status: 'unpaid' } }, { overdue: true, replaces: true }],
  [
    'another one where the customer’s pays already',
    { seen: 'pm_former', at: { status: 'past_due', card: null } },
    { overdue: true, replaces: false },
  ],
])('%s takes over', (_, given, taking) => {
  expect(takenOf(given)).toEqual({ subscription: 'sub_1', card: 'pm_new', ...taking })
})

test.each<[string, Case]>([
  ['at the first look at all', { known: null }],
  ['at the first look at this subscription', { known: 'sub_0' }],
  ['when it was seen before', { seen: 'pm_new', at: { status: 'past_due' } }],
  ['when it was seen before by one that is not paid', { seen: 'pm_new', at: { status: 'unpaid' } }],
  ['when none was chosen', { card: null }],
  ['when none is chosen any more', { seen: 'pm_former', card: null, at: { status: 'past_due' } }],
  ['when it is the subscription’s own', { card: 'pm_own', at: { status: 'past_due' } }],
  ['when it pays already and nothing is late', { seen: 'pm_former', at: { card: null } }],
  ['for one that is over', { at: { status: 'canceled' } }],
  ['for one that has not begun', { at: { status: 'incomplete' } }],
  ['for one that never began', { at: { status: 'incomplete_expired' } }],
  ['for one that rests', { at: { status: 'paused' } }],
])('no card takes over %s', (_, given) => {
  expect(takenOf(given)).toBeUndefined()
})

test('of several subscriptions it is the one that is known', () => {
  const customer = { ...customerOf(held({ id: 'sub_2' }), held()), card: 'pm_new' }

  expect(cardToTake({ subscription: 'sub_2', cardSeen: null }, customer)?.subscription).toBe('sub_2')
})
