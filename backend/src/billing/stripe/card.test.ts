import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTill, type Till } from './testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill({ afterRetries: 'past_due' })
  await till.bought('starter', 'fails-later')
  // Three months, none of which is paid.
  await till.double.advance(new Date('2027-04-10T12:00:00Z'))
})
afterEach(() => till.close())

/** Hands in another card at the portal, and gives what takes over then. */
async function give(card: 'good' | 'fails-later') {
  const page = 'http://localhost:4600/billing'
  till.double.setCard(await till.payments.openPortal(till.customer, page, { to: 'payment' }), card)
  const { card: given } = await till.payments.customer(till.customer)
  const { id, card: own } = await till.held()
  return { subscription: id, card: given ?? '', overdue: true, replaces: own !== null }
}

const keyOf = (invoice: string) => `pay-${invoice}`
const written = () =>
  till.double.requests.filter(
    ({ method, path }) => method === 'POST' && /\/v1\/(invoices|subscriptions)/.test(path),
  )
const open = () => till.double.objects.invoices.filter(({ status }) => status === 'open').map(({ id }) => id)

test('who only reads learns ids, and writes nothing', async () => {
  const { card, replaces } = await give('good')

  expect([card, (await till.held()).card]).toEqual([
    expect.stringMatching(/^pm_/),
    expect.stringMatching(/^pm_/),
  ])
  expect(replaces).toBe(true)
  expect(written()).toEqual([])
})

test('all that is open is paid with it, the oldest first, and the former card is taken off', async () => {
  const owed = open()
  expect(owed).toHaveLength(3)

  expect(await till.payments.takeCard(await give('good'), keyOf)).toBe('taken')
  expect(till.double.charges().slice(1)).toMatchObject(owed.map(invoice => ({ invoice })))
  expect(await till.held()).toMatchObject({ status: 'active', unpaid: null, card: null })
})

test('where it is declined the others are left, and the former card stays', async () => {
  const [oldest] = open()

  expect(await till.payments.takeCard(await give('fails-later'), keyOf)).toBe('declined')
  expect(written().map(({ path }) => path)).toEqual([`/v1/invoices/${oldest}/pay`])
  expect((await till.held()).card).not.toBeNull()
})

test('where nothing is late it only takes the place of the former card', async () => {
  await till.payments.takeCard({ ...(await give('good')), overdue: false }, keyOf)

  expect(till.double.charges()).toHaveLength(1)
  expect((await till.held()).card).toBeNull()
})

test.each(['paid', 'void'] as const)('what is %s meanwhile stands in no way', async status => {
  const taking = await give('good')
  const [first = ''] = till.double.objects.invoices.filter(({ status }) => status === 'open')
  const stop = till.double.onRequest(({ path }) => {
    if (path.endsWith('/pay')) Object.assign(first, { status })
  }, 'before')

  expect(await till.payments.takeCard(taking, keyOf)).toBe('taken')
  stop()
  expect(till.double.charges()).toHaveLength(3)
})
