import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Line, type Protocol, protocolOf, wire } from './upstream-wire.ts'

/** What the scripted upstream does next while it answers one request. */
export type Step =
  | Line
  /** Bytes as they are, for everything that no honest upstream would send. */
  | { send: string | Uint8Array }
  | { waitMs: number }
  /** Says no more, but keeps the connection open. */
  | { stall: true }
  /** Breaks the connection, after what was said has been sent. */
  | { cut: true }

export interface Script {
  /** 200 when absent. */
  status?: number
  headers?: Record<string, string>
  steps: Step[]
  /** Sizes in bytes, used in turn, into which everything sent is cut; one HTTP chunk each. */
  slices?: number[]
  /** Never answers, not even with a status. */
  mute?: boolean
}

/** A request as it arrived. */
export interface Received {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
  /** Milliseconds of the process's monotonic clock. */
  at: number
  /** How its connection came out: the answer was sent whole, or the other side (or `cut`) broke it off. */
  ended: Promise<'whole' | 'broken'>
}

export interface Upstream {
  url: string
  /** `127.0.0.1:port`, as the egress allow list takes it. */
  host: string
  requests: Received[]
  /** How many connections are open right now. */
  connections(): number
  /** Changes what it says from now on. */
  play(script: Play): void
  close(): Promise<void>
}

/** Chooses what to say to a request; a plain script is said to each. */
export type Play = Script | ((request: Received, index: number) => Script)

/**
 * A model's server over real HTTP on loopback, for tests and benches. The path decides the protocol:
 * `…/chat/completions` speaks DeepSeek's SSE, `/api/chat` Ollama's NDJSON; `GET /api/tags` names one local model,
 * and is not counted among the requests unless `tags` hands in a body of its own.
 */
export async function startUpstream(script: Play, tags: unknown = localTags): Promise<Upstream> {
  let play = script
  const requests: Received[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void serve(request, response)
  })
  server.on('connection', socket => {
    socket.setNoDelay(true)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  async function serve(request: IncomingMessage, response: ServerResponse) {
    if (request.url === '/api/tags') return response.end(JSON.stringify(tags))
    const received = await receive(request, response)
    requests.push(received)
    const chosen = typeof play === 'function' ? play(received, requests.length - 1) : play
    await perform(chosen, response, protocolOf(received.path))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    requests,
    connections: () => sockets.size,
    play: next => {
      play = next
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The same lines with a pause before each, as a model that takes its time. */
export function paced(lines: Line[], waitMs: number): Step[] {
  return lines.flatMap(line => [{ waitMs }, line])
}

const localTags = { models: [{ name: 'scripted:latest', model: 'scripted:latest' }] }

async function receive(request: IncomingMessage, response: ServerResponse): Promise<Received> {
  const at = performance.now()
  const ended = new Promise<'whole' | 'broken'>(resolve => {
    response.on('close', () => resolve(response.writableFinished ? 'whole' : 'broken'))
  })
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString()
  return { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body, at, ended }
}

async function perform(script: Script, response: ServerResponse, protocol: Protocol) {
  if (script.mute) return
  const type = protocol === 'sse' ? 'text/event-stream' : 'application/x-ndjson'
  response.writeHead(script.status ?? 200, { 'content-type': type, ...script.headers })
  response.flushHeaders()
  const say = sliced(response, script.slices)
  for (const step of script.steps) {
    if (response.destroyed) return
    if ('waitMs' in step) await pause(step.waitMs)
    else if ('stall' in step) return
    else if ('cut' in step) return response.socket?.destroySoon()
    else await say(Buffer.from('send' in step ? step.send : wire(step, protocol)))
  }
  response.end()
}

/** A writer that cuts where it is told, regardless of characters and lines. */
function sliced(response: ServerResponse, slices: number[] = []) {
  let turn = 0
  return async (bytes: Buffer) => {
    if (slices.length === 0) return void response.write(bytes)
    for (let from = 0; from < bytes.length; turn++) {
      const size = Math.max(1, slices[turn % slices.length] ?? 1)
      response.write(bytes.subarray(from, from + size))
      from += size
      // Lets the other side read, so that some cuts arrive as packets of their own too.
      if (turn % 8 === 0) await new Promise(setImmediate)
    }
  }
}
