import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, answerOf, copycatAnswer } from './shop/answer.ts'
import type { Site } from './shop/layout.ts'

export type Setting = Site & {
  /** The shop's port; the refused origin gets the one after it. With 0 both take any free port. */
  port: number
  host: string
}

export type Shop = { shop: string; refused: string; close: () => Promise<void> }

/**
 * Serves the demo shop, and beside it a second origin with the same tag that the assistant does not allow.
 * Gives both origins, and a way to close them. Throws if a port is taken.
 */
export async function serveShop({ atavusUrl, key, port, host }: Setting): Promise<Shop> {
  const site = { atavusUrl: new URL(atavusUrl).origin, key }
  const shop = serve((method, target) => answerOf(site, method, target))
  const refused = serve((method, target) => copycatAnswer(site, method, target))
  const close = async () => {
    await Promise.all([shut(shop), shut(refused)])
  }
  try {
    const origins = [await listen(shop, port, host), await listen(refused, port && port + 1, host)] as const
    return { shop: origins[0], refused: origins[1], close }
  } catch (error) {
    await close()
    throw error
  }
}

function serve(answer: (method: string, target: string) => Answer): Server {
  return createServer((request, response) => {
    request.resume()
    const { status, headers, body } = answer(request.method ?? 'GET', request.url ?? '/')
    const bytes = Buffer.from(body)
    response.writeHead(status, { ...headers, 'content-length': bytes.length })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  })
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`)
    })
  })
}

function shut(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

if (import.meta.main) {
  const {
    ATAVUS_URL = 'http://localhost:4600',
    ATAVUS_KEY = '',
    PORT = '4610',
    HOST = '127.0.0.1',
  } = process.env
  const running = await serveShop({ atavusUrl: ATAVUS_URL, key: ATAVUS_KEY, port: Number(PORT), host: HOST })
  const end = () => running.close().then(() => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(signal, end)
  if (process.send) process.send({ type: 'ready', shop: running.shop, refused: running.refused })
  else console.log(`The demo shop: ${running.shop}\nThe refused origin: ${running.refused}`)
}
