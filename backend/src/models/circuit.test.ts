import { expect, test } from 'vitest'
import { answer } from '../testing/upstream-wire.ts'
import { createCircuit } from './circuit.ts'
import { hear, remote } from './testing.ts'

function clocked() {
  const clock = { at: 0 }
  return { clock, circuit: createCircuit({ faults: 3, pauseMs: 1000, now: () => clock.at }) }
}

test('three faults in a row open it, a good call between them does not let it', () => {
  const { circuit } = clocked()
  for (const outcome of ['down', 'down', 'alive', 'down', 'neutral', 'down'] as const)
    circuit.enter()(outcome)
  circuit.enter()('down')
  expect(() => circuit.enter()).toThrow('model_unavailable')
})

test('after the pause one call tries, and only one at a time', () => {
  const { circuit, clock } = clocked()
  for (let i = 0; i < 3; i++) circuit.enter()('down')
  clock.at = 999
  expect(() => circuit.enter()).toThrow('model_unavailable')
  clock.at = 1000
  const leave = circuit.enter()
  expect(() => circuit.enter()).toThrow('model_unavailable')
  leave('alive')
  expect(() => circuit.enter()).not.toThrow()
})

test('a try that fails opens it anew, one that was stopped lets the next try', () => {
  const { circuit, clock } = clocked()
  for (let i = 0; i < 3; i++) circuit.enter()('down')
  clock.at = 1000
  circuit.enter()('neutral')
  circuit.enter()('down')
  clock.at = 1999
  expect(() => circuit.enter()).toThrow('model_unavailable')
  clock.at = 2000
  circuit.enter()('alive')
  circuit.enter()('down')
  expect(() => circuit.enter()).not.toThrow()
})

test('calls that were under way when it opened neither close it early nor block the try', () => {
  const { circuit, clock } = clocked()
  const early = Array.from({ length: 5 }, () => circuit.enter())
  for (const leave of early.slice(0, 4)) leave('down')
  clock.at = 1000
  const leave = circuit.enter()
  early[4]?.('neutral')
  leave('alive')
  leave('down')
  expect(() => circuit.enter()).not.toThrow()
})

test('a model that is down is asked no more until the pause is over, and then serves again', async () => {
  const { circuit, clock } = clocked()
  const patience = { retries: 0 }
  const { model, upstream } = await remote('deepseek', { status: 500, steps: [] }, { circuit, patience })
  for (let i = 0; i < 6; i++) expect((await hear(model)).fault).toEqual(['model_unavailable', false])
  expect(upstream.requests).toHaveLength(3)
  upstream.play({ steps: answer(['back']) })
  clock.at = 1000
  expect((await hear(model)).text).toBe('back')
  expect((await hear(model)).text).toBe('back')
})

test.each([
  [429, 'model_busy'],
  [402, 'model_unpaid'],
])('a model that answers %d is there: the circuit stays closed', async (status, code) => {
  const { circuit } = clocked()
  const { model, upstream } = await remote(
    'deepseek',
    { status, steps: [] },
    { circuit, patience: { retries: 0 } },
  )
  for (let i = 0; i < 5; i++) expect((await hear(model)).fault).toEqual([code, false])
  expect(upstream.requests).toHaveLength(5)
})

test('answers that were stopped say nothing about the model', async () => {
  const { circuit } = clocked()
  const { model, upstream } = await remote('deepseek', { steps: [{ stall: true }] }, { circuit })
  for (let i = 1; i <= 5; i++) {
    const stop = new AbortController()
    const listening = hear(model, stop.signal)
    await expect.poll(() => upstream.requests.length).toBe(i)
    stop.abort('stopped')
    await expect(listening).rejects.toBe('stopped')
  }
})
