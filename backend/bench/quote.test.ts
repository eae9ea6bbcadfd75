import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from '../src/testing/world.ts'
import { judge, openShop, type Rates, readQuestions, shopPages } from './quote-shop.ts'

let world: TestWorld
let rates: Rates

beforeAll(async () => {
  world = await testWorld()
  const shop = await openShop(world.address, world.world.db, await shopPages())
  rates = await judge(shop, await readQuestions('questions.json'))
})
afterAll(() => world.close())

test('of forty questions that the shop answers at most one in ten is refused', () => {
  expect(rates.falseRefusals).toBeLessThanOrEqual(0.1)
})

test('of forty questions about other things at most one in ten is answered', () => {
  expect(rates.falseAnswers).toBeLessThanOrEqual(0.1)
})

test('the right page is mostly the first, and nearly always among three', () => {
  expect(rates.first).toBeGreaterThanOrEqual(0.75)
  expect(rates.topThree).toBeGreaterThanOrEqual(0.9)
})
