import { expect, test } from 'vitest'
import { isProven, proveAgain, proveBy } from './proof.ts'

test('where no screen can ask, nothing is proven', async () => {
  expect(await proveAgain()).toBe(false)
})

test('those who need a proof at once share one question, and later ones ask anew', async () => {
  let asked = 0
  const answers: ((proven: boolean) => void)[] = []
  const takeBack = proveBy(() => {
    asked += 1
    return new Promise(resolve => answers.push(resolve))
  })
  const both = [proveAgain(), proveAgain()]
  answers[0]?.(true)
  expect(await Promise.all(both)).toEqual([true, true])
  expect(asked).toBe(1)

  const later = proveAgain()
  answers[1]?.(false)
  expect(await later).toBe(false)
  expect(asked).toBe(2)
  takeBack()
  expect(await proveAgain()).toBe(false)
})

test.each([
  { until: null, proven: false },
  { until: '2026-11-26T12:00:00.000Z', proven: false },
  { until: '2026-11-26T12:00:00.001Z', proven: true },
])('proven until $until: $proven', ({ until, proven }) => {
  expect(isProven(until, new Date('2026-11-26T12:00:00Z'))).toBe(proven)
})
