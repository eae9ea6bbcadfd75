import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { deepseek, left, ollama, open, serve, site, text } from './testing.ts'

describe('a limit', () => {
  const first = { firstByteMs: 30 }
  test.each([
    ['no answer', 'egress_silent', first, () => {}],
    [
      'an answer without a body',
      'egress_silent',
      first,
      (_: unknown, response: { flushHeaders(): void }) => response.flushHeaders(),
    ],
    [
      'a silence within',
      'egress_idle',
      { idleMs: 30 },
      (_: unknown, response: { write(text: string): void }) => response.write('a'),
    ],
    [
      'a drip',
      'egress_overtime',
      { totalMs: 60 },
      (_: unknown, response: { write(text: string): void }) => drip(response),
    ],
    [
      'too much',
      'egress_oversize',
      { maxBytes: 10 },
      (_: unknown, response: { end(text: string): void }) => response.end('x'.repeat(11)),
    ],
    [
      'a broken connection',
      'egress_cut',
      {},
      (_: unknown, response: { write(t: string, d: () => void): void; destroy(): void }) =>
        response.write('a', () => response.destroy()),
    ],
  ] as const)('ends %s, and its connection', async (_, code, limits, answer) => {
    const server = await serve(answer as RequestListener)
    const gate = open([server.host])
    await expect(text(gate, deepseek, { url: server.url, limits })).rejects.toMatchObject({ code })
    expect(gate.ledger).toMatchObject([{ refused: code, host: server.host }])
    await expect.poll(() => server.sockets.size).toBe(0)
  })

  function drip(response: { write(text: string): void }) {
    const timer = setInterval(() => response.write('.'), 5)
    left.push(() => clearInterval(timer))
  }
})

describe('an exchange', () => {
  test('that its caller aborts throws the signal’s reason and is cut, before and within the answer', async () => {
    const server = await serve((request, response) =>
      request.url === '/begin' ? response.write('a') : undefined,
    )
    for (const path of ['/mute', '/begin']) {
      const control = new AbortController()
      const reading = text(open([server.host]), deepseek, { url: server.url + path, signal: control.signal })
      await expect.poll(() => server.sockets.size).toBe(1)
      control.abort('stopped')
      await expect(reading).rejects.toBe('stopped')
      await expect.poll(() => server.sockets.size).toBe(0)
    }
    const hits = server.hits.length
    const early = open([server.host]).request(deepseek, {
      url: server.url,
      signal: AbortSignal.abort('early'),
    })
    await expect(early).rejects.toBe('early')
    expect(server.hits).toHaveLength(hits)
  })

  test('whose reader throws is cut', async () => {
    const server = await serve((_, response) => response.write('a'))
    const response = await open([server.host]).request(deepseek, { url: server.url })
    await expect(
      response.read(() => {
        throw new Error('enough')
      }),
    ).rejects.toThrow('enough')
    await expect.poll(() => server.sockets.size).toBe(0)
  })

  test('is counted with its bytes, host and status, and nothing else', async () => {
    const server = await serve((request, response) =>
      request.on('end', () => response.writeHead(201).end('öl')).resume(),
    )
    const gate = open([server.host])
    await text(gate, deepseek, { url: `${server.url}/secret?word`, method: 'POST', body: 'süß' })
    expect(gate.ledger).toEqual([
      { purpose: deepseek, host: server.host, bytesOut: 5, bytesIn: 3, status: 201, refused: null },
    ])
  })

  test('keeps its connection for the same processor, and for nobody else', async () => {
    const server = await serve((_, response) => response.end('a'))
    const gate = open([server.host])
    await text(gate, deepseek, { url: server.url })
    await text(gate, deepseek, { url: server.url })
    expect(server.sockets.size).toBe(1)
    await text(gate, ollama, { url: server.url })
    expect(server.sockets.size).toBe(2)
    await text(gate, site, { url: server.url })
    await expect.poll(() => server.sockets.size).toBe(2)
  })

  test('whose answer is read late still comes whole, although its connection has closed', async () => {
    const server = await serve((_, response) => response.end('late'))
    const response = await open([server.host]).request(site, { url: server.url })
    await new Promise(resolve => setTimeout(resolve, 30))
    const chunks: Buffer[] = []
    await response.read(chunk => chunks.push(chunk))
    expect(Buffer.concat(chunks).toString()).toBe('late')
  })

  test('with a port where nobody listens is unreachable', async () => {
    const server = await serve(() => {})
    for (const close of left.splice(0)) close()
    const failure = open([server.host]).request(deepseek, { url: server.url })
    await expect(failure).rejects.toMatchObject({ code: 'egress_unreachable', message: 'egress_unreachable' })
  })
})
