import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Script } from '../testing/upstream.ts'
import { answer, type Line, type Protocol, wire } from '../testing/upstream-wire.ts'
import { readEvents } from './deepseek.ts'
import type { ModelEvent } from './model.ts'
import { readLines } from './ollama.ts'
import { replyQueue } from './reply.ts'
import { hear, prompt, remote } from './testing.ts'

const sent = (...sends: (string | Uint8Array)[]): Script => ({ steps: sends.map(send => ({ send })) })
const sse = (...lines: Line[]) => lines.map(line => wire(line, 'sse')).join('')
const ndjson = (...lines: Line[]) => lines.map(line => wire(line, 'ndjson')).join('')
const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`
const delta = (content: unknown) => data({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })
const message = (content: unknown) =>
  `${JSON.stringify({ message: { role: 'assistant', content }, done: false })}\n`
const ok = sse(...answer(['ok']))
const fine = ndjson(...answer(['ok']))

const strangeTypes = [42, null, true, ['a'], { a: 1 }, undefined]

describe('deepseek', () => {
  test.each<[string, string]>([
    ['comments and blank lines', `: keep-alive\n\n\n\n: keep-alive\n\n${ok}`],
    ['foreign event types', `event: execute\ndata: {"choices":[{"delta":{"content":"evil"}}]}\n\n${ok}`],
    ['ids and retry lines', `id: 1\nretry: 5\n${ok}`],
    ['unknown fields', `{"markup":"<b>"}\nfoo: bar\n${ok}`],
    ['CR LF', ok.replaceAll('\n', '\r\n')],
    ['CR alone', ok.replaceAll('\n', '\r')],
    ['a byte order mark', `\ufeff${ok}`],
    ['content of a wrong type', strangeTypes.map(delta).join('') + ok],
    [
      'thoughts, roles and tools',
      data({ choices: [{ delta: { role: 'assistant', reasoning_content: 'hm', tool_calls: [{}] } }] }) + ok,
    ],
    [
      'choices of a wrong type',
      data({ choices: 'x' }) +
        data({ choices: [null] }) +
        data({ choices: [{ delta: 'x' }] }) +
        data([]) +
        ok,
    ],
    ['words after the end', ok + delta('more') + data('nonsense')],
    ['no [DONE] but a reason to finish', ok.replace('data: [DONE]\n\n', '')],
    ['usage in the same chunk as the reason', ok],
  ])('bears %s', async (_, body) => {
    const { model, upstream } = await remote('deepseek', sent(body))
    const { text, rest, fault } = await hear(model)
    expect([text, rest.at(-1), fault]).toEqual(['ok', { type: 'end', end: 'complete' }, undefined])
    expect(upstream.requests).toHaveLength(1)
  })

  test.each<[string, string, string]>([
    ['JSON cut short', 'data: {"choices":[\n\n', 'model_unavailable'],
    ['no JSON', 'data: <html>secret</html>\n\n', 'model_unavailable'],
    ['JSON that is no object', 'data: null\n\n', 'model_unavailable'],
    ['an error under status 200', data({ error: { message: 'secret' } }), 'model_unavailable'],
    ['[DONE] without a reason', 'data: [DONE]\n\n', 'model_unavailable'],
    ['an unknown reason', sse(...answer([], { finish: 'tool_calls' })), 'model_unavailable'],
    ['a server without room', sse(...answer([], { finish: 'insufficient_system_resource' })), 'model_busy'],
    ['a huge event', `data: ${'x'.repeat(300_000)}`, 'model_unavailable'],
    ['a huge event in many lines', `data: ${'x'.repeat(999)}\n`.repeat(300), 'model_unavailable'],
    ['an answer without bounds', `: ${'x'.repeat(998)}\n`.repeat(4_100), 'model_unavailable'],
  ])('calls %s a fault, and the text before it stands', async (_, body, code) => {
    const { model, upstream } = await remote('deepseek', sent(delta('Tom'), body))
    expect(await hear(model)).toEqual({ text: 'Tom', rest: [], fault: [code, true] })
    expect(upstream.requests).toHaveLength(1)
  })

  test('an answer that its provider filtered is refused', async () => {
    const { model } = await remote('deepseek', sent(sse(...answer(['To'], { finish: 'content_filter' }))))
    expect((await hear(model)).rest.at(-1)).toEqual({ type: 'end', end: 'refused' })
  })

  test('asks with its key for a stream with usage, within the tokens, and without thoughts', async () => {
    const { model, upstream } = await remote('deepseek', sent(ok))
    await hear(model)
    const [request] = upstream.requests
    expect([request?.method, request?.path]).toEqual(['POST', '/chat/completions'])
    expect(request?.headers.authorization).toBe('Bearer sk-scripted')
    const { messages, ...rest } = JSON.parse(request?.body ?? '')
    expect(messages.at(-1).content).toContain('When do you deliver?')
    expect(rest).toEqual({
      model: 'deepseek-v4-flash',
      max_tokens: 100,
      stream: true,
      stream_options: { include_usage: true },
      thinking: { type: 'disabled' },
    })
  })

  test('leaves our server and costs tokens', async () => {
    const { model } = await remote('deepseek', sent())
    expect([model.name, model.leaves, model.metered]).toEqual(['deepseek', true, true])
  })
})

describe('ollama', () => {
  test.each<[string, string]>([
    ['blank lines', `\n\n  \n${fine}\n`],
    ['CR LF', fine.replaceAll('\n', '\r\n')],
    ['a last line without its end', fine.trimEnd()],
    ['content of a wrong type', strangeTypes.map(message).join('') + fine],
    ['a message of a wrong type', `{"message":"x"}\n{"message":null}\n{}\n[]\n${fine}`],
    ['thoughts', `{"message":{"content":"","thinking":"hm"},"done":false}\n${fine}`],
    ['words after the end', `${fine.trimEnd()}\n${message('more')}nonsense\n`],
    ['an end without a reason', fine.replace(',"done_reason":"stop"', '')],
    [
      'an end that also says something',
      `${JSON.stringify({ message: { content: 'ok' }, done: true, done_reason: 'stop' })}\n`,
    ],
  ])('bears %s', async (_, body) => {
    const { model, upstream } = await remote('ollama', sent(body))
    const { text, rest, fault } = await hear(model)
    expect([text, rest.at(-1), fault]).toEqual(['ok', { type: 'end', end: 'complete' }, undefined])
    expect(upstream.requests).toHaveLength(1)
  })

  test.each<[string, string]>([
    ['an error under status 200', '{"error":"secret"}\n'],
    ['JSON cut short', '{"message":{"cont\n'],
    ['no JSON', '<html>secret</html>\n'],
    ['JSON that is no object', '7\n'],
    ['an unknown reason', ndjson(...answer([], { finish: 'unload' }))],
    ['a huge line', `{"message":{"content":"${'x'.repeat(300_000)}`],
    ['an answer without bounds', `${' '.repeat(999)}\n`.repeat(4_100)],
  ])('calls %s a fault, and the text before it stands', async (_, body) => {
    const { model, upstream } = await remote('ollama', sent(message('Tom'), body))
    expect(await hear(model)).toEqual({ text: 'Tom', rest: [], fault: ['model_unavailable', true] })
    expect(upstream.requests).toHaveLength(1)
  })

  test('an error line before any text is tried again', async () => {
    const { model, upstream } = await remote('ollama', sent('{"error":"loading"}\n'))
    expect((await hear(model)).fault).toEqual(['model_unavailable', false])
    expect(upstream.requests).toHaveLength(3)
  })

  test('stays on our server, costs tokens, and asks within them', async () => {
    const { model, upstream } = await remote('ollama', sent(fine))
    expect([model.name, model.leaves, model.metered]).toEqual(['ollama', false, true])
    await hear(model)
    const { messages, ...rest } = JSON.parse(upstream.requests[0]?.body ?? '')
    expect(messages).toHaveLength(2)
    expect(rest).toEqual({
      model: 'scripted:latest',
      stream: true,
      think: false,
      options: { num_predict: 100, num_ctx: 8192 },
    })
  })

  test('makes room for a long prompt, which would lose its beginning otherwise', async () => {
    const { model, upstream } = await remote('ollama', sent(fine))
    await hear(model, new AbortController().signal, { ...prompt, question: 'x'.repeat(30_000) })
    expect(JSON.parse(upstream.requests[0]?.body ?? '').options.num_ctx).toBe(16_384)
  })
})

