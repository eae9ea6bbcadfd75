import { Agent, createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerParent, gauges } from './child.ts'

// The physical limit of Node's own HTTP: a request comes in, goes on as it is, and the answer is piped back.
const upstream = Number(process.env.BENCH_UPSTREAM)
const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 })

const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, outgoing) => {
  const onward = request(
    {
      host: '127.0.0.1',
      port: upstream,
      path: '/api/chat',
      method: 'POST',
      agent,
      headers: headersOf(incoming),
    },
    answer => {
      outgoing.writeHead(answer.statusCode ?? 502, { 'Content-Type': answer.headers['content-type'] ?? '' })
      answer.pipe(outgoing)
    },
  )
  onward.on('error', () => outgoing.destroy())
  outgoing.on('close', () => onward.destroyed || outgoing.writableFinished || onward.destroy())
  incoming.pipe(onward)
})

function headersOf({ headers }: IncomingMessage) {
  return { 'content-type': headers['content-type'] ?? '', 'content-length': headers['content-length'] ?? '0' }
}

server.listen(0, '127.0.0.1', 2048, () => answerParent((server.address() as AddressInfo).port, gauges))
