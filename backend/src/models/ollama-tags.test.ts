import { describe, expect, test } from 'vitest'
import { createGate } from '../egress/gate.ts'
import { answer } from '../testing/upstream-wire.ts'
import { createCircuit } from './circuit.ts'
import { createOllama } from './ollama.ts'
import { hear, remote } from './testing.ts'

const cloud = {
  name: 'big:cloud',
  model: 'big:cloud',
  remote_model: 'big',
  remote_host: 'https://ollama.com:443',
}
const local = { name: 'small:latest', model: 'small:latest' }
const says = { steps: answer(['ok']) }

describe('the model is', () => {
  test.each([
    ['the first local one', { models: [cloud, local, { name: 'other:7b' }] }, undefined, 'small:latest'],
    ['the one that was named', { models: [local, { name: 'other:7b' }] }, 'other:7b', 'other:7b'],
    ['the one that was named without :latest', { models: [local] }, 'small', 'small:latest'],
  ])('%s', async (_, tags, tag, expected) => {
    const { model, upstream } = await remote('ollama', says, { tags, ...(tag && { tag }) })
    expect((await hear(model)).text).toBe('ok')
    expect(JSON.parse(upstream.requests[0]?.body ?? '').model).toBe(expected)
  })

  test.each([
    ['there is none', { models: [] }, undefined],
    ['only one that runs elsewhere', { models: [cloud] }, undefined],
    ['the named one runs elsewhere', { models: [cloud, local] }, 'big:cloud'],
    ['the named one is not there', { models: [local] }, 'other:7b'],
    ['the list is nonsense', { models: [null, 7, {}, { name: 7 }] }, undefined],
    ['the list is no list', { models: 'x' }, undefined],
    ['the answer is null', null, undefined],
  ])('unavailable when %s, and no word is sent', async (_, tags, tag) => {
    const { model, upstream } = await remote('ollama', says, { tags, ...(tag && { tag }) })
    expect((await hear(model)).fault).toEqual(['model_unavailable', false])
    expect(upstream.requests).toEqual([])
  })
})

test('the list is asked for once a minute, also when many come at once', async () => {
  const whys: string[] = []
  const at = { ms: 0 }
  const { upstream } = await remote('ollama', says)
  const gate = createGate({ allow: [], record: ({ purpose }) => whys.push(purpose.why) })
  const model = createOllama({
    gate,
    url: upstream.url,
    circuit: createCircuit({ now: () => 0 }),
    random: () => 0,
    now: () => new Date(at.ms),
    fence: () => 'fence',
  })
  await Promise.all([hear(model), hear(model), hear(model)])
  at.ms = 59_000
  await hear(model)
  expect(whys.filter(why => why === 'list models')).toHaveLength(1)
  at.ms = 61_000
  await hear(model)
  expect(whys.filter(why => why === 'list models')).toHaveLength(2)
  gate.close()
})

test('a public Ollama is never asked', async () => {
  const refused: unknown[] = []
  const gate = createGate({ allow: ['8.8.8.8:11434'], record: entry => refused.push(entry.refused) })
  const { model } = await remote('ollama', says, { gate })
  const abroad = createOllama({
    gate,
    url: 'http://8.8.8.8:11434',
    circuit: createCircuit({ now: () => 0 }),
    random: () => 0,
    now: () => new Date(0),
    fence: () => 'fence',
  })
  expect((await hear(abroad)).fault).toEqual(['model_unavailable', false])
  expect(refused).toEqual(['egress_address'])
  expect((await hear(model)).text).toBe('ok')
  gate.close()
})
