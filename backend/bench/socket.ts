import { connect, type Socket } from 'node:net'

/** What came of one request. Times are milliseconds since it was sent, NaN for what never came. */
export interface Outcome {
  status: number
  firstByte: number
  firstToken: number
  end: number
  /** Whether the answer said itself that it was complete. */
  whole: boolean
  /** The conversation that our server names. */
  conversation: string | undefined
  /** The whole body, when it was asked for. */
  body: string
}

export interface Line {
  free(): boolean
  /** Sends one request; `onward` is called with its first byte and with its end. */
  send(request: Buffer, onward: (outcome: Outcome, over: boolean) => void, keep?: boolean): void
  close(): void
}

const headEnd = Buffer.from('\r\n\r\n')
const bodyEnd = Buffer.from('0\r\n\r\n')
const firstWords = [Buffer.from('"content":"'), Buffer.from('"type":"text"')]
const lastWords = [Buffer.from('"done":true'), Buffer.from('"type":"done"')]

/** One connection to a server on loopback, that reads no more of an answer than a measurement needs. */
export function openLine(port: number): Line {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let current:
    | { outcome: Outcome; sentAt: number; onward: Parameters<Line['send']>[1]; keep: boolean }
    | undefined
  let head = Buffer.alloc(0)
  let left = Number.NaN
  let before = Buffer.alloc(0)
  let kept: Buffer[] = []

  const finish = () => {
    const done = current
    current = undefined
    if (!done) return
    done.outcome.end = performance.now() - done.sentAt
    if (done.keep) done.outcome.body = unchunked(Buffer.concat(kept))
    done.onward(done.outcome, true)
  }

  socket.on('data', (data: Buffer) => {
    if (!current) return
    const { outcome, sentAt, onward } = current
    let body = data
    if (outcome.status === 0) {
      const isFirst = head.length === 0
      head = Buffer.concat([head, data])
      const end = head.indexOf(headEnd)
      if (isFirst) outcome.firstByte = performance.now() - sentAt
      if (end < 0) return
      outcome.status = Number(head.toString('latin1', 9, 12))
      const length = /content-length: (\d+)/i.exec(head.toString('latin1', 0, end))?.[1]
      left = Number(length ?? Number.NaN)
      body = head.subarray(end + 4)
      onward(outcome, false)
      if (length === '0') return finish()
      if (body.length === 0) return
    }
    if (current.keep) kept.push(body)
    const seen = before.length === 0 ? body : Buffer.concat([before, body])
    if (Number.isNaN(outcome.firstToken) && firstWords.some(words => seen.includes(words)))
      outcome.firstToken = performance.now() - sentAt
    if (outcome.conversation === undefined && seen.includes('"conversation":"'))
      outcome.conversation = /"conversation":"([0-9a-f-]{36})"/.exec(seen.toString('latin1'))?.[1]
    left -= body.length
    const over = Number.isNaN(left) ? seen.subarray(-5).equals(bodyEnd) : left <= 0
    if (over) {
      outcome.whole = lastWords.some(words => seen.includes(words))
      finish()
    } else before = Buffer.from(seen.subarray(-600))
  })
  socket.on('error', finish)
  socket.on('close', finish)

  return {
    free: () => current === undefined && !socket.destroyed,
    send: (request, onward, keep = false) => {
      head = Buffer.alloc(0)
      before = Buffer.alloc(0)
      kept = []
      left = Number.NaN
      const [status, never, body] = [0, Number.NaN, '']
      const outcome = { status, firstByte: never, firstToken: never, end: never, whole: false, body }
      current = { outcome: { ...outcome, conversation: undefined }, sentAt: performance.now(), onward, keep }
      socket.write(request)
    },
    close: () => socket.destroy(),
  }
}

/** The content of a chunked body (RFC 9112, 7.1). */
function unchunked(body: Buffer): string {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length; ) {
    const line = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.toString('latin1', at, line), 16)
    parts.push(body.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
  return Buffer.concat(parts).toString()
}
