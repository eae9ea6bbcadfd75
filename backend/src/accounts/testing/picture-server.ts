import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody's server, which answers as a test says and keeps what it was asked. */
export async function pictureServer() {
  const asked: { url: string; headers: Record<string, unknown> }[] = []
  const serving: { answer: RequestListener } = { answer: (_, response) => response.end() }
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers })
    serving.answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}/me.png`,
    asked,
    says: (answer: RequestListener) => {
      asked.length = 0
      serving.answer = answer
    },
    sends: (bytes: Buffer | string, type = 'image/png') => {
      asked.length = 0
      serving.answer = (_, response) => response.setHeader('content-type', type).end(bytes)
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