describe('cut into chunks anywhere, an answer is the same', () => {
  const tokens = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 12,
  })
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 })
  const newline = fc.constantFrom('\n', '\r\n')
  const readers = { sse: readEvents, ndjson: readLines }

  test.each<Protocol>(['sse', 'ndjson'])('%s, read chunk by chunk', async protocol => {
    await fc.assert(
      fc.asyncProperty(tokens, sizes, newline, async (said, cuts, end) => {
        const body = answer(said)
          .map(line => wire(line, protocol))
          .join('')
          .replaceAll('\n', end)
        expect(await read(readers[protocol], Buffer.from(body), cuts)).toBe(
          said.join('').replaceAll('\0', ''),
        )
      }),
      { numRuns: 300 },
    )
  })

  test.each(['deepseek', 'ollama'] as const)('%s, over HTTP', async name => {
    const { model, upstream } = await remote(name, sent())
    await fc.assert(
      fc.asyncProperty(tokens, sizes, async (said, slices) => {
        upstream.play({ steps: answer(said), slices })
        const { text, rest } = await hear(model)
        expect(text).toBe(said.join('').replaceAll('\0', ''))
        expect(rest.map(event => event.type)).toEqual(['usage', 'end'])
      }),
      { numRuns: 25 },
    )
  })

  async function read(reader: typeof readEvents, bytes: Buffer, cuts: number[]): Promise<string> {
    const { reply, events } = replyQueue(
      () => {},
      () => {},
    )
    const iterator = events[Symbol.asyncIterator]()
    const first = iterator.next()
    const reading = reader(reply)
    for (let from = 0, turn = 0; from < bytes.length; turn++) {
      const to = from + (cuts[turn % cuts.length] ?? 1)
      reading.feed(bytes.subarray(from, to))
      from = to
    }
    let text = ''
    for (let next = await first; !next.done; next = await iterator.next()) text += textOf(next.value)
    return text
  }

  function textOf(event: ModelEvent) {
    return event.type === 'text' ? event.text : ''
  }
})
