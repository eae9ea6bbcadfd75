import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach } from 'vitest'
import { createGate, type Gate, type Resolve } from './gate.ts'
import type { EgressEntry, Purpose } from './purpose.ts'

export const deepseek: Purpose = { kind: 'processor', name: 'deepseek', why: 'answer' }
export const ollama: Purpose = { kind: 'processor', name: 'ollama', why: 'answer' }
export const site: Purpose = { kind: 'endpoint', workspace: 'w', why: 'webhook' }

/** What is closed after each test. */
export const left: (() => void)[] = []
afterEach(() => {
  for (const close of left.splice(0)) close()
})

/** A server on loopback that remembers what it was asked. */
export async function serve(answer: RequestListener) {
  const hits: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((request, response) => {
    hits.push(request.url ?? '')
    answer(request, response)
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  left.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, hits, sockets }
}

/** A gate with its ledger at hand. */
export function open(
  allow: string[] = [],
  resolve?: Resolve,
  reserved: ReadonlySet<string> = new Set(),
): Gate & { ledger: EgressEntry[] } {
  const ledger: EgressEntry[] = []
  const gate = createGate({
    allow,
    reserved,
    record: entry => ledger.push(entry),
    ...(resolve && { resolve }),
  })
  left.push(() => gate.close())
  return { ...gate, ledger }
}

/** The whole body of one answer. */
export async function text(gate: Gate, purpose: Purpose, asked: Parameters<Gate['request']>[1]) {
  const response = await gate.request(purpose, asked)
  const chunks: Buffer[] = []
  await response.read(chunk => chunks.push(chunk))
  return Buffer.concat(chunks).toString()
}
