import { expect, test } from 'vitest'
import { shelfInMemory } from '../lib/testing.ts'
import { isTaskFor, leaveTask, type Task, takeTask } from './task.ts'

const task: Task = { tab: 7, open: true, wish: { kind: 'selection', act: 'explain', text: 'Zugzwang' } }

test('a task is taken once, by the panel of its window', async () => {
  const memory = shelfInMemory()
  await leaveTask(memory, 1, task)
  expect(await takeTask(memory, 2)).toBeNull()
  expect(await takeTask(memory, 1)).toEqual(task)
  expect(await takeTask(memory, 1)).toBeNull()
})

test('of two tasks the later one counts', async () => {
  const memory = shelfInMemory()
  await leaveTask(memory, 1, task)
  await leaveTask(memory, 1, { tab: 8, open: true, wish: { kind: 'page', act: 'ask' } })
  expect(await takeTask(memory, 1)).toMatchObject({ tab: 8 })
})

test.each([null, 'x', {}, { tab: '7', wish: { kind: 'page' } }, { tab: 7, wish: { kind: 'all' } }])(
  'what is no task (%j) is dropped',
  async found => {
    const memory = shelfInMemory({ 'task:1': found })
    expect(await takeTask(memory, 1)).toBeNull()
    expect(memory.things.size).toBe(0)
  },
)

test('the panel hears of its own tasks only, and not of their being taken', () => {
  expect(isTaskFor(1, { 'task:1': { newValue: task } })).toBe(true)
  expect(isTaskFor(1, { 'task:1': {} })).toBe(false)
  expect(isTaskFor(1, { 'task:2': { newValue: task } })).toBe(false)
})
