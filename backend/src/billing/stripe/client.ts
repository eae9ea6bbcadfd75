import { Stripe } from 'stripe'
import type { EgressRequest, Gate } from '../../egress/gate.ts'

export interface ClientOptions {
  gate: Gate
  key: string
  /** Where Stripe's API is, without `/v1`. */
  url: string
  /** On whose behalf it asks, for the ledger of what leaves; Stripe is not told. */
  workspace?: string
}

const limits = { firstByteMs: 20_000, idleMs: 10_000, totalMs: 30_000, maxBytes: 4_000_000 }

/** Of the package's headers, those that Stripe needs; the others describe our machine. */
const needed = /^(?:authorization|accept|content-type|stripe-version|idempotency-key)$/i

/** Stripe's own package on our one way out. It tries nothing again by itself: jobs and people do, with the same keys. */
export function stripeClient({ gate, key, url, workspace }: ClientOptions): Stripe {
  return new Stripe(key, {
    httpClient: throughGate(gate, url, workspace),
    telemetry: false,
    maxNetworkRetries: 0,
  })
}

/** Whether a key moves money. */
export const isLive = (key: string): boolean => /^[sr]k_live_/.test(key)

function throughGate(gate: Gate, url: string, workspace: string | undefined): Stripe.HttpClient {
  const base = url.replace(/\/$/, '')
  return {
    getClientName: () => 'gate',
    async makeRequest(_host, _port, path, method, headers, body) {
      const response = await gate.request(
        { kind: 'processor', name: 'stripe', why: 'billing', workspace },
        {
          url: base + path,
          method: method as NonNullable<EgressRequest['method']>,
          headers: only(headers),
          ...(body && { body }),
          limits,
        },
      )
      const chunks: Buffer[] = []
      await response.read(chunk => chunks.push(chunk))
      return answer(response.status, Buffer.concat(chunks).toString())
    },
  }
}

function only(headers: Record<string, unknown>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => needed.test(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}

/** Without the answer's headers: the package prints one of them, and we need none. */
function answer(status: number, text: string): Stripe.HttpClientResponse {
  return {
    getStatusCode: () => status,
    getHeaders: () => ({}),
    getRawResponse: () => ({}),
    toStream: () => {
      throw new TypeError('no answer of ours is a stream')
    },
    toJSON: async () => {
      const value: unknown = JSON.parse(text)
      if (typeof value !== 'object' || value === null) throw new SyntaxError('not an object')
      return value
    },
  }
}
