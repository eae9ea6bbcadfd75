import type { Billing } from '@atavus/contract/billing'
import { expect, test } from 'vitest'
import { Refused } from '../lib/problem.ts'
import { askUntilHeard } from './asking.ts'
import { errandOf } from './returned.ts'
import { billing, paying } from './testing/sample.ts'

const free = billing()
const noon = '2026-12-03T12:00:00.000Z'

/** Asks with answers as given; the last one is given again and again. */
async function asked(errand: 'checkout' | 'change' | 'payment' | 'cancel', answers: (Billing | Refused)[]) {
  const waited: number[] = []
  const given: Billing[] = []
  let asks = 0
  const said = await askUntilHeard({
    errand,
    refresh: async () => {
      const answer = answers[Math.min(asks++, answers.length - 1)]
      if (answer instanceof Refused) throw answer
      return answer as Billing
    },
    pause: async seconds => void waited.push(seconds),
    onAnswer: answer => given.push(answer),
    onWaiting: () => {},
  })
  return { said, waited, given, asks }
}

test('a plan that holds at once is said at once', async () => {
  const { said, waited, given } = await asked('checkout', [paying()])
  expect(said).toBe('Thank you. Starter holds now.')
  expect(waited).toEqual([])
  expect(given).toEqual([paying()])
})

test('what Stripe has not told yet is asked again, and each answer is shown', async () => {
  const { said, waited, given } = await asked('checkout', [free, free, paying()])
  expect(said).toBe('Thank you. Starter holds now.')
  expect(waited).toEqual([3, 6])
  expect(given).toEqual([free, free, paying()])
})

test('asking comes to an end', async () => {
  const { said, asks, waited } = await asked('checkout', [free])
  expect(said).toBeNull()
  expect(asks).toBe(5)
  expect(waited.reduce((sum, seconds) => sum + seconds)).toBe(45)
})

test('Stripe out of reach is a reason to ask again, any other refusal is not', async () => {
  expect((await asked('checkout', [new Refused('billing_unavailable'), paying()])).said).toMatch('Starter')
  await expect(asked('checkout', [new Refused('forbidden'), paying()])).rejects.toThrow('forbidden')
})

test.each([
  { errand: 'payment', held: paying(), said: 'Thank you. Nothing is open at Stripe.' },
  { errand: 'payment', held: paying({ state: 'past_due' }), said: null },
  { errand: 'cancel', held: paying({ endsAt: noon }), said: 'Starter was ended. It holds until 3 Dec 2026.' },
  { errand: 'cancel', held: paying(), said: 'Starter was not ended.' },
  { errand: 'cancel', held: free, said: 'The plan was ended.' },
  { errand: 'change', held: paying(), said: 'This is how it stands at Stripe.' },
] as const)('who comes back from $errand reads: $said', async ({ errand, held, said }) => {
  expect((await asked(errand, [held])).said).toBe(said)
})

test('an address may name what it wants: only our own errands are run', () => {
  expect([errandOf('portal'), errandOf('<b>'), errandOf(null)]).toEqual(['portal', null, null])
})
