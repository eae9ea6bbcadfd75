import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { monthsAfter, periodEnd } from './months.ts'
import { share } from './proration.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop | undefined
afterEach(() => shop?.double.close())

const seconds = (text: string) => Date.parse(text) / 1000
const text = (moment: number) => new Date(moment * 1000).toISOString().slice(0, 19)

test.each([
  ['2027-01-31T10:00:00', 'month', 1, ['2027-02-28T10:00:00', '2027-03-31T10:00:00', '2027-04-30T10:00:00']],
  ['2028-01-30T00:00:00', 'month', 1, ['2028-02-29T00:00:00', '2028-03-30T00:00:00']],
  [
    '2028-02-29T23:59:59',
    'year',
    1,
    ['2029-02-28T23:59:59', '2030-02-28T23:59:59', '2031-02-28T23:59:59', '2032-02-29T23:59:59'],
  ],
  ['2027-11-30T12:00:00', 'month', 3, ['2028-02-29T12:00:00', '2028-05-30T12:00:00']],
  ['2027-03-27T12:00:00', 'week', 2, ['2027-04-10T12:00:00']],
])('from %s, every %s (%i)', (start, interval, count, ends) => {
  const anchor = seconds(`${start}Z`)
  let from = anchor
  const seen = ends.map(() => {
    from = periodEnd(anchor, from, interval, count)
    return text(from)
  })

  expect(seen).toEqual(ends)
})

test('months go forward, and never past the month they mean', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e9 }), fc.integer({ min: 1, max: 120 }), (anchor, months) => {
      const [from, to] = [new Date(anchor * 1000), new Date(monthsAfter(anchor, months) * 1000)]
      const meant = from.getUTCFullYear() * 12 + from.getUTCMonth() + months
      expect(to.getUTCFullYear() * 12 + to.getUTCMonth()).toBe(meant)
      expect(to.getTime() % 86_400_000).toBe(from.getTime() % 86_400_000)
      expect(to.getUTCDate()).toBeLessThanOrEqual(from.getUTCDate())
    }),
  )
})

test('a share is the nearest cent, and two shares of a period make the whole but for one cent', () => {
  const cents = fc.integer({ min: -10_000_000, max: 10_000_000 })
  const spans = fc
    .integer({ min: 1, max: 31_622_400 })
    .chain(whole => fc.record({ whole: fc.constant(whole), part: fc.integer({ min: 0, max: whole }) }))
  fc.assert(
    fc.property(cents, spans, (amount, { whole, part }) => {
      const used = share(amount, part, whole)
      expect(Math.abs(used - (amount * part) / whole)).toBeLessThanOrEqual(0.5 + 1e-6)
      expect(Math.abs(used + share(amount, whole - part, whole) - amount)).toBeLessThanOrEqual(1)
      expect(share(-amount, part, whole)).toBe(0 - used)
    }),
  )
})

/** Plays a month of changes and gives what happened to the money. */
async function play(wishes: Array<{ after: number; plan: number; how: 0 | 1 | 2 }>) {
  shop = await openShop()
  const { double, stripe, cheap, dear, yearly, subscriber } = shop
  const { customer, subscription } = await subscriber()
  for (const { after, plan, how } of wishes) {
    await double.advance(new Date(double.now().getTime() + after * 1000))
    const { items } = await stripe.subscriptions.retrieve(subscription)
    await stripe.subscriptions.update(subscription, {
      items: [{ id: items.data[0]!.id, price: [cheap, dear, yearly][plan]!.id }],
      proration_behavior: (['always_invoice', 'create_prorations', 'none'] as const)[how],
    })
  }
  await double.advance(new Date(double.now().getTime() + 40 * 86_400_000))
  return { double, customer }
}

const wish = fc.record({
  after: fc.integer({ min: 0, max: 1_500_000 }),
  plan: fc.integer({ min: 0, max: 2 }),
  how: fc.constantFrom(0 as const, 1 as const, 2 as const),
})

test('whatever is changed and when: totals are their lines, and charges and balance are the totals, to the cent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { maxLength: 5 }), async wishes => {
      const { double, customer } = await play(wishes)
      const { invoices, customers } = double.objects
      for (const { lines, total, subtotal, status, amount_paid, amount_due } of invoices) {
        expect(lines.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
        expect([subtotal, status, amount_paid]).toEqual([total, 'paid', amount_due])
      }
      const charged = double.charges(customer).reduce((sum, { amount }) => sum + amount, 0)
      const totals = invoices.reduce((sum, { total }) => sum + total, 0)
      // What was paid is what was owed, plus the credit that still stands (a negative balance).
      expect(charged).toBe(totals - customers[0]!.balance)
      const perInvoice = double.charges(customer).map(({ invoice }) => invoice)
      expect(new Set(perInvoice).size).toBe(perInvoice.length)
      await double.close()
    }),
    { numRuns: 15 },
  )
})

test('half a month before its end the dearer plan costs half the difference, at once', async () => {
  shop = await openShop({ now: new Date('2027-04-01T00:00:00Z') })
  const { double, stripe, dear, subscriber } = shop
  const { customer, subscription } = await subscriber()
  await double.advance(new Date('2027-04-16T00:00:00Z'))
  const { items } = await stripe.subscriptions.retrieve(subscription)
  await stripe.subscriptions.update(subscription, {
    items: [{ id: items.data[0]!.id, price: dear.id }],
    proration_behavior: 'always_invoice',
  })

  const [invoice] = (await stripe.invoices.list({ subscription, limit: 1 })).data
  expect(invoice).toMatchObject({ billing_reason: 'subscription_update', total: 500, amount_paid: 500 })
  expect(invoice?.lines.data.map(({ amount }) => amount)).toEqual([-500, 1000])
  expect(invoice?.lines.data[0]?.parent?.subscription_item_details?.proration).toBe(true)
  expect(double.charges(customer).map(({ amount }) => amount)).toEqual([1000, 500])
})

test('a credit goes to the balance and is used up by the next invoices', async () => {
  shop = await openShop({ now: new Date('2027-04-01T00:00:00Z') })
  const { double, stripe, cheap, dear, subscriber } = shop
  const { customer, subscription } = await subscriber('good', dear.id)
  await double.advance(new Date('2027-04-16T00:00:00Z'))
  const { items } = await stripe.subscriptions.retrieve(subscription)
  await stripe.subscriptions.update(subscription, {
    items: [{ id: items.data[0]!.id, price: cheap.id }],
    proration_behavior: 'always_invoice',
  })
  expect((await stripe.customers.retrieve(customer)) as { balance: number }).toMatchObject({ balance: -500 })
  const [credit] = (await stripe.invoices.list({ subscription, limit: 1 })).data
  expect(credit).toMatchObject({
    total: -500,
    amount_due: 0,
    status: 'paid',
    starting_balance: 0,
    ending_balance: -500,
  })
  await double.advance(new Date('2027-05-02T00:00:00Z'))

  expect(double.charges(customer).map(({ amount }) => amount)).toEqual([2000, 500])
})
