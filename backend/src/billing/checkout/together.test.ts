import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { noLimits } from '../../accounts/testing/browser.ts'
import { type BilledWorld, billedWorld, planOf, sessionOf } from '../../testing/billed.ts'
import type { TestWorld } from '../../testing/world.ts'
import { type Answered, type Buyer, buyer } from '../testing/buyer.ts'

// Two processes, many tabs: whatever is asked at once, a workspace has one page to pay on, and pays once.

let till: BilledWorld
let other: TestWorld
let tabs: Buyer[]

beforeAll(async () => {
  till = await billedWorld({ limits: noLimits })
  other = await till.another({ limits: noLimits })
})
afterAll(async () => {
  await other.close()
  await till.close()
})
beforeEach(async () => {
  const one = await buyer(till)
  tabs = [one, one.at(other)]
})

const tab = (n: number): Buyer => tabs[n % 2] as Buyer

/** Pays on every page that anybody was shown; gives how many took the money. */
function payAll(answers: Answered[]): number {
  const pages = new Set(answers.flatMap(({ url }) => (url ? [sessionOf(url)] : [])))
  return [...pages].filter(page => {
    try {
      return till.stripe.pay(page)
    } catch {
      return false
    }
  }).length
}

const openPages = () =>
  tab(0)
    .sessions()
    .filter(({ status }) => status === 'open')

test.each(Array.from({ length: 20 }, (_, n) => n + 1))(
  'two tabs with the same plan at once (%i) get the same page',
  async () => {
    const answers = await Promise.all([tab(0).checkout(), tab(1).checkout()])

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers[0]?.url).toBe(answers[1]?.url)
    expect(openPages()).toHaveLength(1)
    expect(payAll(answers)).toBe(1)
    expect(tab(0).charges()).toEqual([1900])
  },
)

test.each(Array.from({ length: 20 }, (_, n) => n + 1))(
  'two tabs with two plans at once (%i): one page can be paid',
  async () => {
    const answers = await Promise.all([tab(0).checkout('starter'), tab(1).checkout('business')])

    for (const { status, code } of answers)
      expect([status, code]).toBeOneOf([
        [200, undefined],
        [503, 'busy'],
      ])
    expect(answers.some(({ status }) => status === 200)).toBe(true)
    expect(openPages()).toHaveLength(1)
    expect(payAll(answers)).toBe(1)
    expect(tab(0).charges()).toHaveLength(1)
    expect(tab(0).running()).toHaveLength(1)
  },
)

test('twenty clicks at once, on everything that is sold, end in one page and one charge', async () => {
  const plans = ['starter', 'business'] as const
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      tab(n).checkout(plans[(n >> 1) % 2], (['month', 'year'] as const)[(n >> 2) % 2]),
    ),
  )
  expect(answers.filter(({ status, code }) => status !== 200 && code !== 'busy')).toEqual([])
  expect(openPages().length).toBeLessThanOrEqual(1)

  const last = await tab(0).checkout()
  expect(last.status).toBe(200)
  expect(payAll([...answers, last])).toBe(1)
  await till.work()
  expect(tab(0).charges()).toEqual([1900])
  expect(await planOf(tab(1))).toBe('starter')
  expect([...till.atavus.faults, ...other.faults]).toEqual([])
})

test('who pays in one tab while clicking on in others pays once', async () => {
  const first = await tab(0).checkout()
  const stop = till.stripe.onRequest(({ path }) => {
    if (path.endsWith('/expire')) payAll([first])
  }, 'before')
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => tab(n).checkout(n % 3 ? 'business' : 'starter')),
  )
  stop()
  payAll([first, ...answers])
  await till.work()

  expect(tab(0).charges()).toEqual([1900])
  expect(tab(0).running()).toHaveLength(1)
  expect(await planOf(tab(0))).toBe('starter')
})
