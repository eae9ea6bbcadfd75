import { expect, test } from 'vitest'
import { byMonth, inTheWay, priceOf, stepTo } from './offers.ts'
import { billing, business, free, paying, starter } from './testing/sample.ts'

const held = billing()
const yearly = paying({ interval: 'year', price: { amount: 19000, currency: 'eur' } })
const highest = paying({ plan: business, price: { amount: 7900, currency: 'eur' } })
const unsold = { ...business, prices: { month: null, year: business.prices.year } }

test.each([
  { name: 'free to free', from: held, to: free, interval: 'month', step: { to: 'none' } },
  { name: 'free to paid', from: held, to: starter, interval: 'month', step: { to: 'buy' } },
  {
    name: 'what is not sold by the month',
    from: held,
    to: unsold,
    interval: 'month',
    step: { to: 'unsold' },
  },
  { name: 'what is sold by the year', from: held, to: unsold, interval: 'year', step: { to: 'buy' } },
  { name: 'the same', from: paying(), to: starter, interval: 'month', step: { to: 'none' } },
  { name: 'up', from: paying(), to: business, interval: 'month', step: { to: 'change', later: false } },
  { name: 'down', from: highest, to: starter, interval: 'month', step: { to: 'change', later: true } },
  { name: 'to a year', from: paying(), to: starter, interval: 'year', step: { to: 'change', later: false } },
  { name: 'to a month', from: yearly, to: starter, interval: 'month', step: { to: 'change', later: true } },
  {
    name: 'up, to a month',
    from: yearly,
    to: business,
    interval: 'month',
    step: { to: 'change', later: true },
  },
  { name: 'paid to free', from: paying(), to: free, interval: 'year', step: { to: 'end' } },
] as const)('the step $name is $step', ({ from, to, interval, step }) => {
  expect(stepTo(to, interval, from)).toEqual(step)
})

test.each([
  { held, way: null },
  { held: paying(), way: null },
  { held: paying({ state: 'past_due' }), way: 'unpaid' },
  { held: paying({ state: 'lapsed', endsAt: '2026-12-03T12:00:00.000Z' }), way: 'unpaid' },
  { held: paying({ endsAt: '2026-12-03T12:00:00.000Z' }), way: 'ending' },
  { held: { ...held, suspended: true }, way: 'suspended' },
  { held: { ...paying({ state: 'past_due' }), suspended: true }, way: 'suspended' },
  {
    held: paying({ next: { plan: business, interval: 'month', at: '2026-12-03T12:00:00.000Z' } }),
    way: 'waiting',
  },
])('in the way of another plan stands: $way', ({ held, way }) => {
  expect(inTheWay(held)).toBe(way)
})

test('a year is said by the month to the nearest', () => {
  expect(byMonth({ amount: 19000, currency: 'eur' })).toEqual({ amount: 1583, currency: 'eur' })
})

test('what somebody has is shown as they pay for it, whatever it costs others by now', () => {
  const old = { amount: 1500, currency: 'eur' }
  const held = paying({ price: old })
  expect(priceOf(starter, 'month', held)).toEqual(old)
  expect(priceOf({ ...starter, prices: { month: null, year: null } }, 'month', held)).toEqual(old)
  expect(priceOf(starter, 'year', held)).toEqual(starter.prices.year)
  expect(priceOf(business, 'month', held)).toEqual(business.prices.month)
})
