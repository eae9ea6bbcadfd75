import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on this machine that keeps what it is sent, for a moment, to see what would leave. */
export interface Recorder {
  url: string
  /** `127.0.0.1:port`, as the gate's list of allowed targets takes it. */
  host: string
  /** All bodies that came, one after the other. */
  bodies(): string[]
  close(): void
}

/** Answers every request with `body` under the given status; the statuses are used in turn. */
export async function openRecorder(body: string, statuses: readonly number[]): Promise<Recorder> {
  const bodies: string[] = []
  let count = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    bodies.push(Buffer.concat(chunks).toString())
    const status = statuses[count++ % statuses.length] ?? 200
    response.writeHead(status, { 'content-type': 'text/event-stream' }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    bodies: () => bodies,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
