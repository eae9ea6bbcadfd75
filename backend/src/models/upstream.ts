import { setTimeout as pause } from 'node:timers/promises'
import type { EgressRequest, Gate } from '../egress/gate.ts'
import { EgressRefused } from '../egress/purpose.ts'
import type { Circuit, Outcome } from './circuit.ts'
import { type ModelEvent, ModelFault, type ModelFaultCode } from './model.ts'
import { type Reply, replyQueue } from './reply.ts'

export interface Limits {
  /** Milliseconds until the first byte of an answer; a sign of life counts as one. */
  firstByteMs: number
  /** Milliseconds of silence within an answer; signs of life break it. */
  idleMs: number
  /** Milliseconds for everything, repetitions included; nothing extends them. */
  totalMs: number
}

export interface Patience {
  /** How often a call is repeated at most, and only before its first text. */
  retries: number
  /** Milliseconds before the first repetition; doubled before the next, and shortened by up to half at random. */
  pauseMs: number
  /** The longest `Retry-After` that is waited for, in milliseconds; a longer one ends the call at once. */
  retryAfterMs: number
}

export const usualLimits: Limits = { firstByteMs: 20_000, idleMs: 30_000, totalMs: 180_000 }
export const usualPatience: Patience = { retries: 2, pauseMs: 250, retryAfterMs: 4_000 }

/** What every adapter of a remote model is made with. */
export interface UpstreamOptions {
  gate: Gate
  circuit: Circuit
  limits?: Partial<Limits>
  patience?: Partial<Patience>
  /** From 0 to 1, for the jitter of repetitions. */
  random(): number
  /** The wall's time, for a `Retry-After` that names a date. */
  now(): Date
  /** A new unguessable word for each request, to fence passages with. */
  fence(): string
}

/** The part of a call that is the adapter's own. */
export interface Call {
  processor: 'deepseek' | 'ollama'
  /** On whose behalf. */
  workspace?: string | undefined
  signal: AbortSignal
  /** Made anew for each try. */
  prepare(signal: AbortSignal): EgressRequest | Promise<EgressRequest>
  /** Made anew for each try: takes the body's chunks and tells the reply; throws `ModelFault` on nonsense. */
  reader(reply: Reply): Reader
}

export interface Reader {
  feed(chunk: Buffer): void
  /** The body is over. */
  close(): void
}

/** An answer whose status is not 200. */
class Rejected extends Error {
  readonly status: number
  readonly retryAfter: string | undefined

  constructor(status: number, retryAfter: string | undefined) {
    super('rejected')
    this.status = status
    this.retryAfter = retryAfter
  }
}

const answerBytes = 4_000_000

/**
 * Streams one answer of a remote model: under limits, with repetitions before the first text, through the circuit.
 * Every fault becomes a `ModelFault`; an abort throws the signal's reason at once and cuts the connection.
 */
