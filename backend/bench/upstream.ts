import { createServer, type Socket } from 'node:net'
import { answerParent } from './child.ts'
import { token } from './words.ts'

// A model's server as light as it can be, so that what is measured is not this: it speaks Ollama's protocol on raw
// sockets, one HTTP chunk and one write a token.

/** What it says from now on; a rate of 0 is as fast as the sockets take it. */
export interface Pace {
  tokens: number
  perSecond: number
}

interface Stream {
  socket: Socket
  next: number
  pace: Pace
}

const chunk = (line: object): Buffer => {
  const text = `${JSON.stringify(line)}\n`
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`)
}
const frame = { model: 'scripted:latest', created_at: '2026-01-01T00:00:00.000000000Z' }
const tokens = Array.from({ length: 512 }, (_, n) =>
  chunk({ ...frame, message: { role: 'assistant', content: token(n) }, done: false }),
)
const head = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n',
)
const tags = JSON.stringify({ models: [{ name: 'scripted:latest', model: 'scripted:latest' }] })
const listing = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${tags.length}\r\n\r\n${tags}`

let pace: Pace = { tokens: 500, perSecond: 0 }
let written = 0

// Paced streams lie in slots of a wheel that turns once between two tokens of a stream.
const slotMs = 5
let wheel: Set<Stream>[] = []
let turned = 0
let turning: NodeJS.Timeout | undefined

function speak(stream: Stream): boolean {
  const { socket, next } = stream
  if (socket.destroyed) return false
  if (next < stream.pace.tokens) {
    stream.next++
    written++
    socket.write(tokens[next % tokens.length] ?? '')
    return true
  }
  const last = { ...frame, message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' }
  socket.write(
    Buffer.concat([chunk({ ...last, prompt_eval_count: 900, eval_count: next }), Buffer.from('0\r\n\r\n')]),
  )
  return false
}

function rush(stream: Stream): void {
  if (!speak(stream)) return
  if (stream.socket.writableNeedDrain) stream.socket.once('drain', () => rush(stream))
  else setImmediate(rush, stream)
}

function begin(socket: Socket): void {
  socket.write(head)
  const stream = { socket, next: 0, pace }
  if (pace.perSecond === 0) rush(stream)
  else if (speak(stream)) wheel[Math.floor(Math.random() * wheel.length)]?.add(stream)
}

function turn(from: number): void {
  const due = Math.floor((performance.now() - from) / slotMs)
  for (; turned < due; turned++) {
    const slot = wheel[turned % wheel.length]
    for (const stream of slot ?? []) if (!speak(stream)) slot?.delete(stream)
  }
}

function setPace(next: Pace): void {
  pace = next
  clearInterval(turning)
  if (pace.perSecond === 0) return
  wheel = Array.from({ length: Math.round(1000 / pace.perSecond / slotMs) }, () => new Set())
  turned = 0
  turning = setInterval(turn, slotMs, performance.now())
}

const server = createServer({ noDelay: true }, socket => {
  let heard = Buffer.alloc(0)
  socket.on('error', () => {})
  socket.on('data', data => {
    heard = heard.length === 0 ? data : Buffer.concat([heard, data])
    const end = heard.indexOf('\r\n\r\n')
    if (end < 0) return
    const headers = heard.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(headers)?.[1] ?? 0)
    if (heard.length < end + 4 + length) return
    heard = Buffer.alloc(0)
    if (headers.startsWith('GET')) socket.write(listing)
    else begin(socket)
  })
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  answerParent(port, { pace: setPace, written: () => written })
})
