import { type IncomingHttpHeaders, type IncomingMessage, request as plain } from 'node:http'
import { type RequestOptions, request as secured } from 'node:https'
import { type EgressCode, EgressRefused } from './purpose.ts'

export interface EgressLimits {
  /** Milliseconds until the first byte of the answer's body (connecting included). */
  firstByteMs: number
  /** Milliseconds of silence within the body. */
  idleMs: number
  /** Milliseconds for everything. */
  totalMs: number
  /** The most bytes that the body may have. */
  maxBytes: number
}

export interface EgressResponse {
  status: number
  headers: IncomingHttpHeaders
  /**
   * Hands over each chunk of the body as it comes; may be called once. Ends with the body; throws `EgressRefused`,
   * the signal's reason, or what `take` threw: then the connection is already closed.
   */
  read(take: (chunk: Buffer) => void): Promise<void>
  /** Lets go of an answer that nobody wants to read (on), and closes its connection. */
  drop(): void
}

interface Exchange {
  secure: boolean
  options: RequestOptions
  body: string | Uint8Array | undefined
  limits: EgressLimits
  signal: AbortSignal | undefined
  /** Told once, as soon as a connection stands and the body goes out over it; never where none comes to stand. */
  leaves(): void
  /** Told once, when everything is over. */
  settled(result: { status: number | null; bytesIn: number; error: unknown }): void
}

/**
 * One HTTP request and its answer, under limits. Callbacks and plain timers instead of streams in streams:
 * this is the path of every token.
 */
export function exchange({
  secure,
  options,
  body,
  limits,
  signal,
  leaves,
  settled,
}: Exchange): Promise<EgressResponse> {
  if (signal?.aborted) return Promise.reject(signal.reason)
  const { promise, resolve, reject } = Promise.withResolvers<EgressResponse>()
  let response: IncomingMessage | undefined
  let reader: { resolve(): void; reject(error: unknown): void } | undefined
  let outcome: { error: unknown } | undefined
  let bytesIn = 0

  const request = (secure ? secured : plain)(options)
  let silence = setTimeout(late, limits.firstByteMs, 'egress_silent')
  const total = setTimeout(late, limits.totalMs, 'egress_overtime')

  function end(error: unknown, destroy = true) {
    if (outcome) return
    outcome = { error }
    clearTimeout(silence)
    clearTimeout(total)
    signal?.removeEventListener('abort', abort)
    if (destroy) request.destroy()
    settled({ status: response?.statusCode ?? null, bytesIn, error })
    if (error === undefined) reader?.resolve()
    else (reader?.reject ?? reject)(error)
  }
  function late(code: EgressCode) {
    end(new EgressRefused(code))
  }
  function abort() {
    end(signal?.reason)
  }
  function broke(error: unknown) {
    const code = response ? 'egress_cut' : isTls(error) ? 'egress_tls' : 'egress_unreachable'
    end(error instanceof EgressRefused ? error : new EgressRefused(code))
  }

  function read(take: (chunk: Buffer) => void): Promise<void> {
    if (outcome) return outcome.error === undefined ? Promise.resolve() : Promise.reject(outcome.error)
    const reading = Promise.withResolvers<void>()
    reader = reading
    let begun = false
    response?.on('data', (chunk: Buffer) => {
      if (outcome) return
      bytesIn += chunk.length
      if (bytesIn > limits.maxBytes) return end(new EgressRefused('egress_oversize'))
      if (begun) silence.refresh()
      else {
        begun = true
        clearTimeout(silence)
        silence = setTimeout(late, limits.idleMs, 'egress_idle')
      }
      try {
        take(chunk)
      } catch (error) {
        end(error)
      }
    })
    response?.on('end', () => end(undefined, false))
    return reading.promise
  }

  // Over TLS nothing goes out before the other side's certificate was found good.
  request.once('socket', socket => {
    if (request.reusedSocket) leaves()
    else socket.once(secure ? 'secureConnect' : 'connect', leaves)
  })
  request.on('error', broke)
  request.on('response', answer => {
    response = answer
    answer.on('error', broke)
    answer.on('close', () => broke(undefined))
    resolve({ status: answer.statusCode ?? 0, headers: answer.headers, read, drop: () => end(undefined) })
  })
  // A connection that closed without an answer and without an error (a 101, for one).
  request.on('close', () => {
    if (!response) broke(undefined)
  })
  signal?.addEventListener('abort', abort, { once: true })
  request.end(body)
  return promise
}

/** Node names what OpenSSL finds wrong with a certificate or a handshake, each in its own code. */
function isTls(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /CERT|SSL|TLS|^UNABLE_TO_|^EPROTO$|^HOSTNAME_MISMATCH$|_CA$|^INVALID_PURPOSE$/.test(code)
}
