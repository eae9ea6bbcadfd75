import { connect, type LookupFunction, type Socket } from 'node:net'
import { type EgressCode, EgressRefused } from './purpose.ts'

export interface ConnectionLimits {
  /** Milliseconds until the connection stands. */
  connectMs: number
  /** Milliseconds for everything, from the first packet to the last. */
  totalMs: number
}

interface Asked {
  host: string
  port: number
  lookup: LookupFunction
  limits: ConnectionLimits
  signal: AbortSignal | undefined
  /** Told once, as soon as the connection stands; never where none comes to stand. */
  leaves(): void
  /** Told once, when everything is over. */
  settled(result: { bytesOut: number; bytesIn: number; error: unknown }): void
}

/**
 * Opens a bare connection, under limits, for a protocol that is not HTTP. Whoever gets it may speak TLS over it and
 * closes it; whatever ends it, its bytes are counted once it is closed.
 */
export function openConnection({
  host,
  port,
  lookup,
  limits,
  signal,
  leaves,
  settled,
}: Asked): Promise<Socket> {
  if (signal?.aborted) return Promise.reject(signal.reason)
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const socket = connect({ host, port, lookup })
  let connected = false
  let why: unknown

  function end(error: unknown) {
    why ??= error
    socket.destroy()
    reject(why)
  }
  const late = (code: EgressCode) => end(new EgressRefused(code))
  const abort = () => end(signal?.reason)
  const connecting = setTimeout(late, limits.connectMs, 'egress_silent')
  const total = setTimeout(late, limits.totalMs, 'egress_overtime')

  socket.once('connect', () => {
    connected = true
    clearTimeout(connecting)
    leaves()
    resolve(socket)
  })
  socket.on('error', error =>
    end(
      error instanceof EgressRefused
        ? error
        : new EgressRefused(connected ? 'egress_cut' : 'egress_unreachable'),
    ),
  )
  socket.once('close', () => {
    clearTimeout(connecting)
    clearTimeout(total)
    signal?.removeEventListener('abort', abort)
    settled({ bytesOut: socket.bytesWritten, bytesIn: socket.bytesRead, error: why })
  })
  signal?.addEventListener('abort', abort, { once: true })
  return promise
}
