import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Purpose } from './purpose.ts'
import { deepseek, left, ollama, open, site } from './testing.ts'

const smtp: Purpose = { kind: 'processor', name: 'smtp', why: 'mail' }

/** A server on loopback that greets. */
async function greet(heard: (socket: Socket) => void = socket => socket.end('hello')) {
  const server = createServer(socket => {
    socket.on('error', () => {})
    heard(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  left.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return { port, listed: `127.0.0.1:${port}` }
}

test('a connection carries bytes both ways and stands in the ledger once it is closed', async () => {
  const { port, listed } = await greet(socket => socket.on('data', () => socket.end('hello')))
  const gate = open([listed])
  const socket = await gate.connect(smtp, { host: '127.0.0.1', port })
  expect(gate.ledger).toEqual([])
  socket.end('hi')
  expect(String((await once(socket, 'data'))[0])).toBe('hello')

  await expect
    .poll(() => gate.ledger)
    .toEqual([{ purpose: smtp, host: listed, bytesOut: 2, bytesIn: 5, status: null, refused: null }])
})

describe('no connection is made', () => {
  test.each([
    ['for a purpose that speaks HTTP', deepseek, '8.8.8.8', 25, 'egress_url'],
    ['for a model', ollama, '127.0.0.1', 25, 'egress_url'],
    ['for an owner’s endpoint', site, '8.8.8.8', 25, 'egress_url'],
    ['to this machine', smtp, '127.0.0.1', 25, 'egress_address'],
    ['to this machine by another spelling', smtp, '0x7f.1', 25, 'egress_address'],
    ['to this machine by IPv6', smtp, '::1', 25, 'egress_address'],
    ['to a metadata service', smtp, '169.254.169.254', 25, 'egress_address'],
    ['to a host with more in it', smtp, 'a@127.0.0.1', 25, 'egress_url'],
    ['to a path', smtp, 'mail.example/x', 25, 'egress_url'],
    ['to no port', smtp, 'mail.example', 0, 'egress_url'],
    ['to a port that is none', smtp, 'mail.example', 70_000, 'egress_url'],
  ] as const)('%s', async (_, purpose, host, port, code) => {
    const gate = open([], () => Promise.reject(new Error('nothing to resolve')))

    await expect(gate.connect(purpose, { host, port })).rejects.toMatchObject({ code })
    expect(gate.ledger).toMatchObject([{ refused: code, status: null }])
  })

  test('to a name with one bad address among good ones', async () => {
    const gate = open([], async () => [
      { address: '1.1.1.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ])
    const asked = { host: 'mail.example', port: 25 }
    await expect(gate.connect(smtp, asked)).rejects.toMatchObject({ code: 'egress_address' })
    await expect
      .poll(() => gate.ledger)
      .toMatchObject([{ host: 'mail.example:25', refused: 'egress_address' }])
  })

  test('to a name that has no address', async () => {
    const gate = open([], async () => [])
    const asked = { host: 'mail.example', port: 25 }
    await expect(gate.connect(smtp, asked)).rejects.toMatchObject({ code: 'egress_unresolved' })
  })

  test('where nobody listens', async () => {
    const { port, listed } = await greet()
    for (const close of left.splice(0)) close()
    const asked = { host: '127.0.0.1', port }
    await expect(open([listed]).connect(smtp, asked)).rejects.toMatchObject({ code: 'egress_unreachable' })
  })
})

describe('a connection that stands is cut', () => {
  test('when it has lasted too long', async () => {
    const { port, listed } = await greet(() => {})
    const gate = open([listed])
    const socket = await gate.connect(smtp, { host: '127.0.0.1', port, limits: { totalMs: 30 } })
    await once(socket, 'close')
    expect(gate.ledger).toMatchObject([{ refused: 'egress_overtime' }])
  })

  test('when its caller aborts', async () => {
    const { port, listed } = await greet(() => {})
    const control = new AbortController()
    const gate = open([listed])
    const socket = await gate.connect(smtp, { host: '127.0.0.1', port, signal: control.signal })
    control.abort('stopped')
    await once(socket, 'close')
    expect(gate.ledger).toMatchObject([{ refused: null }])
    const early = gate.connect(smtp, { host: '127.0.0.1', port, signal: control.signal })
    await expect(early).rejects.toBe('stopped')
  })
})
