import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { onlyMaskedLeaves } from './outgoing.ts'
import { readTree } from './tree.ts'

const lines = (path: string, text: string) => onlyMaskedLeaves([{ path, text }]).map(({ line }) => line)

test('P3.3 in the backend no word gets to a model outside but through the anonymizer', () => {
  const house = readTree(fileURLToPath(new URL('../..', import.meta.url)), 'backend')
  expect(house.map(({ path }) => path)).toContain('backend/src/remote/outgoing.ts')
  expect(onlyMaskedLeaves(house)).toEqual([])
})

test('a cast lets nothing out past the anonymizer', () => {
  expect(lines('backend/src/chat/answer.ts', 'model.stream({ messages } as Outgoing, signal)')).toEqual([1])
  expect(lines('backend/src/models/deepseek.ts', 'const x = <Outgoing>prompt')).toEqual([1])
  expect(lines('backend/src/chat/answer.ts', '\nmodel.stream(prompt as unknown as Outgoing)')).toEqual([2])
})

test('to take one is no cast, and the one door may', () => {
  expect(
    lines('backend/src/models/deepseek.ts', 'function body(prompt: Outgoing) { return prompt.messages }'),
  ).toEqual([])
  expect(lines('backend/src/remote/outgoing.ts', 'return { messages } as Outgoing')).toEqual([])
  expect(lines('backend/src/models/testing.ts', 'return x as Outgoing')).toEqual([])
})

test('nor does a cast under another name', () => {
  expect(
    lines('backend/src/chat/answer.ts', "import type { Outgoing as Out } from '../models/model.ts'"),
  ).toEqual([1])
})