export function streamFrom(options: UpstreamOptions, call: Call): AsyncIterable<ModelEvent> {
  const { processor, workspace, signal, reader: readerOf } = call
  // Let go with the first text, after which nothing is tried again: it holds the prompt.
  let prepare: Call['prepare'] | undefined = call.prepare
  const limits = { ...usualLimits, ...options.limits }
  const patience = { ...usualPatience, ...options.patience }
  const cut = new AbortController()
  const { reply, events } = replyQueue(
    () => void run(),
    () => cut.abort(),
  )

  async function run() {
    const abort = () => {
      reply.fail(signal.reason, true)
      cut.abort()
    }
    const overtime = setTimeout(() => {
      const fault = new ModelFault('model_slow', reply.begun)
      reply.fail(fault)
      cut.abort(fault)
    }, limits.totalMs)
    let leave: ((outcome: Outcome) => void) | undefined
    try {
      signal.throwIfAborted()
      signal.addEventListener('abort', abort, { once: true })
      leave = options.circuit.enter()
      await persist()
      leave('alive')
    } catch (error) {
      leave?.(signal.aborted ? 'neutral' : outcomeOf(error, reply))
      reply.fail(signal.aborted ? signal.reason : faultOf(error, reply.begun))
    } finally {
      clearTimeout(overtime)
      signal.removeEventListener('abort', abort)
    }
  }

  async function persist() {
    for (let tries = 0; ; tries++) {
      try {
        return await once()
      } catch (error) {
        cut.signal.throwIfAborted()
        const waitMs = tries < patience.retries && !reply.begun ? patienceFor(error, tries) : null
        if (waitMs === null) throw error
        await pause(waitMs, undefined, { signal: cut.signal }).catch(() => cut.signal.throwIfAborted())
      }
    }
  }

  async function once() {
    const response = await open()
    if (response.status !== 200) {
      response.drop()
      throw new Rejected(response.status, response.headers['retry-after'])
    }
    const reader = readerOf(reply)
    await response.read(chunk => {
      // What comes after the last event is not read, so that the connection can serve again.
      if (!reply.ended) reader.feed(chunk)
      if (reply.begun) prepare = undefined
    })
    if (!reply.ended) reader.close()
    if (!reply.ended) throw new ModelFault('model_unavailable')
  }

  // Apart, so that the prompt is not held in memory for as long as the answer streams.
  async function open() {
    const request = await prepare?.(cut.signal)
    if (!request) throw new ModelFault('model_unavailable', reply.begun)
    cut.signal.throwIfAborted()
    return await options.gate.request(
      { kind: 'processor', name: processor, why: 'answer', workspace },
      { ...request, signal: cut.signal, limits: { ...limits, maxBytes: answerBytes } },
    )
  }

  /** Milliseconds to wait before another try; null when another try would not help. */
  function patienceFor(error: unknown, tries: number): number | null {
    if (!mayHelp(error)) return null
    const own = patience.pauseMs * 2 ** tries * (0.5 + options.random() / 2)
    const asked = error instanceof Rejected ? retryAfterMs(error.retryAfter, options.now()) : 0
    return asked > patience.retryAfterMs ? null : Math.max(own, asked)
  }

  return events
}

/** Whether another try may come out differently: busy or broken, but neither refused, unpaid nor slow. */
function mayHelp(error: unknown): boolean {
  if (error instanceof Rejected) return error.status === 429 || error.status >= 500
  if (error instanceof ModelFault) return error.code === 'model_unavailable' || error.code === 'model_busy'
  return error instanceof EgressRefused && passing.has(error.code)
}

const passing = new Set(['egress_unreachable', 'egress_unresolved', 'egress_cut'])
const slow = new Set(['egress_silent', 'egress_idle', 'egress_overtime'])

/** Our own words for whatever went wrong; the original, which may hold the upstream's words, goes no further. */
function faultOf(error: unknown, begun: boolean): ModelFault {
  return new ModelFault(faultCode(error), begun)
}

function faultCode(error: unknown): ModelFaultCode {
  if (error instanceof ModelFault) return error.code
  if (error instanceof EgressRefused) return slow.has(error.code) ? 'model_slow' : 'model_unavailable'
  if (!(error instanceof Rejected)) return 'model_unavailable'
  if (error.status === 429 || error.status === 503) return 'model_busy'
  return error.status === 401 || error.status === 402 || error.status === 403
    ? 'model_unpaid'
    : 'model_unavailable'
}

/** A busy or unpaid model is there; one whose answer had ended well, or that we cut, says nothing bad either. */
function outcomeOf(error: unknown, reply: Reply): Outcome {
  if (reply.ended) return 'alive'
  if (error instanceof DOMException && error.name === 'AbortError') return 'neutral'
  const code = faultCode(error)
  return code === 'model_unavailable' || code === 'model_slow' ? 'down' : 'alive'
}

/** RFC 9110, 10.2.3: seconds or a date; nonsense counts as nothing. */
function retryAfterMs(header: string | undefined, now: Date): number {
  if (!header) return 0
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? 0 : Math.max(0, date - now.getTime())
}
