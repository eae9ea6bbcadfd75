import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCircuit } from '../models/circuit.ts'
import { recordedDeepSeek } from '../models/deepseek.ts'
import { sweep } from '../retention/sweep.ts'
import { signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { checkCanaries } from './canary.ts'

let here: TestWorld
beforeAll(async () => {
  here = await testWorld()
})
afterAll(() => here.close())

const recorded = (statuses?: number[]) =>
  recordedDeepSeek(
    {
      circuit: createCircuit({ now: () => 0 }),
      random: () => 0,
      now: () => new Date(),
      fence: () => 'fence',
    },
    statuses,
  )

const lastCheck = async () => {
  const owner = await signUp(here)
  const { items } = (await (await owner.call('GET', '/v1/models')).json()) as {
    items: { name: string; canary: unknown }[]
  }
  return items.find(({ name }) => name === 'deepseek')?.canary
}

test('26 P3.3 no planted identifier reaches a model outside, in any language, over errors and repetitions', async () => {
  here.world.canary.state = 'unchecked'
  const { planted, arrived } = await checkCanaries(here.world, () => recorded())

  expect(arrived).toEqual([])
  expect(planted).toBeGreaterThan(40)
  expect(here.world.canary.state).toBe('passed')
  expect(await lastCheck()).toEqual({ at: '2026-11-20T12:00:00.000Z', planted, arrived: 0 })
})

test('P3.3 one that arrives closes the way, and is told', async () => {
  const { anonymizer } = here.world
  here.at('2026-11-21T12:00:00.000Z')
  here.world.anonymizer = texts => ({
    texts: [...texts],
    values: [],
    unsure: texts.map(() => false),
    special: [],
  })
  const { planted, arrived } = await checkCanaries(here.world, () => recorded())
  here.world.anonymizer = anonymizer

  expect(arrived).toHaveLength(planted)
  expect(here.world.canary.state).toBe('failed')
  expect(await lastCheck()).toMatchObject({ planted, arrived: planted })
  expect(here.lines.join()).toContain('"level":"error","event":"canary"')
})

test('a check whose canaries never flew, or not whole, is none', async () => {
  await expect(checkCanaries(here.world, () => recorded([400]))).rejects.toThrow()
  const { anonymizer } = here.world
  here.world.anonymizer = (texts, options) => {
    const masked = anonymizer(texts, options)
    return { ...masked, texts: masked.texts.map((text, index) => (index === 0 ? '' : text)) }
  }
  await expect(checkCanaries(here.world, () => recorded())).rejects.toThrow('whole')
  here.world.anonymizer = anonymizer
})

test('checks are forgotten after 90 days', async () => {
  here.at('2027-02-19T11:59:00.000Z')
  await sweep(here.world)
  expect(await lastCheck()).toMatchObject({ at: '2026-11-21T12:00:00.000Z' })
  here.at('2027-02-19T12:00:00.000Z')
  await sweep(here.world)
  expect(await lastCheck()).toBeNull()
})
