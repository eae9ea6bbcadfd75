import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { certificate } from '../mail/testing/certificate.ts'
import { createGate } from './gate.ts'
import type { EgressEntry, Leaving } from './purpose.ts'
import { deepseek, left, ollama, open, serve, site } from './testing.ts'

const body = 'x'.repeat(5000)

/** A server on loopback that does with each connection what a test says. */
async function listen(taken: (socket: Socket) => void) {
  const server = createServer(socket => taken(socket.on('error', () => {})))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  left.push(() => server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('P3.1 what never left is counted as nothing:', () => {
  test.each([
    ['a name that does not resolve', 'egress_unresolved', () => Promise.reject(new Error('ENOTFOUND'))],
    ['a name without an address', 'egress_unresolved', async () => []],
    ['an address refused at the look-up', 'egress_address', async () => [{ address: '10.0.0.1', family: 4 }]],
  ])('%s', async (_, refused, resolve) => {
    const gate = open([], resolve)
    const sending = gate.request(site, { url: 'http://shop.example/', method: 'POST', body })
    await expect(sending).rejects.toMatchObject({ code: refused })
    expect(gate.ledger).toMatchObject([{ refused, bytesOut: 0 }])
  })

  test('a port where nobody listens', async () => {
    const host = await listen(() => {})
    for (const close of left.splice(0)) close()
    const gate = open([host])
    const sending = gate.request(deepseek, { url: `http://${host}`, method: 'POST', body })
    await expect(sending).rejects.toMatchObject({ code: 'egress_unreachable' })
    expect(gate.ledger).toMatchObject([{ bytesOut: 0 }])
  })

  test('a server whose certificate does not hold, and it has read nothing', async () => {
    const read: Buffer[] = []
    const host = await listen(socket => {
      const secure = new TLSSocket(socket, { ...certificate, isServer: true })
      secure.on('error', () => {}).on('data', chunk => read.push(chunk))
    })
    const gate = open([host])
    const sending = gate.request(deepseek, { url: `https://${host}`, method: 'POST', body })
    await expect(sending).rejects.toMatchObject({ code: 'egress_tls' })
    expect(gate.ledger).toMatchObject([{ refused: 'egress_tls', bytesOut: 0 }])
    expect(read).toEqual([])
  })
})

test('P3.1 what a connection took counts, although it broke before an answer', async () => {
  const host = await listen(socket => socket.once('data', () => socket.destroy()))
  const gate = open([host])
  const sending = gate.request(deepseek, { url: `http://${host}`, method: 'POST', body })
  await expect(sending).rejects.toMatchObject({ code: 'egress_unreachable' })
  expect(gate.ledger).toMatchObject([{ bytesOut: 5000, bytesIn: 0, status: null }])
})

describe('the ledger is told as something leaves, and once more how it ended:', () => {
  function watched(allow: string[]) {
    const begun: Leaving[] = []
    const ended: EgressEntry[] = []
    const gate = createGate({
      allow,
      record: () => expect.unreachable('it began'),
      begin: leaving => {
        begun.push(leaving)
        return entry => ended.push(entry)
      },
    })
    left.push(() => gate.close())
    return { gate, begun, ended }
  }

  test('a request that nobody answers yet', async () => {
    const server = await serve(() => {})
    const { gate, begun, ended } = watched([server.host])
    const control = new AbortController()
    const { signal } = control
    const sending = gate.request(deepseek, { url: server.url, method: 'POST', body, signal })
    await expect.poll(() => begun).toEqual([{ purpose: deepseek, host: server.host, bytesOut: 5000 }])
    expect(ended).toEqual([])
    control.abort('stopped')
    await expect(sending).rejects.toBe('stopped')
    expect([begun.length, ended]).toMatchObject([1, [{ bytesOut: 5000, status: null, refused: null }]])
  })

  test('each request over a connection that was kept', async () => {
    const server = await serve((_, response) => response.end('a'))
    const { gate, begun, ended } = watched([server.host])
    for (const _ of [1, 2]) await (await gate.request(ollama, { url: server.url })).read(() => {})
    expect(server.sockets.size).toBe(1)
    expect([begun.length, ended.map(({ bytesIn }) => bytesIn)]).toEqual([2, [1, 1]])
  })

  test('a connection, from when it stands', async () => {
    const host = await listen(socket => socket.end())
    const { gate, begun, ended } = watched([host])
    const [name = '', port] = host.split(':')
    const smtp = { kind: 'processor', name: 'smtp', why: 'mail' } as const
    const socket = await gate.connect(smtp, { host: name, port: Number(port) })
    expect(begun).toEqual([{ purpose: smtp, host, bytesOut: 0 }])
    socket.end('hi')
    await expect.poll(() => ended).toMatchObject([{ bytesOut: 2, refused: null }])
  })
})
