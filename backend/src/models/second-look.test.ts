import { afterEach, expect, test } from 'vitest'
import { createGate } from '../egress/gate.ts'
import { type Script, startUpstream } from '../testing/upstream.ts'
import { createSecondLook } from './second-look.ts'

const left: (() => unknown)[] = []
afterEach(async () => {
  for (const close of left.splice(0).reverse()) await close()
})

const text = 'Ask for the tall baker, Zbyszek, at the old mill.'
const signal = new AbortController().signal

async function look(script: Script) {
  const upstream = await startUpstream(script)
  const gate = createGate({ allow: [upstream.host], record: () => {} })
  left.push(
    () => upstream.close(),
    () => gate.close(),
  )
  const seen = await createSecondLook({ gate, url: upstream.url, now: () => new Date(0) })(
    text,
    signal,
  ).finally(() => left)
  return { seen, asked: JSON.parse(upstream.requests[0]?.body ?? '{}') }
}
const saying = (content: unknown): Script => ({
  steps: [{ send: JSON.stringify({ message: { role: 'assistant', content }, done: true }) }],
})
const found = (...found: unknown[]) => saying(JSON.stringify({ found }))

test('the local model is asked for what identifies a person, as data and not as orders', async () => {
  const { seen, asked } = await look(found({ kind: 'person', value: 'Zbyszek' }))
  expect(seen).toEqual([{ kind: 'person', value: 'Zbyszek' }])
  expect(asked).toMatchObject({ model: 'scripted:latest', stream: false, format: { type: 'object' } })
  expect(asked.messages.at(-1)).toEqual({ role: 'user', content: text })
})

test('what does not stand in the text word for word, single signs and kinds of its own are no findings', async () => {
  const { seen } = await look(
    found(
      { kind: 'person', value: 'zbyszek the baker' },
      { kind: 'person', value: 'a' },
      { kind: 'occupation', value: 'tall baker' },
    ),
  )
  expect(seen).toEqual([{ kind: 'text', value: 'tall baker' }])
})

test.each<[string, Script]>([
  ['an error', { status: 500, steps: [{ send: 'no' }] }],
  ['no JSON', saying('I found nothing!')],
  ['another shape', saying('{"names":["Zbyszek"]}')],
  ['an empty body', { steps: [{ send: '' }] }],
  ['a broken connection', { steps: [{ send: '{"mess' }, { cut: true }] }],
])('%s is no look', async (_, script) => {
  await expect(look(script)).rejects.toThrow()
})
